import type { Refused } from '../../docker-words/refused.js'
import { conflict } from '../../errors/conflict.js'
import type { DriverKind } from './drivers/drivers.js'

const ofOthers = 'a configuration holds settings alone: say this of the networks that are made from it'

/** What not every kind of network can be told (R12, R16, R20, R21). Of a configuration the compiler says the same. */
const illegal = {
  internal: { configOnly: ofOthers },
  attachable: { configOnly: ofOthers },
  scope: { configOnly: ofOthers, overlay: 'an overlay is a network of the whole swarm, and has no other scope' },
  ipv4: { overlay: 'a network of a swarm has IPv4' },
  configFrom: { configOnly: ofOthers },
} as const

/** What is told to a network that is made from a configuration (R23 and R24); the compiler says the same. */
export const settingsThere =
  'a network that is made from a configuration takes its addresses, options and labels from there: say them there'

/** A setter that not every kind of network has. */
export type PartialSetter = keyof typeof illegal

/** What a setter takes, or is called on, that no configuration has: in a builder of one, nothing. */
export type OfNetworks<Kind extends DriverKind, Then> = [Kind] extends ['configOnly'] ? Refused<typeof ofOthers> : Then

/** @throws UsageError CONFLICTING_OPTIONS */
export function checkLegal(setter: PartialSetter, kind: DriverKind): void {
  const sentence: string | undefined = Object.entries(illegal[setter]).find(([one]) => one === kind)?.[1]
  if (sentence !== undefined) throw conflict(`${setter}()`, kind === 'configOnly' ? 'configOnly()' : kind, sentence)
}
