import { compareApi } from '../../engine/call/api-version.js'
import type { Cidr } from '../../cidr/cidr.js'
import type { CallContext } from '../../engine/context.js'
import { systemInfo } from '../../system/operations.js'
import { networkCreate } from '../operations.js'
import type { NetworkCreateRequest } from '../wire/requests.js'
import { engineApi } from './engine-facts.js'
import { ulaOfEngine } from './ula.js'

/** The API of Engine 27, the first one that has IPv6 subnets of its own to give. */
const engine27 = '1.46'

/**
 * Where the IPv6 subnet of a network is cut from that wants IPv6 and names none, on an engine that would refuse it; undefined
 * where the engine knows what to do, or somebody else says which addresses there are.
 */
export async function computedUla(call: CallContext, request: NetworkCreateRequest): Promise<Cidr | undefined> {
  if (!lacksIpv6Subnet(request) || compareApi(await call.apiVersion(), engine27) >= 0) return undefined
  await call.refuseTooNew(networkCreate, { body: request }) // before anything else is asked
  const [api, { ID, DefaultAddressPools }] = await Promise.all([engineApi(call), call.send(systemInfo, {})])
  const hasPool = (DefaultAddressPools ?? []).some(({ Base }) => Base.includes(':'))
  return compareApi(api, engine27) >= 0 || hasPool ? undefined : ulaOfEngine(ID)
}

function lacksIpv6Subnet({ EnableIPv6, ConfigFrom, ConfigOnly, Driver, Scope, IPAM }: NetworkCreateRequest): boolean {
  if (EnableIPv6 !== true || ConfigFrom !== undefined || ConfigOnly === true) return false
  if (Driver === 'overlay' || Scope === 'swarm' || (IPAM?.Driver ?? 'default') !== 'default') return false
  return !(IPAM?.Config ?? []).some(({ Subnet = '' }) => Subnet.includes(':'))
}

/** The request with one more subnet. */
export function withSubnet(request: NetworkCreateRequest, subnet: Cidr | undefined): NetworkCreateRequest {
  const Config = [...(request.IPAM?.Config ?? []), { Subnet: `${subnet}` }]
  return { ...request, IPAM: { ...request.IPAM, Config } }
}
