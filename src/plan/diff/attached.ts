import type { ContainerInspect } from '../../container/wire/inspect.js'
import { askedEndpoints } from '../../docker-words/endpoint/asked.js'
import { endpointOf } from '../../docker-words/endpoint.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { Ip } from '../../cidr/ip.js'
import { Mac } from '../../cidr/mac.js'
import { plainName } from '../../engine/ref.js'
import type { Difference } from '../../errors/codes.js'
import { isLeftover } from '../../network/endpoint/has-endpoints.js'
import type { NetworkInspect } from '../../network/wire/network.js'
import type { ReadMembership } from '../spec/read-members.js'
import type { Attached } from './step.js'

/** A network by which an endpoint is known: the engine's id, or none of a network that is to be made. */
export interface NetworkAt {
  readonly Id: string | undefined
  readonly Name: string
  /** The containers that the network lists, where it was asked. */
  readonly Containers: NetworkInspect['Containers'] | undefined
}

/** How a container is on a network. */
export function attachedTo(container: ContainerInspect, { Id = 'none yet', Name, Containers }: NetworkAt): Attached {
  const found = askedEndpoints(container).find(
    ({ network, id }) => endpointOf({ [network]: { NetworkID: id } }, { Id, Name }) !== undefined,
  )
  if (found === undefined) return { networkId: undefined, asked: undefined, isRefused: false, isBroken: false }
  const endpoint = endpointOf(container.NetworkSettings.Networks, { Id, Name }) ?? {}
  const isOfGone = found.id !== '' && found.id !== Id
  const isRefused = !isOfGone && isLeftover(container, endpoint, Containers)
  return { networkId: found.id, asked: found.endpoint, isRefused, isBroken: isRefused || isOfGone }
}

/** What an endpoint has otherwise than it was wanted. What was not said may be anything, and so may the names that a container has anyway. */
export function endpointDifferences(
  { endpoint: wanted = {}, said, network }: ReadMembership,
  container: ContainerInspect,
  { asked = {} }: Attached,
): Difference[] {
  const own = ownNames(container)
  const isSaid = (option: string): boolean => said.includes(option)
  const inUse = container.NetworkSettings.Networks?.[network]?.MacAddress ?? ''
  const rows: (Difference | false)[] = [
    isSaid('alias') && {
      field: 'Aliases',
      ...both(listed(wanted.Aliases, own), listed(asked.Aliases, own)),
    },
    isSaid('ip') && {
      field: 'IPAMConfig.IPv4Address',
      ...both(addressOf(wanted.IPAMConfig?.IPv4Address), addressOf(asked.IPAMConfig?.IPv4Address)),
    },
    isSaid('ip6') && {
      field: 'IPAMConfig.IPv6Address',
      ...both(addressOf(wanted.IPAMConfig?.IPv6Address), addressOf(asked.IPAMConfig?.IPv6Address)),
    },
    isSaid('linkLocalIps') && {
      field: 'IPAMConfig.LinkLocalIPs',
      ...both(listed(wanted.IPAMConfig?.LinkLocalIPs), listed(asked.IPAMConfig?.LinkLocalIPs)),
    },
    isSaid('link') && { field: 'Links', ...both(listed(wanted.Links), listed(asked.Links)) },
    isSaid('gwPriority') && { field: 'GwPriority', ...both(`${wanted.GwPriority ?? 0}`, `${asked.GwPriority ?? 0}`) },
    // of a container that does not run nobody tells it
    isSaid('mac') &&
      inUse !== '' && { field: 'MacAddress', ...both(wanted.MacAddress, `${Mac.tryParse(inUse) ?? inUse}`) },
    ...Object.entries(wanted.DriverOpts ?? {}).map(([key, value]) => ({
      field: `DriverOpts.${key}`,
      ...both(value, asked.DriverOpts?.[key]),
    })),
  ]
  return rows.filter((row) => row !== false).filter((row) => row.wanted !== row.found)
}

function both(wanted: string | undefined, found: string | undefined): Pick<Difference, 'wanted' | 'found'> {
  return { wanted, found }
}

/** Names that DNS answers whether or not they are aliases. */
function ownNames({ Id, Name, Config }: ContainerInspect): readonly (string | undefined)[] {
  return [plainName(Name), Id.slice(0, 12), Config.Hostname]
}

function listed(
  texts: readonly string[] | null | undefined,
  without: readonly (string | undefined)[] = [],
): string | undefined {
  const others = [...new Set(texts ?? [])].filter((text) => !without.includes(text))
  return others.length === 0 ? undefined : others.sort().join(', ')
}

function addressOf(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : `${Ip.tryParse(text) ?? text}`
}

/** What it was told, and what it had besides and was not told otherwise. */
export function mergedEndpoint({ endpoint = {}, said }: ReadMembership, had: EndpointSettings): EndpointSettings {
  const { Aliases, Links, IPAMConfig, DriverOpts, ...others } = had
  const addresses = { ...IPAMConfig, ...endpoint.IPAMConfig }
  const driverOpts = { ...DriverOpts, ...endpoint.DriverOpts }
  return {
    ...others,
    ...(Aliases !== undefined && !said.includes('alias') && { Aliases }),
    ...(Links !== undefined && !said.includes('link') && { Links }),
    ...endpoint,
    ...(Object.keys(addresses).length > 0 && { IPAMConfig: addresses }),
    ...(Object.keys(driverOpts).length > 0 && { DriverOpts: driverOpts }),
  }
}
