import { containerInspect } from '../../container/operations.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import type { CallContext } from '../../engine/context.js'
import { plainName, type RefLike } from '../../engine/ref.js'
import { hasEndpoints } from '../endpoint/has-endpoints.js'
import { networkInspect } from '../operations.js'
import type { NetworkInspect } from '../wire/network.js'
import { answersTo, hasDns } from './answers.js'
import { membershipsOf } from './memberships.js'
import { membershipsOn } from './members-on.js'
import type { NoAnswer } from './no-answer.js'

/** A network that a container is on, and its endpoint there. */
interface Joined {
  readonly endpoint: EndpointSettings
  readonly network: NetworkInspect
}

interface Question {
  readonly name: string
  /** Whether it was asked for with the network behind it. */
  readonly isQualified: boolean
  readonly asker: RefLike<'container'>
}

/**
 * Why a container does not get the answer of a network: it is not on it, or another one of its networks is asked first
 * and has the name. Undefined where it gets that answer.
 */
export async function whyNotFor(
  call: CallContext,
  network: NetworkInspect,
  { name, isQualified, asker }: Question,
): Promise<NoAnswer | undefined> {
  const found = await namespaceOf(call, asker)
  const container = { noun: 'container', id: found.Id, name: plainName(found.Name) } as const
  const memberships = membershipsOf(found)
  if (!memberships.some(({ networkId }) => networkId === network.Id)) {
    const networks = Object.keys(found.NetworkSettings.Networks ?? {})
    const says = hasEndpoints(found.State) ? `is not on ${JSON.stringify(network.Name)}` : `is ${found.State.Status}`
    return {
      reason: 'asker-elsewhere',
      container,
      networks,
      message: `container ${JSON.stringify(container.name)}, which asks, ${says}`,
      hint: hasEndpoints(found.State)
        ? `connect it: docker.network.connect('${network.Name}', '${container.name}')`
        : 'start it first',
    }
  }
  if (isQualified) return undefined
  for (const { network: other } of await inOrder(call, found)) {
    if (other.Id === network.Id) return undefined
    if (!hasDns(other.Name)) continue
    const answers = answersTo(name, await membershipsOn(call, other))
    if (answers.length === 0) continue
    return {
      reason: 'other-network-first',
      network: { noun: 'network', id: other.Id, name: other.Name },
      answers,
      message: `container ${JSON.stringify(container.name)} asks its network ${JSON.stringify(other.Name)} first, which has the name as well`,
      hint: `ask for ${name}.${network.Name}`,
    }
  }
  return undefined
}

/** The container whose networks one uses: its own, or in container mode those of the other. */
async function namespaceOf(call: CallContext, asker: RefLike<'container'>): Promise<ContainerInspect> {
  const found = await call.send(containerInspect, { id: asker })
  const joined = /^container:(.+)$/.exec(found.HostConfig.NetworkMode ?? '')?.[1]
  return joined === undefined ? found : await call.send(containerInspect, { id: joined })
}

/** The networks of a container in the order in which its DNS asks them, which is that of its default route. */
async function inOrder(call: CallContext, found: ContainerInspect): Promise<Joined[]> {
  const joined = await Promise.all(
    membershipsOf(found).map(async ({ networkId, endpointId }) => {
      const endpoints = Object.values(found.NetworkSettings.Networks ?? {})
      const endpoint = endpoints.find(({ EndpointID }) => EndpointID === endpointId) ?? {}
      return { endpoint, network: await call.send(networkInspect, { id: networkId }) }
    }),
  )
  return joined.sort(before)
}

function before(a: Joined, b: Joined): number {
  return (
    (b.endpoint.GwPriority ?? 0) - (a.endpoint.GwPriority ?? 0) ||
    Number(a.network.Internal) - Number(b.network.Internal) ||
    gateways(b) - gateways(a) ||
    (a.network.Name < b.network.Name ? -1 : 1)
  )
}

function gateways({ endpoint: { Gateway = '', IPv6Gateway = '' } }: Joined): number {
  return [Gateway, IPv6Gateway].filter((one) => one !== '').length
}
