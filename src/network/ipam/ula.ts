import { createHash } from 'node:crypto'
import { Cidr } from '../../cidr/cidr.js'
import { Ip } from '../../cidr/ip.js'

/**
 * The private IPv6 block that belongs to one engine: a /48 that follows from its id. Engines from 27 on take the IPv6
 * subnets of networks out of it that name none (networking rule 4.1).
 *
 * @param engineId `ID` of `docker.info()`
 */
export function ulaOfEngine(engineId: string): Cidr {
  const globalId = createHash('sha256').update(engineId).digest('hex').slice(6, 16)
  return Cidr.around(Ip.fromValue(BigInt(`0xfd${globalId}`) << 80n), 48)
}
