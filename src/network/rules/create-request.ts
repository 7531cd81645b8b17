import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'
import { conflict } from '../../errors/conflict.js'
import { UsageError } from '../../errors/usage.js'
import type { IpamConfig } from '../wire/ipam.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { checkDriverName } from './driver-name.js'
import { checkNetworkName } from './network-name.js'
import { optionRules } from './options.js'
import { scopeRules } from './scope.js'
import {
  checkAuxAddress,
  checkDisjoint,
  checkGateway,
  checkRange,
  checkRangeRoom,
  checkRoom,
  checkSubnet,
  impliedGateway,
  subnetFirst,
  unusableBy,
} from './subnet.js'
import { look, refuseViolated, type Violated } from './violations.js'

/**
 * Refuses a request to make a network that an engine would refuse, or take and spoil: each rule that one engine or
 * another leaves out, whoever wrote the body. Nothing is sent.
 *
 * @throws UsageError of the rule that is broken; REQUEST_INVALID for several, with all of them
 */
export function checkCreateRequest(request: NetworkCreateRequest): void {
  refuseViolated(violationsOf(request), request.Name)
}

/** Every rule that a request to make a network breaks. */
export function* violationsOf(request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  const { Name, Driver = 'bridge', IPAM } = request
  yield* look({ PREDEFINED_NETWORK: 'R02', INVALID_NAME: Name.trim() === '' ? 'R01' : 'R04' }, 'Name', () => {
    checkNetworkName(Name)
  })
  if (Driver !== '') yield* look('R09', 'Driver', () => checkDriverName(Driver))
  yield* scopeRules(request)
  yield* optionRules(request)
  const isOwn = (request.ConfigFrom?.Network ?? '') === '' // else R23
  if (isOwn && IPAM?.Driver === 'null' && builtIn.includes(Driver))
    yield* look('R55', 'IPAM.Driver', () => {
      throw conflict("IPAM.Driver 'null'", Driver, `a ${Driver} network without addresses cannot be: leave it out`)
    })
  // What a plugin takes for a pool is its own affair.
  if (isBuiltIn(IPAM?.Driver)) yield* poolRules(request)
}

/** Drivers that take their addresses from the engine. */
const builtIn: readonly string[] = ['bridge', 'macvlan', 'ipvlan', 'overlay']

function isBuiltIn(ipamDriver = ''): boolean {
  return ['', 'default', 'null'].includes(ipamDriver)
}

/** A pool as far as it could be read. */
interface ReadPool {
  readonly field: string
  readonly config: IpamConfig
  readonly subnet: Cidr | undefined
}

function* poolRules(request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  const pools = (request.IPAM?.Config ?? []).map((config, at) => {
    const field = `IPAM.Config[${at}]`
    return { field, config, subnet: Cidr.tryParse(config.Subnet ?? '') }
  })
  const driver = driverOf(request)
  for (const pool of pools) yield* onePool(pool, request)
  for (const [at, { field, subnet }] of pools.entries()) {
    const before = pools.slice(0, at).flatMap((pool) => pool.subnet ?? [])
    if (subnet === undefined) continue
    yield* look('R44', `${field}.Subnet`, () => {
      checkDisjoint(subnet, before)
    })
    const second = driver === 'bridge' && before.some(({ family }) => family === subnet.family)
    if (second) yield* look('R43', `${field}.Subnet`, () => refuseSecond(request.Name))
  }
  yield* familyRules(request, pools)
}

/** Settings for others may be for any driver. */
function driverOf({ ConfigOnly, Driver = '' }: NetworkCreateRequest): string | undefined {
  return ConfigOnly === true ? undefined : Driver || 'bridge'
}

/**
 * Whether an engine takes a gateway that nobody asked for. Of an ipvlan in a mode of layer 3 those up to 27 do, and of a
 * macvlan without a parent.
 */
function takesGateway(request: NetworkCreateRequest): boolean {
  const { Internal = false, Options: { parent, ipvlan_mode = 'l2' } = {} } = request
  const driver = driverOf(request)
  if (driver === 'bridge') return true
  const isLan = driver === 'macvlan' || (driver === 'ipvlan' && ipvlan_mode === 'l2')
  return isLan && parent !== undefined && !Internal
}

function refuseSecond(name: string): never {
  throw new UsageError('CONFLICTING_OPTIONS', {
    message: `a bridge has one subnet per address family, and ${name} would get two`,
    details: { option: 'subnet', with: 'subnet' },
    hint: 'make two networks, or one with an IPv4 and an IPv6 subnet',
  })
}

const subnetRules = { INVALID_CIDR: 'R30', PREFIX_MISSING: 'R30', HOST_BITS_SET: 'R31' } as const
const gatewayRules = { INVALID_IP: 'R34', GATEWAY_OUTSIDE_SUBNET: 'R35', GATEWAY_UNUSABLE: 'R36' } as const
const rangeRules = {
  INVALID_CIDR: 'R37',
  PREFIX_MISSING: 'R37',
  HOST_BITS_SET: 'R38',
  RANGE_OUTSIDE_SUBNET: 'R38',
  SUBNET_UNUSABLE: 'R126',
} as const

function* onePool(pool: ReadPool, request: NetworkCreateRequest): Generator<Violated, void, undefined> {
  const { field, config, subnet } = pool
  const { Subnet = '', IPRange = '', Gateway = '', AuxiliaryAddresses } = config
  const auxiliary = Object.entries(AuxiliaryAddresses ?? {})
  if (Subnet === '') {
    yield* look('R32', `${field}.Subnet`, () => refuseLoose(IPRange !== '' || Gateway !== '' || auxiliary.length > 0))
    return
  }
  yield* look(subnetRules, `${field}.Subnet`, () => Cidr.from(Subnet))
  if (subnet === undefined) {
    yield* look({ INVALID_IP: 'R34' }, `${field}.Gateway`, () => Gateway === '' || Ip.from(Gateway))
    return
  }
  yield* look(unusableBy(subnet)?.rule ?? 'R53', `${field}.Subnet`, () => {
    checkSubnet(subnet)
  })
  if (takesGateway(request))
    yield* look(subnet.family === 4 ? 'R45' : 'R46', `${field}.Subnet`, () => {
      checkRoom(subnet)
    })
  if (Gateway !== '')
    yield* look(gatewayRules, `${field}.Gateway`, () => {
      checkGateway(Ip.from(Gateway), subnet)
    })
  if (IPRange !== '')
    yield* look(rangeRules, `${field}.IPRange`, () => {
      const ipRange = Cidr.from(IPRange)
      checkRange(ipRange, subnet)
      checkRangeRoom(ipRange, subnet)
    })
  yield* auxiliaryRules({ ...pool, subnet }, request)
}

/** A gateway without a subnet, or a pool that says nothing: engines up to 28 say that the subnet is empty. */
function refuseLoose(hasParts: boolean): never {
  throw new UsageError('SUBNET_MISSING', {
    message: hasParts ? subnetFirst : 'a pool has a subnet, and engines up to 28 refuse one that has none',
    details: { argument: 'IPAM.Config' },
    hint: hasParts ? "for example .subnet('10.10.0.0/24')" : 'leave the pool out: the engine chooses a subnet then',
  })
}

function* auxiliaryRules(
  { field, config, subnet }: ReadPool & { readonly subnet: Cidr },
  request: NetworkCreateRequest,
): Generator<Violated, void, undefined> {
  const range = Cidr.tryParse(config.IPRange ?? '')
  const named = Ip.tryParse(config.Gateway ?? '')
  const taken = new Map<string, string>()
  if (named !== undefined) taken.set(`${named}`, 'it is the gateway')
  else if (takesGateway(request))
    taken.set(`${impliedGateway(subnet, range)}`, 'it is the gateway, which engines choose when none is named')
  for (const [name, text] of Object.entries(config.AuxiliaryAddresses ?? {})) {
    const at = `${field}.AuxiliaryAddresses[${JSON.stringify(name)}]`
    const address = Ip.tryParse(text)
    const rule = address !== undefined && subnet.contains(address) ? 'R40' : 'R39'
    yield* look({ INVALID_IP: 'R39', AUX_ADDRESS_UNUSABLE: rule }, at, () => {
      checkAuxAddress(name, Ip.from(text), subnet, taken)
    })
    if (address !== undefined) taken.set(`${address}`, `${name} has it already`)
    if (driverOf(request) === 'bridge' && request.Internal === true && name === `DefaultGatewayIPv${subnet.family}`)
      yield* look('R110', at, () => {
        const sentence = 'an internal network has no default gateway; engines before 29 leave a bridge behind'
        throw conflict(`the auxiliary address ${name}`, 'Internal', sentence)
      })
  }
}

/** What is said of a family that the network does not have: engines take it and ignore it. */
function* familyRules(request: NetworkCreateRequest, pools: readonly ReadPool[]): Generator<Violated, void, undefined> {
  const { EnableIPv4, EnableIPv6, ConfigFrom } = request
  for (const { field, config, subnet } of pools) {
    const family = subnet?.family ?? (config.Subnet?.includes(':') === true ? 6 : undefined)
    if (family === 6 && EnableIPv6 !== true)
      yield* look('R33', `${field}.Subnet`, () => {
        throw conflict(
          `the IPv6 subnet ${config.Subnet ?? ''}`,
          'no IPv6',
          'engines ignore it: say EnableIPv6: true, too',
        )
      })
    if (subnet?.family === 4 && EnableIPv4 === false)
      yield* look('R50', `${field}.Subnet`, () => {
        throw conflict(`the IPv4 subnet ${subnet}`, 'EnableIPv4: false', 'a network without IPv4 has no IPv4 subnet')
      })
  }
  const isOwn = (ConfigFrom?.Network ?? '') === '' // else R23
  if (isOwn && driverOf(request) === 'bridge' && EnableIPv4 === false && EnableIPv6 !== true)
    yield* look('R50', 'EnableIPv4', () => {
      throw conflict('EnableIPv4: false', 'no IPv6', 'a bridge has IPv4, or IPv6, or both: say EnableIPv6: true')
    })
}
