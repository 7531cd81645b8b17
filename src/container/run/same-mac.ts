import { Mac } from '../../cidr/mac.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { orRefused } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { networkInspect } from '../../network/operations.js'

/**
 * R84: what to tell of a MAC address that a running container on the same network has. Engines take it; a container that
 * is to take the place of the other may have it, so it is no error.
 */
export async function warnOfSameMacs(
  call: CallContext,
  endpoints: Readonly<Record<string, EndpointSettings>>,
): Promise<string[]> {
  const warnings: string[] = []
  for (const [network, { MacAddress = '' }] of Object.entries(endpoints)) {
    const mac = Mac.tryParse(MacAddress)
    if (mac === undefined) continue
    const found = await orRefused(() => call.send(networkInspect, { id: network }))
    for (const { Name, MacAddress: other } of Object.values(found?.Containers ?? {})) {
      if (Mac.tryParse(other)?.equals(mac) !== true) continue
      const where = `on network ${JSON.stringify(found?.Name)} as well`
      warnings.push(
        `container ${JSON.stringify(Name)} has the MAC address ${mac} ${where}: what is sent to one of them may reach the other`,
      )
    }
  }
  return warnings
}
