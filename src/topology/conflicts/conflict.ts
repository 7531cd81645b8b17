import type { TopologyContainer, TopologyHost, TopologyNetwork } from '../graph/graph.js'
import type { ReachChange } from '../reach/reason.js'

/** What is in conflict, in the order in which conflicts are told. */
export type TopologyConflictCode =
  | 'subnets-overlap'
  | 'host-address'
  | 'ranges-overlap'
  | 'routers-differ'
  | 'address-twice'
  | 'gateway-taken'
  | 'mac-twice'
  | 'port-twice'
  | 'port-taken'

/** Two things that want the same block, address or port, and that no engine kept apart. */
export interface TopologyConflict {
  readonly conflict: TopologyConflictCode
  /** A sentence for people. */
  readonly message: string
  /** What both want: `10.0.0.0/24`, `192.0.2.7`, `02:42:c0:00:02:07`, `0.0.0.0:8080/tcp`. */
  readonly what: string
  /** The hosts, networks and containers that it is about; empty where it is about none. */
  readonly hosts: readonly TopologyHost[]
  readonly networks: readonly TopologyNetwork[]
  readonly containers: readonly TopologyContainer[]
  /** What would end it. */
  readonly change: ReachChange
}

/** Whom it is about. */
export type Concerned = Partial<Pick<TopologyConflict, 'hosts' | 'networks' | 'containers'>>

export function conflict(
  code: TopologyConflictCode,
  what: { toString(): string },
  message: string,
  { hosts = [], networks = [], containers = [], change }: Concerned & Pick<TopologyConflict, 'change'>,
): TopologyConflict {
  return { conflict: code, message, what: what.toString(), hosts, networks, containers, change }
}

/** A name in a sentence. */
export function quoted({ name }: { readonly name: string }): string {
  return JSON.stringify(name)
}
