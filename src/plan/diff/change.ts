import type { EndpointOptions } from '../../docker-words/endpoint.js'
import type { Difference } from '../../errors/codes.js'

/** What a plan will do with a network. */
export interface NetworkChange {
  readonly kind: 'network'
  /** `change`: engines cannot change a network, so it is removed and made anew, and its members are put on it again. */
  readonly action: 'add' | 'change' | 'remove'
  /** The engine's name; undefined where the plan has one. */
  readonly on: string | undefined
  readonly network: string
  /** Why, in one sentence. */
  readonly reason: string
  /** What is otherwise than it was wanted, by the engine's own names. */
  readonly differences: readonly Difference[]
}

/** What a plan will do with a container on a network. */
export interface MemberChange {
  readonly kind: 'member'
  /** `change`: it is taken off and put on again, while it runs. */
  readonly action: 'add' | 'change' | 'remove'
  /** The engine's name; undefined where the plan has one. */
  readonly on: string | undefined
  readonly container: string
  readonly network: string
  /** Why, in one sentence. */
  readonly reason: string
  /** What is otherwise than it was wanted, by the engine's own names. */
  readonly differences: readonly Difference[]
  /** How it is put on; undefined where it is taken off. */
  readonly endpoint: EndpointOptions | undefined
}

/** One thing that a plan will do. */
export type PlanChange = NetworkChange | MemberChange

/** A network of the plan that stays although the plan has no use for it. */
export interface KeptNetwork {
  /** The engine's name; undefined where the plan has one. */
  readonly on: string | undefined
  readonly network: string
  /** Why it stays, in one sentence. */
  readonly reason: string
}

const signs = { add: '+', change: '~', remove: '-' } as const

/** A change as the plan prints it: `+ web on front: alias www`. */
export function printedChange(change: PlanChange): string {
  return `${signs[change.action]} ${printedThing(change)}: ${change.reason}`
}

/** What a change is about: `network front`, `web on front`. */
export function printedThing(change: PlanChange): string {
  const thing = change.kind === 'network' ? `network ${change.network}` : `${change.container} on ${change.network}`
  return `${printedOn(change.on)}${thing}`
}

/** The name of the engine before a thing on it. */
export function printedOn(on: string | undefined): string {
  return on === undefined ? '' : `${on}: `
}
