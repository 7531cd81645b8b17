import type { Cidr } from '../../cidr/cidr.js'
import { merged } from '../../docker-words/patch.js'
import type { Engine } from '../../engine/engine.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { UsageError } from '../../errors/usage.js'
import type { NetworkDraft } from '../create.js'
import { checkWanted, type FreeSubnetQuery, type WantedSubnet } from '../ipam/free-subnet.js'
import { checkNetworkName } from '../rules/network-name.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { drivers, type DriverKind } from './drivers.js'
import {
  addPool,
  openPool,
  subnetMissing,
  toIpamConfigs,
  withAuxAddress,
  withGateway,
  withRange,
  type Pool,
  type PoolOptions,
} from './pools.js'

/** Everything that a builder has been told. */
export interface NetworkSpec {
  readonly kind: DriverKind
  /** As the engine knows it. */
  readonly driver: string
  readonly name: string
  readonly pools: readonly Pool[]
  /** The subnets that are chosen when the network is made. */
  readonly wanted: readonly WantedSubnet[]
  /** Whether the last `.subnet()` was one of these: then no gateway, range or auxiliary address can follow. */
  readonly endsInWanted: boolean
  readonly internal: boolean
  readonly attachable: boolean
  readonly ipv6: boolean | undefined
  readonly labels: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, string>>
  readonly patch: Partial<NetworkCreateRequest> | undefined
}

/** What a builder knows before it has been told anything. */
export function emptySpec<Kind extends DriverKind>(
  engine: Engine,
  kind: Kind,
  name: string | undefined,
  driver: string = kind,
): NetworkSpec & { readonly kind: Kind } {
  if (name !== undefined) checkNetworkName(name)
  return {
    kind,
    driver,
    name: name ?? engine.session.nextName(),
    pools: [],
    wanted: [],
    endsInWanted: false,
    internal: false,
    attachable: false,
    ipv6: undefined,
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
  refuseUnknown(pool, ['ipRange', 'gateway', 'auxAddress'], 'a subnet')
  let pools = addPool(spec.pools, subnet)
  refuseSecondOfFamily(spec, pools, spec.wanted)
  if (pool.ipRange !== undefined) pools = withRange(pools, pool.ipRange)
  if (pool.gateway !== undefined) pools = withGateway(pools, pool.gateway)
  for (const [name, address] of Object.entries(pool.auxAddress ?? {})) pools = withAuxAddress(pools, name, address)
  return pools
}

function withWanted(spec: NetworkSpec, query: FreeSubnetQuery, pool: PoolOptions): readonly WantedSubnet[] {
  const [option] = Object.keys(pool)
  if (option !== undefined) throw subnetMissing(option)
  const wanted = [...spec.wanted, checkWanted(query, 'a subnet')]
  refuseSecondOfFamily(spec, spec.pools, wanted)
  return wanted
}

function refuseSecondOfFamily(
  { kind, name }: NetworkSpec,
  pools: readonly Pool[],
  wanted: readonly WantedSubnet[],
): void {
  if (!drivers[kind].oneSubnetPerFamily) return
  const families = [...pools.map(({ subnet }) => subnet.family), ...wanted.map(({ from }) => from?.family ?? 6)]
  if (new Set(families).size === families.length) return
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `a ${kind} has one subnet per address family, and ${name} would get two`,
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
  const { kind, driver, name, pools, internal, attachable, labels, options, patch } = spec
  const { takesGateway } = drivers[kind]
  const request: NetworkCreateRequest = {
    Name: name,
    CheckDuplicate: true,
    Driver: driver,
    ...(internal && { Internal: true }),
    ...(attachable && { Attachable: true }),
    ...(wantsIpv6(spec) && { EnableIPv6: true }),
    ...(pools.length > 0 && { IPAM: { Driver: 'default', Config: toIpamConfigs(pools, takesGateway) } }),
    ...(Object.keys(options).length > 0 && { Options: { ...options } }),
    ...(Object.keys(labels).length > 0 && { Labels: { ...labels } }),
  }
  return patch === undefined ? request : merged(request, patch)
}

/** Engines ignore an IPv6 subnet of a network that has no IPv6. */
function wantsIpv6({ name, pools, ipv6 }: NetworkSpec): boolean {
  const subnet = pools.find((pool) => pool.subnet.family === 6)?.subnet
  if (ipv6 !== false || subnet === undefined) return ipv6 ?? subnet !== undefined
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `the network has no IPv6, and the IPv6 subnet ${subnet}`,
    details: { option: 'ipv6(false)', with: `subnet('${subnet}')` },
    hint: 'leave one of them out',
    target: name,
  })
}
