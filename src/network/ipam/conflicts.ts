import type { Cidr } from '../../cidr/cidr.js'
import { readHostBlocks, type HostBlock } from '../../container/host-probe/routes.js'
import { containerName } from '../../container/name.js'
import { containerList } from '../../container/operations.js'
import { endpointOf } from '../../docker-words/endpoint.js'
import type { CallContext } from '../../engine/context.js'
import type { Ref } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { subnetsIn } from '../addresses.js'
import { networkList } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'

/** A network that has addresses of a block. */
export interface NetworkConflict {
  readonly network: Ref<'network'>
  readonly subnet: Cidr
  /** Its containers, stopped ones included. */
  readonly containers: readonly { readonly container: Ref<'container'>; readonly isRunning: boolean }[]
}

/** What is in the way of a block. */
export interface SubnetConflicts {
  readonly networks: readonly NetworkConflict[]
  /** Routes, addresses and name servers of the engine's host; those of its docker networks are told as networks. */
  readonly host: readonly HostBlock[]
  /** Why the host could not be looked at; undefined when it was. */
  readonly hostUnseen: string | undefined
  /** Of the blocks that the caller keeps for something else, those that overlap. */
  readonly reserved: readonly Cidr[]
}

/** What is in the way of a block on an engine and, as far as a helper container sees it, on the engine's host. */
export async function conflictsOf(
  call: CallContext,
  block: Cidr,
  { host, reserved }: { readonly host: boolean; readonly reserved: readonly Cidr[] },
): Promise<SubnetConflicts> {
  const [networks, containers, seen] = await Promise.all([
    call.send(networkList, {}),
    call.send(containerList, { query: { all: true } }),
    host ? seenOnHost(call) : { blocks: [], unseen: 'it was not asked for' },
  ])
  const inTheWay = networks.flatMap((network) =>
    subnetsIn(network.IPAM)
      .filter((subnet) => subnet.overlaps(block))
      .map((subnet) => ({ network, subnet })),
  )
  return {
    networks: inTheWay.map(({ network, subnet }) => ({
      network: { noun: 'network', id: network.Id, name: network.Name },
      subnet,
      containers: containers.flatMap(({ Id, Names, State, NetworkSettings }) => {
        if (endpointOf(NetworkSettings?.Networks, network) === undefined) return []
        const container = { noun: 'container', id: Id, name: containerName(Names, Id) } as const
        return [{ container, isRunning: State === 'running' || State === 'paused' }]
      }),
    })),
    host: seen.blocks.filter((one) => one.block.overlaps(block) && !isOfDocker(one, networks)),
    hostUnseen: seen.unseen,
    reserved: reserved.filter((one) => one.overlaps(block)),
  }
}

interface SeenOnHost {
  readonly blocks: readonly HostBlock[]
  readonly unseen: string | undefined
}

/** The blocks of the host, or why it cannot be looked at: no helper image, or a client that only reads. */
async function seenOnHost(call: CallContext): Promise<SeenOnHost> {
  try {
    return { blocks: await readHostBlocks(call), unseen: undefined }
  } catch (error) {
    const isNoWay = MooringError.is(error, 'NO_TOOL') || MooringError.is(error, 'READ_ONLY')
    if (isNoWay) return { blocks: [], unseen: error.sentence }
    throw error
  }
}

/** Whether a route or an address is that of a docker network's own bridge. */
function isOfDocker({ kind, block, interface: device }: HostBlock, networks: readonly NetworkSummary[]): boolean {
  if (kind === 'nameserver') return false
  return networks.some(({ Id, Driver, Options, IPAM }) => {
    if (Driver !== 'bridge') return false
    const bridge = Options?.['com.docker.network.bridge.name'] ?? `br-${Id.slice(0, 12)}`
    const isIts = kind === 'address' || device === bridge
    return isIts && subnetsIn(IPAM).some((subnet) => subnet.contains(block))
  })
}
