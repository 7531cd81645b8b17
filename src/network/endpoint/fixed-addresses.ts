import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { BadRequestError } from '../../errors/engine.js'
import { fixedAddresses, subnetsIn } from '../addresses.js'
import type { NetworkSummary } from '../wire/network.js'

/**
 * R77: refuses a fixed address that is in no subnet of its network. For a container that does not run Engine 20.10 looks at
 * it only at the start. Of a network that shows no subnet of the family nothing is known.
 *
 * @throws BadRequestError ADDRESS_OUTSIDE_SUBNET
 */
export function checkFixedAddresses(
  operation: string,
  { Name, IPAM }: Pick<NetworkSummary, 'Name' | 'IPAM'>,
  endpoint: EndpointSettings,
): void {
  for (const ip of fixedAddresses(endpoint)) {
    const subnets = subnetsIn(IPAM).filter(({ family }) => family === ip.family)
    if (subnets.length === 0 || subnets.some((subnet) => subnet.contains(ip))) continue
    throw new BadRequestError('ADDRESS_OUTSIDE_SUBNET', {
      message: `${ip} is in no subnet of network ${JSON.stringify(Name)}, which has ${subnets.join(', ')}`,
      details: { address: `${ip}` },
      hint: 'choose an address inside a subnet of the network',
      operation,
      target: Name,
      status: 200,
      engineMessage: '',
    })
  }
}
