import { inspectAll } from '../../container/inspect-all.js'
import { containerList } from '../../container/operations.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import { nearest } from '../../engine/call/nearest.js'
import type { CallContext } from '../../engine/context.js'
import { plainName, type Ref } from '../../engine/ref.js'
import { hasEndpoints } from '../endpoint/has-endpoints.js'
import type { NetworkInspect } from '../wire/network.js'
import type { Answer } from './answers.js'
import { namesIn, sameName, type Membership } from './memberships.js'

interface Because<Reason extends string> {
  readonly reason: Reason
  /** A sentence for people. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
}

/** The network has no DNS between containers: the default bridge, `host` and `none`. */
export interface NoDns extends Because<'no-dns'> {
  readonly network: string
}

/** A container that has the name here does not run. */
export interface NotRunning extends Because<'stopped'> {
  readonly container: Ref<'container'>
}

/** A container that has the name is on other networks; on none of its own in container mode. */
export interface OnOtherNetwork extends Because<'other-network'> {
  readonly container: Ref<'container'>
  readonly networks: readonly string[]
}

/** Nobody has the name, and one here that is nearly the same. */
export interface Misspelt extends Because<'misspelt'> {
  readonly nearest: string
}

/** Nobody has the name, nor one that is near. DNS inside a container asks the servers of the host then. */
export interface UnknownName extends Because<'unknown'> {
  readonly name: string
}

/** The container that asks is not on the network, or does not run. */
export interface AskerElsewhere extends Because<'asker-elsewhere'> {
  readonly container: Ref<'container'>
  /** Where it is. */
  readonly networks: readonly string[]
}

/** Another network of the container that asks is asked first, and has the name. */
export interface OtherNetworkFirst extends Because<'other-network-first'> {
  readonly network: Ref<'network'>
  /** What it answers. */
  readonly answers: readonly Answer[]
}

/** Why nobody answers to a name. `reason` tells which one it is. */
export type NoAnswer = NoDns | NotRunning | OnOtherNetwork | Misspelt | UnknownName | AskerElsewhere | OtherNetworkFirst

export function noDns(network: string): NoDns {
  return {
    reason: 'no-dns',
    network,
    message: `containers on ${JSON.stringify(network)} do not find each other by name`,
    hint: 'put them on a network of their own: docker.network.bridge(name).create()',
  }
}

/** Looks for the name where it could be instead. */
export async function whyNobody(
  call: CallContext,
  network: NetworkInspect,
  { name, members }: { readonly name: string; readonly members: readonly Membership[] },
): Promise<NoAnswer[]> {
  const listed = await call.send(containerList, { query: { all: true } })
  const ids = listed.map(({ Id }) => Id)
  const found = await inspectAll(call, ids)
  const holders = found.flatMap((one) => holding(one, network, name))
  if (holders.length > 0) return holders
  const known = members.flatMap(({ names }) => names.filter(({ via }) => via !== 'id').map((one) => one.name))
  const near = nearest(name, new Set(known))
  const message = `nobody on network ${JSON.stringify(network.Name)} has the name ${JSON.stringify(name)}`
  if (near !== undefined) return [{ reason: 'misspelt', nearest: near, message, hint: `did you mean ${near}?` }]
  return [{ reason: 'unknown', name, message, hint: 'network.names() lists the names that somebody has' }]
}

function holding(found: ContainerInspect, { Id, Name }: NetworkInspect, name: string): NoAnswer[] {
  const container = { noun: 'container', id: found.Id, name: plainName(found.Name) } as const
  const endpoints = Object.entries(found.NetworkSettings.Networks ?? {})
  const named = endpoints.filter(([, endpoint]) => namesIn(found, endpoint).some((one) => sameName(one.name, name)))
  // Before its first start an endpoint may have no id of its network yet.
  const isHere = named.some(
    ([network, { NetworkID = '' }]) => NetworkID === Id || (NetworkID === '' && network === Name),
  )
  const who = `container ${JSON.stringify(container.name)}`
  if (isHere && hasEndpoints(found.State)) return [] // it has come meanwhile
  if (isHere) {
    const message = `${who} has the name here, and is ${found.State.Status}`
    return [
      { reason: 'stopped', container, message, hint: `start it: docker.container.ref('${container.name}').start()` },
    ]
  }
  if (named.length === 0 && (endpoints.length > 0 || !sameName(container.name, name))) return []
  const networks = named.map(([network]) => network)
  const where = networks.length === 0 ? 'no network of its own' : networks.join(', ')
  const hint = `connect it: docker.network.connect('${Name}', '${container.name}', { alias: '${name}' })`
  const shared = 'ask for the container whose network it uses, or make it again with another .net(...)'
  return [
    {
      reason: 'other-network',
      container,
      networks,
      message: `${who} has the name on ${where}, and is not on ${JSON.stringify(Name)}`,
      hint: networks.length === 0 ? shared : hint,
    },
  ]
}
