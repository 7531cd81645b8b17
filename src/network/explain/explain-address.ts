import type { Ip } from '../../cidr/ip.js'
import { givenRange } from '../../cidr/range.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { oldestApi } from '../../engine/call/api-version.js'
import type { CallContext } from '../../engine/context.js'
import { explained, partsOf, type RefusalParts } from '../../engine/explained.js'
import type { RefLike } from '../../engine/ref.js'
import type { Named } from '../../errors/codes.js'
import { ConflictError } from '../../errors/engine.js'
import { keepFixedOutside } from '../../errors/reasons/network.js'
import { addressIn, fixedAddresses } from '../addresses.js'
import { poolsOf } from '../ipam/network-pools.js'
import { networkInspect } from '../operations.js'
import type { NetworkInspect } from '../wire/network.js'

/** Who or what of a network has an address. */
export interface AddressHolder {
  readonly address: Ip
  /** The end of a sentence. */
  readonly by: string
  readonly hint: string
  /** The container, if it is one. */
  readonly container: Named | undefined
  /** A gateway that the network does not show: not every engine takes one. */
  readonly isUnasked: boolean
}

/** Adds to a refused connect or start who has the address that was asked for. */
export function explainAddress(
  call: CallContext,
  network: RefLike<'network'>,
  endpoint: EndpointSettings | undefined,
  error: unknown,
): Promise<unknown> {
  const fixed = fixedAddresses(endpoint)
  return explained(call, error, async (refusal) => {
    const [first] = fixed
    if (refusal.code !== 'ADDRESS_IN_USE' || first === undefined) return undefined
    const found = await call.send(networkInspect, { id: network })
    const unknown = { address: first, by: 'it is taken', hint: refusal.hint ?? '', container: undefined }
    const holder = fixed.map((address) => holderOf(address, found)).find((one) => one !== undefined) ?? unknown
    return addressInUse(found, holder, partsOf(refusal))
  })
}

/** The refusal of an address that somebody has. */
export function addressInUse(
  { Name }: Pick<NetworkInspect, 'Name'>,
  { address, by, hint, container }: Omit<AddressHolder, 'isUnasked'>,
  parts: RefusalParts,
): ConflictError<'ADDRESS_IN_USE'> {
  return new ConflictError('ADDRESS_IN_USE', {
    ...parts,
    message: `${address} cannot be given on network ${JSON.stringify(Name)}: ${by}`,
    details: { address: `${address}`, holder: container },
    hint,
  })
}

const chooseAnother = 'choose another address of the subnet'

/** What has an address on a network: a container, or the network itself. */
export function holderOf(address: Ip, network: NetworkInspect): AddressHolder | undefined {
  const container = containerWith(address, network)
  if (container !== undefined)
    return { address, by: `container ${container.name} has it`, hint: keepFixedOutside, container, isUnasked: false }
  const held = (by: string, hint: string, isUnasked = false): AddressHolder => {
    return { address, by, hint, container: undefined, isUnasked }
  }
  const pools = network.IPAM.Config ?? []
  const is = (text: string | undefined): boolean => addressIn(text)?.equals(address) === true
  const [reservedAs] = pools.flatMap(
    (pool) => Object.entries(pool.AuxiliaryAddresses ?? {}).find(([, text]) => is(text)) ?? [],
  )
  if (reservedAs !== undefined)
    return held(
      `it is reserved as ${JSON.stringify(reservedAs)}`,
      `an auxiliary address is for no container: ${chooseAnother}`,
    )
  const pool = poolsOf(network, oldestApi).find(({ subnet }) => subnet.contains(address))
  if (pool === undefined) return undefined
  if (pool.gateway?.equals(address) === true)
    return held('it is the gateway', `the gateway has it: ${chooseAnother}`, !pools.some(({ Gateway }) => is(Gateway)))
  const [lowest, highest] = givenRange(pool.subnet)
  const isForHosts = address.value >= lowest && address.value <= highest
  return isForHosts ? undefined : held(`it stands for the subnet ${pool.subnet} itself`, chooseAnother)
}

function containerWith(address: Ip, { Containers }: NetworkInspect): Named | undefined {
  const endpoints = Object.entries(Containers ?? {})
  const [id, endpoint] =
    endpoints.find(([, { IPv4Address, IPv6Address }]) =>
      [IPv4Address, IPv6Address].some((text) => addressIn(text)?.equals(address)),
    ) ?? []
  return id === undefined || endpoint === undefined ? undefined : { id, name: endpoint.Name }
}
