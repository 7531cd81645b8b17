import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import type { ContainerSpec, JoinedNetwork } from '../builder/spec.js'
import type { ContainerInspect } from '../wire/inspect.js'

/** How a container is on the network now: its mode, or its networks, the one it was made with first. */
export function networksOf(found: ContainerInspect): Partial<ContainerSpec> {
  const mode = found.HostConfig.NetworkMode ?? 'default'
  const [, container] = /^container:(.*)$/s.exec(mode) ?? []
  if (container !== undefined) return { modes: ['shared'], joins: { container, fromHandle: false } }
  const joined = Object.entries(found.NetworkSettings.Networks ?? {})
  if ((mode === 'host' || mode === 'none') && joined.every(([name]) => name === mode)) return { modes: [mode] }
  const first = mode === 'default' ? 'bridge' : mode
  const isFirst = ([name, { NetworkID }]: [string, EndpointSettings]): boolean => name === first || NetworkID === first
  const ordered = [...joined.filter(isFirst), ...joined.filter((one) => !isFirst(one))]
  const networks = ordered.map(([name, endpoint], at): JoinedNetwork => {
    const mac = at === 0 ? found.Config.MacAddress : undefined
    return { target: name, fromHandle: false, endpoint: askedFor(endpoint, found, mac) }
  })
  const [only] = networks
  const isDefault = networks.length === 1 && only?.target === 'bridge' && Object.keys(only.endpoint).length === 0
  // Told nothing of networks, it can still be told.
  return isDefault || networks.length === 0 ? {} : { modes: ['own'], networks }
}

/** What was asked for an endpoint, and not what the engine gave. */
function askedFor(
  { IPAMConfig, Links, Aliases, DriverOpts, GwPriority }: EndpointSettings,
  { Id, Config }: ContainerInspect,
  mac: string | null | undefined,
): EndpointSettings {
  // Below API 1.45 these two are read as aliases, and the engine adds them again.
  const added = Aliases?.includes(Id.slice(0, 12)) === true ? [Id.slice(0, 12), Config.Hostname] : []
  const aliases = Aliases?.filter((alias) => !added.includes(alias)) ?? []
  return {
    ...(hasAny(IPAMConfig) && { IPAMConfig }),
    ...(hasAny(Links) && { Links }),
    ...(aliases.length > 0 && { Aliases: aliases }),
    ...(hasAny(DriverOpts) && { DriverOpts }),
    ...(GwPriority !== undefined && GwPriority !== 0 && { GwPriority }),
    ...(mac != null && mac !== '' && { MacAddress: mac }),
  }
}

function hasAny(value: object | null | undefined): value is object {
  return value != null && Object.keys(value).length > 0
}
