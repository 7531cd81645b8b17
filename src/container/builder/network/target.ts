import { ifnameOption, sameInterface } from '../../../docker-words/endpoint/driver-options.js'
import { checkDefaultBridge, toEndpointSettings, type EndpointOptions } from '../../../docker-words/endpoint.js'
import { checkRef, control, type Ref } from '../../../engine/ref.js'
import { conflict } from '../../../errors/conflict.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import type { ContainerSpec, JoinedNetwork } from '../spec.js'
import { mergedEndpoint } from './merged-endpoint.js'
import type { NetTarget } from './modes.js'
import { refusals, settle, type NetMode } from './net-modes.js'

/** What `net()` changes: the mode, and the endpoint if it has one. */
export function joining(
  { modes, networks, joins }: ContainerSpec,
  target: NetTarget,
  endpoint: EndpointOptions,
): Partial<ContainerSpec> {
  const { mode, named, fromHandle } = readTarget(target)
  const left = settle(mode, modes)
  const settings = toEndpointSettings(endpoint)
  if (mode !== 'own' && Object.values(endpoint).some((value) => value !== undefined))
    throw conflict('an endpoint', `net('${mode}')`, refusals.endpoint[mode])
  if (mode === 'shared') {
    if (joins !== undefined && joins.container !== named)
      throw conflict('net(container)', 'net(container)', refusals.net.shared)
    return { modes: left, joins: { container: named, fromHandle } }
  }
  if (mode !== 'own') return { modes: left }
  checkDefaultBridge(named, endpoint)
  return { modes: left, networks: withNetwork(networks, { target: named, fromHandle, endpoint: settings }) }
}

/** A network that is named again keeps its place: the first one is the container's mode. */
function withNetwork(networks: readonly JoinedNetwork[], joined: JoinedNetwork): readonly JoinedNetwork[] {
  const before = networks.find(({ target }) => target === joined.target)
  const name = joined.endpoint.DriverOpts?.[ifnameOption]
  const other = networks.find(
    (one) => one !== before && name !== undefined && one.endpoint.DriverOpts?.[ifnameOption] === name,
  )
  if (other !== undefined) throw conflict(`interface ${name}`, `net('${other.target}')`, sameInterface)
  if (before === undefined) return [...networks, joined]
  const both = { ...joined, endpoint: mergedEndpoint(before.endpoint, joined.endpoint) }
  return networks.map((one) => (one === before ? both : one))
}

function readTarget(target: NetTarget): { mode: NetMode; named: string; fromHandle: boolean } {
  if (typeof target === 'string') return { ...readMode(target), fromHandle: false }
  const ref: Ref | undefined = typeof target === 'object' ? target : undefined
  if (ref?.noun === 'network') return { ...predefinedMode(ref), fromHandle: true }
  if (ref?.noun === 'container') return { mode: 'shared', named: checkRef('container', 'word', ref), fromHandle: true }
  throw invalidArgument('net', target, "give a network's name or handle, 'host', 'none', or a container")
}

/** A handle on one of the engine's own networks stands for the mode of that name. */
function predefinedMode(ref: Ref): { mode: NetMode; named: string } {
  const { name } = ref
  if (name === 'host' || name === 'none') return { mode: name, named: name }
  return { mode: 'own', named: name === 'bridge' ? name : checkRef('network', 'slashes', ref) }
}

function readMode(target: string): { mode: NetMode; named: string } {
  if (target === 'host' || target === 'none') return { mode: target, named: target }
  const [, container] = /^container:(.*)$/s.exec(target) ?? []
  if (container === '' || target === 'container') throw invalidArgument('net', target, 'write it like container:web')
  if (container !== undefined) return { mode: 'shared', named: checkRef('container', 'word', container) }
  if (target.trim() === '' || control.test(target)) throw invalidArgument('net', target, "give a network's name")
  return { mode: 'own', named: target }
}
