import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { ConflictError, EngineError } from '../../errors/engine.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { networkInspect } from '../operations.js'
import { partsOf } from './refusal.js'

/** Adds to a refused connect or start who has the address that was asked for. */
export async function explainAddress(
  engine: Engine,
  network: RefLike<'network'>,
  endpoint: EndpointSettings | undefined,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof EngineError) || error.code !== 'ADDRESS_IN_USE') return error
  const address = endpoint?.IPAMConfig?.IPv4Address ?? endpoint?.IPAMConfig?.IPv6Address
  if (address === undefined) return error
  try {
    const { Name, Containers, IPAM } = await engine.call(networkInspect, { id: network })
    const held = Object.entries(Containers ?? {}).find(([, one]) =>
      [one.IPv4Address, one.IPv6Address].some((text) => text.startsWith(`${address}/`)),
    )
    const holder = held === undefined ? undefined : { id: held[0], name: held[1].Name }
    const isGateway = (IPAM.Config ?? []).some(({ Gateway }) => Gateway === address)
    const by =
      holder !== undefined ? `container ${holder.name} has it` : isGateway ? 'it is the gateway' : 'it is taken'
    return new ConflictError('ADDRESS_IN_USE', {
      ...partsOf(error),
      message: `${address} cannot be given on network ${JSON.stringify(Name)}: ${by}`,
      details: { address, holder },
      hint: error.hint,
    })
  } catch {
    return error // the engine's own refusal stands without the explanation
  }
}
