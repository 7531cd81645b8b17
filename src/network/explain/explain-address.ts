import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { ConflictError } from '../../errors/engine.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { networkInspect } from '../operations.js'
import { unaskedGateway } from '../ipam/gateway.js'
import type { Ipam } from '../wire/ipam.js'
import { explained, partsOf } from '../../engine/explained.js'

/** Adds to a refused connect or start who has the address that was asked for. */
export function explainAddress(
  call: CallContext,
  network: RefLike<'network'>,
  endpoint: EndpointSettings | undefined,
  error: unknown,
): Promise<unknown> {
  const address = endpoint?.IPAMConfig?.IPv4Address ?? endpoint?.IPAMConfig?.IPv6Address
  return explained(call, error, async (refusal) => {
    if (refusal.code !== 'ADDRESS_IN_USE' || address === undefined) return undefined
    const { Name, Driver, Containers, IPAM } = await call.send(networkInspect, { id: network })
    const held = Object.entries(Containers ?? {}).find(([, one]) =>
      [one.IPv4Address, one.IPv6Address].some((text) => text.startsWith(`${address}/`)),
    )
    const holder = held === undefined ? undefined : { id: held[0], name: held[1].Name }
    const { by, hint } =
      holder === undefined
        ? ofNetwork(address, Driver, IPAM)
        : { by: `container ${holder.name} has it`, hint: refusal.hint }
    return new ConflictError('ADDRESS_IN_USE', {
      ...partsOf(refusal),
      message: `${address} cannot be given on network ${JSON.stringify(Name)}: ${by}`,
      details: { address, holder },
      hint: hint ?? refusal.hint,
    })
  })
}

/** What of the network itself has an address. Engines before 29 do not list a gateway that nobody asked for. */
function ofNetwork(address: string, driver: string, { Config }: Ipam): { readonly by: string; readonly hint?: string } {
  const pools = Config ?? []
  const hint = 'choose another address of the subnet'
  if (pools.some((pool) => (pool.Gateway ?? unaskedGateway(driver, pool)) === address))
    return { by: 'it is the gateway', hint: `the gateway has it: ${hint}` }
  const reserved = pools.flatMap(({ AuxiliaryAddresses }) => Object.entries(AuxiliaryAddresses ?? {}))
  const [name] = reserved.find(([, one]) => one === address) ?? []
  if (name === undefined) return { by: 'it is taken' }
  return { by: `it is reserved as ${JSON.stringify(name)}`, hint: `an auxiliary address is for no container: ${hint}` }
}
