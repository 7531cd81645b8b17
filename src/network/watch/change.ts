import type { MooringError } from '../../errors/base.js'
import type { Ref } from '../../engine/ref.js'
import type { Answer, NetworkName } from '../names/answers.js'
import type { Membership } from '../names/memberships.js'

/** A name that is answered otherwise than before, by the DNS of one network. */
export interface NameChange extends NetworkName {
  readonly network: Ref<'network'>
  /** Who answers to it now; empty when nobody does any more. */
  readonly answers: readonly Answer[]
  /** Who answered to it before. */
  readonly before: readonly Answer[]
}

/** A network that is watched, with the running containers on it, by name. */
export interface WatchedNetwork {
  readonly network: Ref<'network'>
  /** `bridge`, `macvlan`, `host`, ... */
  readonly driver: string
  readonly members: readonly Membership[]
}

interface SomeChange<Type extends string> {
  readonly type: Type
  /** The names whose answers are others now. Who keeps a map of names needs nothing else. */
  readonly names: readonly NameChange[]
}

/** How things are when the watch begins: the first of all. */
export interface NetworksSnapshot extends SomeChange<'snapshot'> {
  /** By name. */
  readonly networks: readonly WatchedNetwork[]
}

/** There is a network that was not there. */
export interface NetworkCreated extends SomeChange<'created'> {
  readonly network: Ref<'network'>
  readonly driver: string
}

/** A network is gone. What was on it has left before. */
export interface NetworkRemoved extends SomeChange<'removed'> {
  readonly network: Ref<'network'>
  readonly driver: string
}

/** A container is on a network: it was started there, or connected. */
export interface MemberJoined extends SomeChange<'joined'> {
  readonly network: Ref<'network'>
  readonly member: Membership
}

/** A container that was on this network before, such as one that was restarted, is back with another address. */
export interface MemberReaddressed extends SomeChange<'readdressed'> {
  readonly network: Ref<'network'>
  readonly member: Membership
  readonly before: Membership
}

/** A container that stays on a network has other names there, since it was renamed. */
export interface MemberRenamed extends SomeChange<'renamed'> {
  readonly network: Ref<'network'>
  readonly member: Membership
  readonly before: Membership
}

/** A container is no longer on a network: it has ended, was disconnected or removed. */
export interface MemberLeft extends SomeChange<'left'> {
  readonly network: Ref<'network'>
  /** As it was. */
  readonly member: Membership
}

/** Events were lost: what is known may be out of date, until `resumed`. What happened meanwhile is told in between. */
export interface WatchGap extends SomeChange<'gap'> {
  /** Why: CONNECTION_LOST when the engine went away, EVENTS_LOST when they were not read in time. */
  readonly cause: MooringError
}

/** After a gap: all that is different now has been told, and nothing is missed from here on. */
export interface WatchResumed extends SomeChange<'resumed'> {
  /** None: they came with what is different. */
  readonly names: readonly never[]
}

/** What changes on the networks of an engine. `type` tells what it is. */
export type NetworkChange =
  | NetworksSnapshot
  | NetworkCreated
  | NetworkRemoved
  | MemberJoined
  | MemberReaddressed
  | MemberRenamed
  | MemberLeft
  | WatchGap
  | WatchResumed
