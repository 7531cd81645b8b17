import { Ip } from '../../cidr/ip.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { BadRequestError } from '../../errors/engine.js'
import { fixedAddresses, subnetsIn } from '../addresses.js'
import type { NetworkSummary } from '../wire/network.js'

type AskedNetwork = Pick<NetworkSummary, 'Name' | 'IPAM'> & Partial<Pick<NetworkSummary, 'EnableIPv6'>>

/**
 * R77: refuses a fixed address that is in no subnet of its network. For a container that does not run Engine 20.10 looks at
 * it only at the start. Of a network that shows no subnet of the family nothing is known, unless it has no IPv6.
 *
 * @throws BadRequestError ADDRESS_OUTSIDE_SUBNET
 */
export function checkFixedAddresses(operation: string, network: AskedNetwork, endpoint: EndpointSettings): void {
  const { Name, IPAM, EnableIPv6 } = network
  const linkLocals = (endpoint.IPAMConfig?.LinkLocalIPs ?? []).flatMap((text) => Ip.tryParse(text) ?? [])
  for (const ip of fixedAddresses(endpoint)) {
    const subnets = subnetsIn(IPAM).filter(({ family }) => family === ip.family)
    if (subnets.length === 0 || subnets.some((subnet) => subnet.contains(ip))) continue
    throw outside(`${ip}`, operation, Name, {
      message: `${ip} is in no subnet of network ${JSON.stringify(Name)}, which has ${subnets.join(', ')}`,
      hint: 'choose an address inside a subnet of the network',
    })
  }
  const six = [...fixedAddresses(endpoint), ...linkLocals].find(({ family }) => family === 6)
  if (six !== undefined && EnableIPv6 === false)
    throw outside(`${six}`, operation, Name, {
      message: `${six} cannot be given on network ${JSON.stringify(Name)}, which has no IPv6`,
      hint: 'leave it out, or make a network with .ipv6() or an IPv6 .subnet(...), and join that',
    })
}

function outside(
  address: string,
  operation: string,
  target: string,
  { message, hint }: { readonly message: string; readonly hint: string },
): BadRequestError<'ADDRESS_OUTSIDE_SUBNET'> {
  return new BadRequestError('ADDRESS_OUTSIDE_SUBNET', {
    message,
    hint,
    details: { address },
    operation,
    target,
    status: 200,
    engineMessage: '',
  })
}
