import type { Refused } from '../../docker-words/refused.js'
import type { subnetFirst } from '../rules/subnet.js'
import type { settingsThere } from './legal.js'

/**
 * Whether a builder has a subnet yet, since what belongs to one can be given only after it; or takes all its settings
 * from a configuration, and can have none of its own.
 */
export type PoolState = 'empty' | 'pooled' | 'configured'

/** What a setter takes: in a builder that may have no subnet, nothing. */
export type AfterSubnet<State extends PoolState, Given> = [State] extends ['pooled']
  ? Given
  : Refused<typeof subnetFirst>

/** What a setter takes, or is called on: in a builder that takes its settings from a configuration, nothing. */
export type Own<State extends PoolState, Given> = [State] extends ['configured'] ? Refused<typeof settingsThere> : Given

/** What configFrom() takes: in a builder with a subnet of its own, nothing. */
export type BeforeSubnet<State extends PoolState, Given> = [State] extends ['pooled']
  ? Refused<typeof settingsThere>
  : Given
