import { Ip } from '../cidr/ip.js'
import { containerInspect } from '../container/operations.js'
import type { CallContext } from '../engine/context.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { orAbsent } from '../engine/absent.js'
import { plainName, type Ref, type RefLike } from '../engine/ref.js'
import { networkInspect } from './operations.js'
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
  const members = Object.keys(Containers ?? {}).filter((key) => /^[0-9a-f]{64}$/.test(key))
  const answers = await Promise.all(members.map((container) => answersOf(call, container, Id, wanted)))
  return answers.flat().sort((a, b) => a.ip.compare(b.ip))
}

/** `web.mybridge` is `web` on mybridge; case does not matter to DNS. */
function unqualified(name: string, network: string): string {
  const lower = name.toLowerCase().replace(/\.$/, '')
  const suffix = `.${network.toLowerCase()}`
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower
}

async function answersOf(call: CallContext, container: string, networkId: string, wanted: string): Promise<Answer[]> {
  const found = await orAbsent('container', call.send(containerInspect, { id: container }))
  const endpoint = Object.values(found?.NetworkSettings.Networks ?? {}).find(({ NetworkID }) => NetworkID === networkId)
  if (found === undefined || endpoint === undefined) return []
  const name = plainName(found.Name)
  const via = viaOf(wanted, { id: found.Id, name, hostname: found.Config.Hostname ?? '' }, endpoint)
  if (via === undefined) return []
  const ips = [endpoint.IPAddress, endpoint.GlobalIPv6Address].flatMap((text = '') => Ip.tryParse(text) ?? [])
  return ips.map((ip) => ({ container: { noun: 'container', id: found.Id, name }, ip, via }))
}

interface Names {
  readonly id: string
  readonly name: string
  readonly hostname: string
}

function viaOf(
  wanted: string,
  { id, name, hostname }: Names,
  { Aliases, DNSNames }: EndpointSettings,
): Via | undefined {
  const shortId = id.slice(0, 12)
  const is = (text: string): boolean => text.toLowerCase() === wanted
  if (is(name)) return 'name'
  // Engines below API 1.45 put the short id and the hostname among the aliases.
  if ((Aliases ?? []).some((alias) => alias !== shortId && alias !== hostname && is(alias))) return 'alias'
  if (wanted === shortId) return 'id'
  if (is(hostname)) return 'hostname'
  return (DNSNames ?? []).some(is) ? 'alias' : undefined
}
