/** The door `mooring/topology`: what is on one or several engines, as a graph and as pictures. */
export { topology, Topology, type TopologySvgOptions } from './topology.js'
export type { TopologyTheme } from './svg/style.js'
export type { TopologyOptions } from './options.js'
export type { TopologyConflict, TopologyConflictCode } from './conflicts/conflict.js'
export type { Exposure } from './exposed/exposed.js'
export type { ProbeOptions } from './probe/asked.js'
export type { Probe, ProbeAttempt, ProbeOutcome } from './probe/probe.js'
export type { ReachEnd, ReachOptions } from './reach/asked.js'
export type { MaybeReachable, Reach, Reachable, Unreachable } from './reach/reach.js'
export type { ReachChange, ReachReason, ReachReasonCode } from './reach/reason.js'
export type {
  Plain,
  TopologyContainer,
  TopologyEndpoint,
  TopologyGraph,
  TopologyHost,
  TopologyJson,
  TopologyListener,
  TopologyNetwork,
  TopologyPool,
  TopologyPort,
} from './graph/graph.js'
