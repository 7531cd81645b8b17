import type { Ip } from '../../cidr/ip.js'
import type { Ref } from '../../engine/ref.js'
import { sameName, type Membership, type Via } from './memberships.js'

/** One container that answers to a name on a network. */
export interface Answer {
  readonly container: Ref<'container'>
  readonly ip: Ip
  readonly via: Via
}

/** A name that somebody answers to on a network. */
export interface NetworkName {
  readonly name: string
  /** By address. Several where containers share an alias, or one has two addresses. */
  readonly answers: readonly Answer[]
}

/** The networks of every engine, where containers do not find each other by name. */
const withoutDns: readonly string[] = ['bridge', 'host', 'none']

/** Whether containers find each other by name on a network. */
export function hasDns(network: string): boolean {
  return !withoutDns.includes(network)
}

/** What a container answers to one of its names. */
export function answersOf({ container, ip, ip6 }: Membership, via: Via): Answer[] {
  return [ip, ip6].flatMap((address) => (address === undefined ? [] : [{ container, ip: address, via }]))
}

/** What the containers on a network answer to a name. */
export function answersTo(name: string, memberships: readonly Membership[]): Answer[] {
  const answers = memberships.flatMap((membership) => {
    const known = membership.names.find((one) => sameName(one.name, name))
    return known === undefined ? [] : answersOf(membership, known.via)
  })
  return answers.sort(byAddress)
}

/** The order in which answers are told. */
export function byAddress(a: Answer, b: Answer): number {
  return a.ip.compare(b.ip)
}
