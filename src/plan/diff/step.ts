import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import type { PlanObstacle } from '../../errors/codes.js'
import type { NetworkDraft } from '../../network/create.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import type { ReadMembership } from '../spec/read-members.js'
import type { KeptNetwork, MemberChange, NetworkChange } from './change.js'

/** A change of a network, with what it takes to carry it out. */
export interface NetworkStep {
  readonly change: NetworkChange
  /** Undefined where it is removed. */
  readonly draft: NetworkDraft | undefined
  /** As it was found; undefined where there is none. */
  readonly found: NetworkSummary | undefined
}

/** A change of a membership, with what it takes to carry it out. */
export interface MemberStep {
  readonly change: MemberChange
  readonly container: { readonly id: string; readonly name: string }
  /** What was said; undefined of one that only is on a network of the plan. */
  readonly membership: ReadMembership | undefined
  /** The settings to put it on with; undefined where it is taken off. */
  readonly endpoint: EndpointSettings | undefined
  /** How it is on the network now. */
  readonly now: Attached
}

/** How a container is on a network, as far as it can be seen. */
export interface Attached {
  /** Of the network; '' before the container's first start, undefined of one that is not on it. */
  readonly networkId: string | undefined
  /** What was asked for. */
  readonly asked: EndpointSettings | undefined
  /** Whether its settings are those of a connect that the engine refused: nothing was ever attached with them. */
  readonly isRefused: boolean
  /** Whether its settings are there, and nothing is attached: the network is gone, or the engine refused a connect. */
  readonly isBroken: boolean
}

export type Step = NetworkStep | MemberStep

/** What is to do on one engine. */
export interface EngineDiff {
  readonly networks: readonly NetworkStep[]
  readonly members: readonly MemberStep[]
  readonly obstacles: readonly PlanObstacle[]
  readonly kept: readonly KeptNetwork[]
}

export function isNetworkStep(step: Step): step is NetworkStep {
  return step.change.kind === 'network'
}
