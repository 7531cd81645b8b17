import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { ConflictError } from '../../errors/engine.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { networkInspect } from '../operations.js'
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
    const { Name, Containers, IPAM } = await call.send(networkInspect, { id: network })
    const held = Object.entries(Containers ?? {}).find(([, one]) =>
      [one.IPv4Address, one.IPv6Address].some((text) => text.startsWith(`${address}/`)),
    )
    const holder = held === undefined ? undefined : { id: held[0], name: held[1].Name }
    const isGateway = (IPAM.Config ?? []).some(({ Gateway }) => Gateway === address)
    const by =
      holder !== undefined ? `container ${holder.name} has it` : isGateway ? 'it is the gateway' : 'it is taken'
    return new ConflictError('ADDRESS_IN_USE', {
      ...partsOf(refusal),
      message: `${address} cannot be given on network ${JSON.stringify(Name)}: ${by}`,
      details: { address, holder },
      hint: refusal.hint,
    })
  })
}
