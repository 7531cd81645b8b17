import { Ip } from '../cidr/ip.js'
import { containerInspect } from '../container/operations.js'
import type { CallContext } from '../engine/context.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { orAbsent } from '../engine/absent.js'
import { isFullId, plainName, type Ref, type RefLike } from '../engine/ref.js'
import { networkInspect } from './operations.js'
import type { NetworkInspect } from './wire/network.js'
import type { EndpointSettings } from '../docker-words/endpoint-settings.js'

/** By which of its names a container answers to an alias. */
export type Via = 'name' | 'alias' | 'hostname' | 'id'

/** One container that answers to a name on a network. */
export interface Answer {
  readonly container: Ref<'container'>
  readonly ip: Ip
  readonly via: Via
}

/**
 * The containers whose names the network's DNS would answer with, as the engine has recorded them.
 * The default bridge has no DNS, so nothing answers there.
 */
export async function lookupOn(call: CallContext, network: RefLike<'network'>, name: string): Promise<Answer[]> {
  if (typeof name !== 'string' || name === '') throw invalidArgument('name', name, "give a container's name or alias")
  const { Id, Name: networkName, Containers } = await call.send(networkInspect, { id: network })
  if (networkName === 'bridge') return []
  const wanted = unqualified(name, networkName)
  const answers = await Promise.all(containersIn(Containers).map((container) => answersOf(call, container, Id, wanted)))
  return answers.flat().sort((a, b) => a.ip.compare(b.ip))
}

/** `web.mybridge` is `web` on mybridge; case does not matter to DNS. */
function unqualified(name: string, network: string): string {
  const lower = name.toLowerCase().replace(/\.$/, '')
  const suffix = `.${network.toLowerCase()}`
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower
}

async function answersOf(call: CallContext, container: string, networkId: string, wanted: string): Promise<Answer[]> {
  const member = await memberOf(call, container, networkId)
  const via = member?.names.find(({ name }) => name.toLowerCase() === wanted)?.via
  if (member === undefined || via === undefined) return []
  return member.ips.map((ip) => ({ container: member.container, ip, via }))
}

/** A name that somebody answers to on a network. */
export interface NetworkName {
  readonly name: string
  /** By address. Several where containers share an alias, or one has two addresses. */
  readonly answers: readonly Answer[]
}

/** Every name that the network's DNS knows, as the engine has recorded it, by name. */
export async function namesOn(call: CallContext, network: RefLike<'network'>): Promise<NetworkName[]> {
  const { Id, Name, Containers } = await call.send(networkInspect, { id: network })
  if (Name === 'bridge') return []
  const members = await Promise.all(containersIn(Containers).map((container) => memberOf(call, container, Id)))
  const byName = new Map<string, { name: string; answers: Answer[] }>()
  for (const member of members) {
    if (member === undefined) continue
    for (const { name, via } of member.names) {
      const found = byName.get(name.toLowerCase()) ?? { name, answers: [] }
      // the first of its names that is this one counts, as for lookup()
      if (found.answers.some(({ container }) => container.id === member.container.id)) continue
      found.answers.push(...member.ips.map((ip) => ({ container: member.container, ip, via })))
      byName.set(name.toLowerCase(), found)
    }
  }
  const names = [...byName.values()].filter(({ answers }) => answers.length > 0)
  for (const { answers } of names) answers.sort((a, b) => a.ip.compare(b.ip))
  return names.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function containersIn(containers: NetworkInspect['Containers']): readonly string[] {
  return Object.keys(containers ?? {}).filter(isFullId)
}

/** A container on a network, with its names there: the first one of each kind that is a name of it counts. */
interface NamedMember {
  readonly container: Ref<'container'>
  readonly ips: readonly Ip[]
  readonly names: readonly { readonly name: string; readonly via: Via }[]
}

async function memberOf(call: CallContext, id: string, networkId: string): Promise<NamedMember | undefined> {
  const found = await orAbsent('container', call.send(containerInspect, { id }))
  const endpoint = Object.values(found?.NetworkSettings.Networks ?? {}).find(({ NetworkID }) => NetworkID === networkId)
  if (found === undefined || endpoint === undefined) return undefined
  const name = plainName(found.Name)
  return {
    container: { noun: 'container', id: found.Id, name },
    ips: [endpoint.IPAddress, endpoint.GlobalIPv6Address].flatMap((text = '') => Ip.tryParse(text) ?? []),
    names: namesOf({ id: found.Id, name, hostname: found.Config.Hostname ?? '' }, endpoint),
  }
}

interface Names {
  readonly id: string
  readonly name: string
  readonly hostname: string
}

function namesOf({ id, name, hostname }: Names, { Aliases, DNSNames }: EndpointSettings): NamedMember['names'] {
  const shortId = id.slice(0, 12)
  // Engines below API 1.45 put the short id and the hostname among the aliases.
  const aliases = (Aliases ?? []).filter((alias) => alias !== shortId && alias !== hostname)
  const all: [via: Via, names: readonly string[]][] = [
    ['name', [name]],
    ['alias', aliases],
    ['id', [shortId]],
    ['hostname', [hostname]],
    ['alias', DNSNames ?? []],
  ]
  return all.flatMap(([via, names]) => names.filter((one) => one !== '').map((one) => ({ name: one, via })))
}
