import { conflict } from '../../../errors/conflict.js'
import { goBoolean } from '../../go-boolean.js'
import type { RuleId } from '../../rules/violations.js'
import type { NetworkCreateRequest } from '../../wire/requests.js'

type Check = (request: NetworkCreateRequest) => void

/** Options that do not go together, by rule: engines refuse them late, leave half a network behind, or ignore one. */
export const contradictions = {
  R116: refuseIsolated,
  R117: refuseSmallMtu,
  R118: refuseGatewayInL3,
  R119: refuseUnusedSource,
  R120: refuseLooseVxlanIds,
} as const satisfies Readonly<Record<RuleId, Check>>

/** @throws UsageError CONFLICTING_OPTIONS for the first of them */
export function refuseContradictions(request: NetworkCreateRequest): void {
  for (const check of Object.values(contradictions)) check(request)
}

/** 28: "gateway mode 'isolated' can only be used for an internal network", with status 500. */
function refuseIsolated({ Driver, ConfigOnly, Internal, Options = {} }: NetworkCreateRequest): void {
  if (Driver !== 'bridge' || ConfigOnly === true || Internal === true) return
  const isIsolated = ['ipv4', 'ipv6'].some(
    (family) => Options[`com.docker.network.bridge.gateway_mode_${family}`] === 'isolated',
  )
  if (isIsolated)
    throw conflict("gatewayMode('isolated')", 'no internal()', 'an isolated network is an internal one: say internal()')
}

/** Up to Engine 20.10 a container cannot start; later ones leave a bridge behind. IPv6 needs 1280 bytes (RFC 8200). */
function refuseSmallMtu({ EnableIPv6, Options = {} }: NetworkCreateRequest): void {
  const mtu = Options['com.docker.network.driver.mtu']
  if (EnableIPv6 !== true || mtu === undefined || mtu === '0' || Number(mtu) >= 1280) return
  throw conflict(`mtu(${mtu})`, 'IPv6', 'packets of IPv6 have 1280 bytes at least, and the network has IPv6')
}

/** In these modes the default route leads to the parent: engines keep the address of a gateway, and nothing uses it. */
function refuseGatewayInL3({ Driver, IPAM, Options = {} }: NetworkCreateRequest): void {
  const mode = Options['ipvlan_mode']
  const gateway = (IPAM?.Config ?? []).find(({ Gateway = '' }) => Gateway !== '')?.Gateway
  if (Driver !== 'ipvlan' || gateway === undefined || (mode !== 'l3' && mode !== 'l3s')) return
  throw conflict(`gateway('${gateway}')`, `mode('${mode}')`, `in mode ${mode} an ipvlan network has no gateway`)
}

const sources = { 'com.docker.network.host_ipv4': 'hostIpv4', 'com.docker.network.host_ipv6': 'hostIpv6' }

function refuseUnusedSource({ Driver, Options = {} }: NetworkCreateRequest): void {
  if (Driver !== 'bridge' || goBoolean(Options['com.docker.network.bridge.enable_ip_masquerade']) !== false) return
  const setter = Object.entries(sources).find(([key]) => Options[key] !== undefined)?.[1]
  if (setter === undefined) return
  throw conflict(`${setter}()`, 'masquerade(false)', `without masquerading nothing gets the address of ${setter}()`)
}

/** A manager ignores identifiers for which there is no subnet. */
function refuseLooseVxlanIds({ Driver, IPAM, Options = {} }: NetworkCreateRequest): void {
  const ids = Options['com.docker.network.driver.overlay.vxlanid_list']?.split(',') ?? []
  const subnets = Math.max(1, IPAM?.Config?.length ?? 0)
  if (Driver !== 'overlay' || ids.length <= subnets) return
  const sentence = `there is one VXLAN identifier for each subnet: ${ids.length} were given, for ${subnets}`
  throw conflict('vxlanId()', 'subnet()', sentence)
}
