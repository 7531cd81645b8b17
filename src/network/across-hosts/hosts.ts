import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { givenRange } from '../../cidr/range.js'
import type { CidrText } from '../../cidr/text.js'
import type { Refused } from '../../docker-words/refused.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { engineOf, type Engine, type HasEngine } from '../../engine/engine.js'
import { conflict } from '../../errors/conflict.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'
import { subnetMissing, type Pool } from '../builder/pools.js'
import { checkRange } from '../rules/subnet.js'
import { dealRanges } from './deal-ranges.js'

/** One host of a network that several hosts have: its engine, and what is its own. */
export interface HostOnLan {
  /** The client of the host's engine. */
  readonly docker: HasEngine
  /** The interface of this host that leads to the LAN, where it is not the builder's. CLI `-o parent=` */
  readonly parent?: string | undefined
  /**
   * The part of the subnet that this engine gives addresses from; one for each subnet, where there are several. Left out,
   * it is dealt out. CLI `--ip-range`
   */
  readonly ipRange?: string | Cidr | readonly (string | Cidr)[] | undefined
}

/** How ranges are dealt out to the hosts that have none of their own. */
export interface AcrossHostsOptions {
  /** The prefix length of a range of an IPv4 subnet: 28 for 16 addresses. A sixteenth of what is shared by default. */
  readonly size?: number | undefined
}

/** The hosts as they were given: a range that is a literal and no block does not compile, nor does a misspelt setting. */
export type HostsOnLan<Hosts extends readonly HostOnLan[]> = {
  readonly [Index in keyof Hosts]: Hosts[Index] & HostOnLan & LiteralRange<Hosts[Index]> & Misspelt<Hosts[Index]>
}

type LiteralRange<Host> = Host extends { readonly ipRange: infer Range extends string }
  ? Range extends CidrText<Range>
    ? unknown
    : { readonly ipRange: Refused<CidrText<Range>> }
  : unknown

type Misspelt<Host> = { readonly [Name in Exclude<keyof Host, keyof HostOnLan>]: never }

/** A host as it was checked, with a range for each pool. */
export interface CheckedHost {
  readonly engine: Engine
  /** How errors call it: `host 1`, in the order that was given. */
  readonly name: string
  readonly parent: string | undefined
  readonly pools: readonly Pool[]
}

/**
 * The hosts, each with its part of every pool.
 *
 * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION, RANGE_OUTSIDE_SUBNET, RANGES_OVERLAP, CONFLICTING_OPTIONS;
 *   SAME_ENGINE; StateError SUBNETS_TAKEN. Nothing was sent.
 */
export function checkHosts(
  hosts: readonly HostOnLan[],
  pools: readonly Pool[],
  options: AcrossHostsOptions,
): CheckedHost[] {
  const given: unknown = hosts // callers without types may pass anything
  const example = "give a list such as [{ docker: a, ipRange: '192.168.0.64/28' }, { docker: b }]"
  if (!Array.isArray(given)) throw invalidArgument('hosts', given, example)
  if (given.length === 0) throw invalidArgument('hosts', given, example, 'no host is named')
  refuseUnknown(options, ['size'], 'acrossHosts')
  if (pools.length === 0) throw subnetMissing('hosts')
  const engines = hosts.map((host) => {
    const one: unknown = host // as above
    if (typeof one !== 'object' || one === null) throw invalidArgument('hosts', one, example)
    refuseUnknown(one, ['docker', 'parent', 'ipRange'], 'a host')
    return engineOf(host.docker)
  })
  for (const [at, engine] of engines.entries()) {
    const first = engines.indexOf(engine)
    if (first < at) throw sameEngine(hostName(first), hostName(at), 'no')
  }
  const ranges = hosts.map((host, at) => rangesOf(host, hostName(at), pools))
  const dealt = pools.map((pool, which) => dealtOut(pool, { ranges: ranges.map((own) => own[which]), options }))
  return engines.map((engine, at) => ({
    engine,
    name: hostName(at),
    parent: hosts[at]?.parent,
    pools: pools.map((pool, which) => ({ ...pool, ipRange: dealt[which]?.[at] })),
  }))
}

function hostName(at: number): string {
  return `host ${at + 1}`
}

/** Two hosts of one network would be one. */
export function sameEngine(one: string, other: string, sent: 'no' | 'yes'): UsageError<'SAME_ENGINE'> {
  return new UsageError('SAME_ENGINE', {
    message: `${one} and ${other} are one engine`,
    details: { hosts: [one, other] },
    hint: 'name each host once, by a client of its own engine',
    sent,
  })
}

/** The ranges that a host was given, each at the place of its pool. */
function rangesOf({ ipRange = [] }: HostOnLan, host: string, pools: readonly Pool[]): (Cidr | undefined)[] {
  const asked = typeof ipRange === 'string' || ipRange instanceof Cidr ? [ipRange] : ipRange
  if (!Array.isArray(asked)) throw invalidArgument('ipRange', ipRange, "give a block such as '192.168.0.64/28'")
  const blocks = (asked as readonly (string | Cidr)[]).map(Cidr.from) // as the type says; from() looks
  const placed = pools.map(({ subnet }) => blocks.filter((block) => subnet.contains(block)))
  for (const block of blocks) if (!placed.some((some) => some.includes(block))) refuseOutside(block, pools)
  return placed.map(([first, second], which) => {
    if (first !== undefined && second !== undefined)
      throw conflict(
        `ipRange '${first}'`,
        `ipRange '${second}'`,
        `${host} has two ranges in ${subnetAt(pools, which)}, and an engine takes one`,
      )
    return first
  })
}

function refuseOutside(block: Cidr, pools: readonly Pool[]): void {
  const [nearest] = [...pools.filter(({ subnet }) => subnet.family === block.family), ...pools]
  if (nearest !== undefined) checkRange(block, nearest.subnet)
}

function subnetAt(pools: readonly Pool[], which: number): string {
  return String(pools[which]?.subnet)
}

/** A range of one pool for each host: disjoint, inside what they share, and each with room for a container. */
function dealtOut(
  { subnet, ipRange: shared = subnet, gateway, auxAddresses }: Pool,
  { ranges, options }: { readonly ranges: readonly (Cidr | undefined)[]; readonly options: AcrossHostsOptions },
): Cidr[] {
  const size = subnet.family === 4 ? options.size : undefined
  const spared = gateway === undefined ? [] : [gateway]
  const dealt = dealRanges({ from: shared, size, given: ranges, spared })
  for (const [at, range] of dealt.entries()) {
    if (!shared.contains(range)) throw outsideShared(range, shared, hostName(at))
    const before = dealt.slice(0, at).findIndex((other) => other.overlaps(range))
    if (before !== -1) throw overlapping(hostName(at), range, hostName(before), String(dealt[before]))
    refuseFull(hostName(at), range, subnet, [...spared, ...auxAddresses.values()])
  }
  return dealt
}

function outsideShared(range: Cidr, shared: Cidr, host: string): UsageError<'RANGE_OUTSIDE_SUBNET'> {
  return new UsageError('RANGE_OUTSIDE_SUBNET', {
    message: `the range ${range} of ${host} is not inside ${shared}, which the hosts share`,
    details: { ipRange: `${range}`, subnet: `${shared}` },
    hint: 'choose a part of it, or leave .ipRange() out of the builder: then they share the whole subnet',
  })
}

function overlapping(host: string, range: Cidr, other: string, otherRange: string): UsageError<'RANGES_OVERLAP'> {
  return new UsageError('RANGES_OVERLAP', {
    message: `the range ${range} of ${host} overlaps ${otherRange} of ${other}: both engines would give one address`,
    details: { range: `${range}`, other: otherRange, hosts: [host, other] },
    hint: 'give each host a range of its own; hosts without one stand after those that have one, and get what is left',
  })
}

/** Engines take such a range, and then find no address for the first container. */
function refuseFull(host: string, range: Cidr, subnet: Cidr, reserved: readonly Ip[]): void {
  const [lowest, highest] = givenRange(subnet)
  const first = range.firstValue > lowest ? range.firstValue : lowest
  const last = range.lastValue < highest ? range.lastValue : highest
  const taken = new Set(reserved.filter((ip) => ip.value >= first && ip.value <= last).map(({ value }) => value))
  if (BigInt(last) - BigInt(first) + 1n > BigInt(taken.size)) return
  const says = `the range ${range} of ${host} has no address for a container: all are reserved`
  throw invalidArgument('ipRange', `${range}`, 'choose a wider one', says)
}
