import {
  checkConnect,
  checkDefaultBridge,
  toEndpointSettings,
  type EndpointOptions,
} from '../../docker-words/endpoint.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { nearest } from '../../engine/call/nearest.js'
import { checkRef } from '../../engine/ref.js'
import { isPlainObject } from '../../errors/brand.js'
import { quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { refuseNoObject } from './read-network.js'
import type { SpecPath, Violations } from './violations.js'

/** Networks that every engine has, and that a spec need not name. */
const everywhere: readonly string[] = ['bridge', 'none']

/** How a container of a spec is on one network. */
export interface ReadMembership {
  readonly network: string
  /** Undefined where it must not be. */
  readonly endpoint: EndpointSettings | undefined
  /** The options that were said; what was not may be anything. */
  readonly said: readonly string[]
  readonly path: SpecPath
}

/** What a spec says of one container, or of all containers of a service of compose. */
export interface ReadMember {
  readonly noun: 'container' | 'service'
  /** The container's name or id, or the service's name. */
  readonly ref: string
  /** The engine that it is on; undefined for the only one, and for services. */
  readonly on: string | undefined
  readonly memberships: readonly ReadMembership[]
  readonly path: SpecPath
}

interface Reading {
  readonly noun: ReadMember['noun']
  readonly key: string
  readonly given: unknown
  readonly path: SpecPath
  /** The names of the networks of the spec. */
  readonly networks: ReadonlySet<string>
  /** Why a network is not one of them, by its name: the same of all its members. */
  readonly unknown: Map<string, UsageError>
  /** The names of the engines; undefined if they are not known, empty for the only one. */
  readonly engines: readonly string[] | undefined
  readonly violations: Violations
}

/** Reads what a spec says of a container. Undefined if nothing can be made of it. */
export function readMember(reading: Reading): ReadMember | undefined {
  const { noun, key, given, path, violations } = reading
  const named = violations.look(path, () =>
    noun === 'service' ? { ref: checkService(key), on: undefined } : placeOf(reading),
  )
  const networks = given ?? {}
  if (!isPlainObject(networks)) {
    violations.look(path, () => refuseNoObject(`a ${noun}`, given, "{ front: { alias: 'web' } }"))
    return undefined
  }
  const memberships = Object.entries(networks).flatMap(
    ([network, endpoint]) => readMembership(network, endpoint, reading) ?? [],
  )
  return named === undefined ? undefined : { noun, ...named, memberships, path }
}

function checkService(name: string): string {
  if (/^[a-zA-Z0-9._-]+$/.test(name)) return name
  throw invalidArgument('service', name, 'services of compose have names of letters, digits, "_", "." and "-"')
}

/** Which container on which engine. */
function placeOf({ key, engines }: Reading): Pick<ReadMember, 'ref' | 'on'> {
  const slash = key.indexOf('/')
  const isOnOneOfMany = engines === undefined ? slash > 0 : engines.length > 0
  if (!isOnOneOfMany) return { ref: checkRef('container', 'word', key), on: undefined }
  const on = key.slice(0, slash)
  if (engines === undefined || engines.includes(on))
    return { ref: checkRef('container', 'word', key.slice(slash + 1)), on }
  throw invalidArgument(
    'container',
    key,
    `say on which engine: ${engines.map((one) => `${one}/${key.slice(slash + 1)}`).join(' or ')}`,
  )
}

function readMembership(network: string, given: unknown, reading: Reading): ReadMembership | undefined {
  const { violations } = reading
  const path = [...reading.path, network]
  const isNamed = violations.look(path, () => checkNamed(network, reading))
  if (given === false) return isNamed && { network, endpoint: undefined, said: [], path }
  const endpoint = readEndpoint(network, given ?? {}, path, violations)
  return isNamed && endpoint && { network, endpoint, said: Object.keys(given ?? {}), path }
}

function checkNamed(network: string, { networks, unknown }: Reading): true {
  if (network === 'host' || everywhere.includes(network) || networks.has(network)) return true
  const error = unknown.get(network) ?? notNamed(network, networks)
  unknown.set(network, error)
  throw error
}

function notNamed(network: string, networks: ReadonlySet<string>): UsageError {
  const close = nearest(network, networks)
  return new UsageError('UNKNOWN_OPTION', {
    message: `the spec has no network ${quoted(network)}`,
    details: { option: network, nearest: close },
    hint:
      close === undefined
        ? `name it under networks; one that is there already is { external: true }`
        : `did you mean ${quoted(close)}?`,
  })
}

function readEndpoint(
  network: string,
  given: unknown,
  path: SpecPath,
  violations: Violations,
): EndpointSettings | undefined {
  if (!isPlainObject(given)) {
    const hint = "write it like { alias: 'web', ip: '10.20.0.5' }, or {}, or false"
    violations.look(path, () => {
      throw invalidArgument('a membership', given, hint)
    })
    return undefined
  }
  const before = violations.found.length
  violations.look(path, () => {
    checkConnect(network, {})
    if (network === 'none') throw invalidArgument('none', given, 'a container is on none alone: false takes it off')
  })
  for (const [key, value] of Object.entries(given)) {
    const one = { [key]: value } as EndpointOptions // each is looked at by itself
    const isRead = violations.look([...path, key], () => toEndpointSettings(one)) !== undefined
    if (isRead)
      violations.look([...path, key], () => {
        checkDefaultBridge(network, one)
      })
  }
  if (violations.found.length > before) return undefined
  return violations.look(path, () => toEndpointSettings(given))
}
