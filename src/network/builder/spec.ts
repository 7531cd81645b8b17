import type { Cidr } from '../../cidr/cidr.js'
import { merged } from '../../docker-words/patch.js'
import type { Engine } from '../../engine/engine.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { conflict } from '../../errors/conflict.js'
import { UsageError } from '../../errors/usage.js'
import type { NetworkDraft } from '../create.js'
import { checkWanted, type FreeSubnetQuery, type WantedSubnet } from '../ipam/free-subnet.js'
import { checkNetworkName } from '../rules/network-name.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { checkDriverOption } from './drivers/check-options.js'
import { refuseContradictions } from './drivers/contradictions.js'
import { drivers, kindOf, type DriverKind, type DriverRow } from './drivers/drivers.js'
import type { OptionChange } from './drivers/option.js'
import { settingsThere } from './legal.js'
import {
  addPool,
  auxAddressesOf,
  openPool,
  subnetMissing,
  toIpamConfigs,
  withAuxAddress,
  withGateway,
  withRange,
  type Pool,
  type PoolOptions,
} from './pools.js'

/** How far a network reaches: one host, a swarm with a network of its own on each host, or one network of all hosts. */
export type NetworkScope = 'local' | 'swarm' | 'global'

/** Everything that a builder has been told. */
export interface NetworkSpec {
  readonly kind: DriverKind
  /** As the engine knows it; undefined for a configuration. */
  readonly driver: string | undefined
  readonly name: string
  readonly pools: readonly Pool[]
  /** The subnets that are chosen when the network is made. */
  readonly wanted: readonly WantedSubnet[]
  /** Whether the last `.subnet()` was one of these: then no gateway, range or auxiliary address can follow. */
  readonly endsInWanted: boolean
  readonly internal: boolean
  readonly attachable: boolean
  readonly ingress: boolean
  readonly scope: NetworkScope | undefined
  /** Whether it was told to have IPv4; engines give it unless told otherwise. */
  readonly ipv4: boolean | undefined
  readonly ipv6: boolean | undefined
  /** The name of the network that it takes its settings from. */
  readonly configFrom: string | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, string>>
  readonly patch: Partial<NetworkCreateRequest> | undefined
}

/** What a builder knows before it has been told anything. */
export function emptySpec<Kind extends DriverKind>(
  engine: Engine,
  kind: Kind,
  name: string | undefined,
  driver: string | undefined = kind === 'configOnly' ? undefined : kind,
): NetworkSpec & { readonly kind: Kind } {
  if (name !== undefined) checkNetworkName(name)
  return namedSpec(kind, name ?? engine.session.nextName(), driver)
}

/** The same of a network that has its name; it is not looked at. */
export function namedSpec<Kind extends DriverKind>(
  kind: Kind,
  name: string,
  driver: string | undefined,
): NetworkSpec & { readonly kind: Kind } {
  return {
    kind,
    driver,
    name,
    pools: [],
    wanted: [],
    endsInWanted: false,
    internal: false,
    attachable: false,
    ingress: false,
    scope: undefined,
    ipv4: undefined,
    ipv6: undefined,
    configFrom: undefined,
    labels: {},
    options: {},
    patch: undefined,
  }
}

/** What a builder knows after one more `.subnet()`. */
export function withSubnet(
  spec: NetworkSpec,
  subnet: string | Cidr | FreeSubnetQuery,
  pool: PoolOptions,
): Partial<NetworkSpec> {
  refuseUnknown(pool, ['ipRange', 'gateway', 'auxAddress'], 'a subnet')
  return isPlainObject(subnet)
    ? { wanted: withWanted(spec, subnet as FreeSubnetQuery, pool), endsInWanted: true } // a block is an instance
    : { pools: withPool(spec, subnet as string | Cidr, pool), endsInWanted: false }
}

/** @throws UsageError SUBNET_MISSING where the last subnet is not known yet */
export function lastPools({ pools, endsInWanted }: NetworkSpec, argument: string): readonly Pool[] {
  if (endsInWanted) throw subnetMissing(argument)
  return pools
}

function withPool(spec: NetworkSpec, subnet: string | Cidr, pool: PoolOptions): readonly Pool[] {
  let pools = addPool(spec.pools, subnet)
  refuseSecondOfFamily(spec, pools, spec.wanted)
  if (pool.ipRange !== undefined) pools = withRange(pools, pool.ipRange)
  if (pool.gateway !== undefined) pools = withGateway(pools, pool.gateway)
  for (const [name, address] of auxAddressesOf(pool)) pools = withAuxAddress(pools, name, address)
  return pools
}

/** The options with others, or without what is taken back. */
export function withOptions(spec: NetworkSpec, change: OptionChange): NetworkSpec['options'] {
  const options = Object.entries({ ...spec.options, ...change }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  for (const [key, value] of options) checkDriverOption(spec.driver, key, value)
  return Object.fromEntries(options)
}

/** What is known of the driver, also of one that was given by its name. */
function rowOf({ driver }: NetworkSpec): DriverRow {
  return drivers[kindOf(driver)]
}

function withWanted(spec: NetworkSpec, query: FreeSubnetQuery, pool: PoolOptions): readonly WantedSubnet[] {
  const [option] = Object.keys(pool)
  if (option !== undefined) throw subnetMissing(option)
  const wanted = [...spec.wanted, checkWanted(query, 'a subnet')]
  refuseSecondOfFamily(spec, spec.pools, wanted)
  return wanted
}

function refuseSecondOfFamily(spec: NetworkSpec, pools: readonly Pool[], wanted: readonly WantedSubnet[]): void {
  if (!rowOf(spec).oneSubnetPerFamily) return
  const { driver = '', name } = spec
  const families = [...pools.map(({ subnet }) => subnet.family), ...wanted.map(({ from }) => from?.family ?? 6)]
  if (new Set(families).size === families.length) return
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `a ${driver} has one subnet per address family, and ${name} would get two`,
    details: { option: 'subnet', with: 'subnet' },
    hint: 'make two networks, or one with an IPv4 and an IPv6 subnet',
    target: name,
  })
}

/** The body of the create. @throws UsageError SUBNET_NOT_CHOSEN for a subnet that is chosen when the network is made */
export function toCreateRequest(spec: NetworkSpec): NetworkCreateRequest {
  const [wanted] = spec.wanted
  if (wanted !== undefined) throw notChosen(spec, wanted)
  return toRequestWith(spec)
}

/** A network whose subnets are chosen when it is made. */
export function draftOf(spec: NetworkSpec): NetworkDraft {
  const { name, wanted } = spec
  const requestIn = (subnets: readonly Cidr[]): NetworkCreateRequest =>
    toRequestWith({ ...spec, pools: [...spec.pools, ...subnets.map(openPool)] })
  return { name, wanted, requestIn }
}

function notChosen({ name }: NetworkSpec, { size, from }: WantedSubnet): UsageError<'SUBNET_NOT_CHOSEN'> {
  const space = from === undefined ? undefined : `${from}`
  return new UsageError('SUBNET_NOT_CHOSEN', {
    message: `which /${size}${space === undefined ? '' : ` of ${space}`} ${name} gets is chosen by create()`,
    details: { size, from: space },
    hint: 'to see the request before, name the block: .subnet(await docker.network.freeSubnet({ size, from }))',
    target: name,
  })
}

function toRequestWith(spec: NetworkSpec): NetworkCreateRequest {
  const { driver, name, pools, internal, attachable, ingress, scope, ipv4, configFrom, labels, options, patch } = spec
  const ipv6 = hasFamily(spec, 6)
  hasFamily(spec, 4)
  refuseOwnSettings(spec)
  const request: NetworkCreateRequest = {
    Name: name,
    CheckDuplicate: true,
    ...(driver === undefined ? { ConfigOnly: true } : { Driver: driver }),
    ...(scope !== undefined && { Scope: scope }),
    ...(internal && { Internal: true }),
    ...(attachable && { Attachable: true }),
    ...(ingress && { Ingress: true }),
    ...(configFrom !== undefined && { ConfigFrom: { Network: configFrom } }),
    ...(ipv4 === false && { EnableIPv4: false }),
    ...(ipv6 !== undefined && { EnableIPv6: ipv6 }),
    ...(pools.length > 0 && { IPAM: { Driver: 'default', Config: toIpamConfigs(pools, rowOf(spec).takesGateway) } }),
    ...(Object.keys(options).length > 0 && { Options: { ...options } }),
    ...(Object.keys(labels).length > 0 && { Labels: { ...labels } }),
  }
  refuseContradictions(request)
  return patch === undefined ? request : merged(request, patch)
}

/** Whether it is to have addresses of a family; undefined if nothing was said. Engines ignore a subnet of one that is off. */
function hasFamily(spec: NetworkSpec, family: 4 | 6): boolean | undefined {
  const said = family === 4 ? spec.ipv4 : spec.ipv6
  const subnet = spec.pools.find((pool) => pool.subnet.family === family)?.subnet
  if (said !== false || subnet === undefined) return said ?? (subnet === undefined ? undefined : true)
  const sentence = `the network has no IPv${family}, and the IPv${family} subnet ${subnet}`
  throw conflict(`ipv${family}(false)`, `subnet('${subnet}')`, sentence)
}

/** Refuses settings of its own of a network that takes them from a configuration. */
export function refuseOwnSettings(spec: NetworkSpec): void {
  if (spec.configFrom === undefined) return
  const own = {
    'subnet()': spec.pools.length > 0 || spec.wanted.length > 0,
    'ipv4()': spec.ipv4 !== undefined,
    'ipv6()': spec.ipv6 !== undefined,
    'option()': Object.keys(spec.options).length > 0,
    'label()': Object.keys(spec.labels).length > 0,
  }
  const said = Object.entries(own).find(([, isSaid]) => isSaid)?.[0]
  if (said !== undefined) throw conflict(said, `configFrom('${spec.configFrom}')`, settingsThere)
}
