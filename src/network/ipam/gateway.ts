import { compareApi } from '../../engine/call/api-version.js'
import { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import { addressIn } from '../addresses.js'
import { goBoolean } from '../go-boolean.js'
import { impliedGateway } from '../rules/subnet.js'
import type { IpamConfig } from '../wire/ipam.js'
import type { NetworkSummary } from '../wire/network.js'

/** What of a network decides whether it has a gateway that nobody asked for. */
export type GatewayTaker = Pick<NetworkSummary, 'Driver' | 'Internal' | 'Options'>

/**
 * Whether an engine takes a gateway address for a network although nobody named one (networking rule 4.4, tried on
 * 20.10, 26.1 and 28.5; what is said of 29 comes from its source).
 *
 * @param engineApi the newest API of the engine, which stands for its version
 */
export function takesGateway({ Driver, Internal, Options }: GatewayTaker, family: 4 | 6, engineApi: string): boolean {
  if (compareApi(engineApi, '1.48') < 0) return true
  const option = (name: string): string | undefined => Options?.[`com.docker.network.bridge.${name}`]
  switch (Driver) {
    case 'bridge':
      if (!Internal) return true
      if (option(`gateway_mode_ipv${family}`) === 'isolated') return false
      return family === 6 || goBoolean(option('inhibit_ipv4')) !== true
    case 'macvlan':
    case 'ipvlan':
      // without a parent it is internal, too
      return compareApi(engineApi, '1.52') < 0 && !Internal && Options?.['parent'] !== undefined
    default:
      return true
  }
}

/** The gateway of a pool: the one that it shows, or the one that engines before 29 take and do not show. */
export function gatewayOf(
  pool: { readonly subnet: Cidr; readonly ipRange: Cidr | undefined; readonly shown: IpamConfig['Gateway'] },
  taken: boolean,
): Ip | undefined {
  return addressIn(pool.shown) ?? (taken ? impliedGateway(pool.subnet, pool.ipRange) : undefined)
}

/** The gateway of a bridge that nobody named: only bridges have one on every engine, and those before 29 do not show it. */
export function unaskedGateway(driver: string, { Subnet = '', IPRange = '' }: IpamConfig): string | undefined {
  const subnet = Cidr.tryParse(Subnet)
  return driver === 'bridge' && subnet !== undefined ? `${impliedGateway(subnet, Cidr.tryParse(IPRange))}` : undefined
}
