import { askedEndpoints } from '../../docker-words/endpoint/asked.js'
import type { ContainerSpec, JoinedNetwork } from '../builder/spec.js'
import type { ContainerInspect } from '../wire/inspect.js'

/** How a container is on the network now: its mode, or its networks, the one it was made with first. */
export function networksOf(found: ContainerInspect): Partial<ContainerSpec> {
  const mode = found.HostConfig.NetworkMode ?? 'default'
  const [, container] = /^container:(.*)$/s.exec(mode) ?? []
  if (container !== undefined) return { modes: ['shared'], joins: { container, fromHandle: false } }
  const asked = askedEndpoints(found)
  if ((mode === 'host' || mode === 'none') && asked.every(({ network }) => network === mode)) return { modes: [mode] }
  const networks = asked.map(({ network, endpoint }): JoinedNetwork => ({
    target: network,
    fromHandle: false,
    endpoint,
  }))
  const [only] = networks
  const isDefault = networks.length === 1 && only?.target === 'bridge' && Object.keys(only.endpoint).length === 0
  // Told nothing of networks, it can still be told.
  return isDefault || networks.length === 0 ? {} : { modes: ['own'], networks }
}
