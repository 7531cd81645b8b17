import type { CallContext } from '../../engine/context.js'
import { networkCreate } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkCreateRequest } from '../wire/requests.js'

/** Makes a network again that was removed, as far as its engine showed it; its id is a new one. */
export async function madeAgain(call: CallContext, network: NetworkSummary): Promise<void> {
  await call.send(networkCreate, { body: asRequested(network) })
}

function asRequested(network: NetworkSummary): NetworkCreateRequest {
  const { Name, Driver, Scope, ConfigOnly, ConfigFrom, Internal, Attachable, Ingress } = network
  const { IPAM, EnableIPv4, EnableIPv6, Options, Labels } = network
  const flags = {
    ...(Internal && { Internal }),
    ...(Attachable && { Attachable }),
    ...(Ingress && { Ingress }),
    ...(Scope !== 'local' && { Scope }),
  }
  const own = {
    IPAM,
    ...(EnableIPv4 === false && { EnableIPv4 }),
    EnableIPv6,
    Options: Options ?? {},
    Labels: Labels ?? {},
  }
  if (ConfigOnly) return { Name, CheckDuplicate: true, ConfigOnly, ...own }
  // What was made from a configuration shows the settings of that, and may not be told them.
  if (ConfigFrom.Network !== '') return { Name, CheckDuplicate: true, Driver, ConfigFrom, ...flags }
  return { Name, CheckDuplicate: true, Driver, ...flags, ...own }
}
