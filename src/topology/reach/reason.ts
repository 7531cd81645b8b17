/** What a reason is about: facts that make a way first, then what is in the way, then what nobody can know from here. */
export type ReachReasonCode =
  // what makes a way
  | 'same-namespace'
  | 'common-network'
  | 'same-lan'
  | 'host-address'
  | 'leads-out'
  | 'routed'
  | 'published'
  | 'listening'
  // what somebody would stumble over on a way that there is
  | 'name-not-resolved'
  | 'host-firewall'
  // what people do not expect of a port that is open to others
  | 'open-on-every-address'
  | 'own-address'
  // what is in the way
  | 'stopped'
  | 'paused'
  | 'no-network'
  | 'no-common-network'
  | 'no-common-family'
  | 'isolated-bridges'
  | 'internal'
  | 'icc-off'
  | 'private-mode'
  | 'macvlan-own-host'
  | 'overlay-apart'
  | 'bridge-without-address'
  | 'gateway-isolated'
  | 'direct-access-blocked'
  | 'not-published'
  | 'published-on-loopback'
  | 'published-out-of-reach'
  | 'nobody-listens'
  | 'listens-elsewhere'
  // what cannot be known
  | 'listeners-not-read'
  | 'other-machine'
  | 'route-needed'
  | 'switch-needed'
  | 'lan-not-known'
  | 'driver-not-known'

/** What would change it. */
export interface ReachChange {
  /** As a call of mooring's. */
  readonly mooring: string
  /** As a docker command, or one of the host's shell where docker has none. */
  readonly docker: string
}

/** One link of the chain that leads to an answer. */
export interface ReachReason {
  readonly reason: ReachReasonCode
  /** A sentence for people. */
  readonly message: string
  /** What would change it; undefined where there is nothing to change, or nothing of docker's. */
  readonly change: ReachChange | undefined
}

export function because(reason: ReachReasonCode, message: string, change?: ReachChange): ReachReason {
  return { reason, message, change }
}

/** A text in a call of mooring's. */
export function inCode(text: string): string {
  return /^[^'\\\u0000-\u001f]*$/.test(text) ? `'${text}'` : JSON.stringify(text)
}

/** The reasons, each sentence once: several ways may tell the same. */
export function eachOnce(reasons: readonly ReachReason[]): ReachReason[] {
  const told = new Set<string>()
  return reasons.filter(({ message }) => !told.has(message) && told.add(message))
}

/** Names for a sentence, a few at most. */
export function someNames(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => JSON.stringify(name))
  const rest = names.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}
