import type { Owner } from './owner.js'
import type { ReadMember } from './read-members.js'
import type { ReadNetwork } from './read-network.js'

/** A spec that was checked. */
export interface ReadSpec {
  readonly owner: Owner
  /** For each engine those that it has. */
  readonly networks: readonly ReadNetwork[]
  readonly members: readonly ReadMember[]
}
