import type { TopologyGraph } from '../graph/graph.js'
import { isOnLan, lansOf } from '../graph/lan.js'
import { Relations } from '../graph/relations.js'
import type { TopologyConflict } from './conflict.js'
import { conflictsInSegment } from './of-endpoints.js'
import { conflictsOfPorts } from './of-ports.js'
import { conflictsOnLan, coveredHostAddresses, overlappingSubnets } from './of-subnets.js'

/** What two of a graph want both, blocks first. */
export function conflictsIn(graph: TopologyGraph): TopologyConflict[] {
  const relations = new Relations(graph)
  const lans = lansOf(graph.networks)
  const segments = [...lans, ...graph.networks.filter((network) => !isOnLan(network)).map((network) => [network])]
  return [
    ...overlappingSubnets(relations),
    ...coveredHostAddresses(relations),
    ...lans.flatMap((lan) => conflictsOnLan(lan, relations)),
    ...segments.flatMap((segment) => conflictsInSegment(segment, relations)),
    ...conflictsOfPorts(relations),
  ]
}
