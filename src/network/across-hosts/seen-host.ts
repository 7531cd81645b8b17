import { containerList } from '../../container/operations.js'
import type { ContainerSummary } from '../../container/wire/summary.js'
import type { CallContext } from '../../engine/context.js'
import { systemInfo } from '../../system/operations.js'
import { networkList } from '../operations.js'
import type { NetworkSummary } from '../wire/network.js'
import type { NetworkCreateRequest } from '../wire/requests.js'

/** One host of a network that is made, or was made, on several: its engine, and what is asked of it. */
export interface LanHost {
  readonly call: CallContext
  /** How errors call it before it was asked: `host 1`. */
  readonly name: string
  readonly request: NetworkCreateRequest
}

/** What is there on a host. */
export interface SeenHost {
  /** How errors call it: `host 1 (server-a)`. */
  readonly name: string
  /** The engine's id, and the name of its machine: clones of a machine may have the first in common. */
  readonly identity: string
  readonly apiVersion: string
  readonly request: NetworkCreateRequest
  readonly networks: readonly NetworkSummary[]
  /** Stopped ones, too: their fixed addresses are theirs. */
  readonly containers: readonly ContainerSummary[]
}

/** Asks an engine what it has. */
export async function lookAt({ call, name, request }: LanHost): Promise<SeenHost> {
  const [info, networks, containers, apiVersion] = await Promise.all([
    call.send(systemInfo, {}),
    call.send(networkList, {}),
    call.send(containerList, { query: { all: true } }),
    call.apiVersion(),
  ])
  return {
    name: `${name} (${info.Name})`,
    identity: `${info.ID} ${info.Name}`,
    apiVersion,
    request,
    networks,
    containers,
  }
}
