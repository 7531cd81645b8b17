/** The door `mooring/plan`: networks and memberships declared in an object, and what it takes to make it so. */
export { plan, type ApplyOptions, type Plan, type PlanEngines, type PlanFunction, type PlanOptions } from './plan.js'
export type { ComposePlan, FromComposeOptions } from './compose/from-compose.js'
export type { LeftAside, LeftAsideReason } from './compose/left-aside.js'
export type { KeptNetwork, MemberChange, NetworkChange, PlanChange } from './diff/change.js'
export type {
  ComposeProject,
  DealtRange,
  ExternalNetwork,
  PlannedMemberships,
  PlannedNetwork,
  PlannedPool,
  PlannedSubnet,
  PlanSpec,
} from './spec/plan-spec.js'
export type { PlanObstacle, PlanViolation } from '../errors/codes.js'
