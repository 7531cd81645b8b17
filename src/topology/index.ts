/** The door `mooring/topology`: what is on one or several engines, as a graph and as pictures. */
export { topology, Topology, type TopologySvgOptions } from './topology.js'
export type { TopologyTheme } from './svg/style.js'
export type { TopologyOptions } from './options.js'
export type {
  Plain,
  TopologyContainer,
  TopologyEndpoint,
  TopologyGraph,
  TopologyHost,
  TopologyJson,
  TopologyNetwork,
  TopologyPool,
  TopologyPort,
} from './graph/graph.js'
