import type { CallOptions } from '../../engine/call/call-options.js'
import { options, own } from '../../engine/call/options.js'
import type { CallContext } from '../../engine/context.js'
import { checkRef, type RefLike } from '../../engine/ref.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { networkInspect } from '../operations.js'
import { answersTo, hasDns, type Answer, type NetworkName } from './answers.js'
import { whyNotFor } from './asker.js'
import { membershipsOn } from './members-on.js'
import { noDns, whyNobody, type NoAnswer } from './no-answer.js'

/** How a name is looked up on a network. */
export interface NetworkLookupOptions extends CallOptions {
  /**
   * The container that asks: whether it gets this answer, where it is on several networks. Its own private names, by
   * links, are not looked at.
   */
  readonly from?: RefLike<'container'> | undefined
}

export const networkLookupOptions = options<NetworkLookupOptions>('network.lookup', {
  from: own((_, value) => checkRef('container', 'word', value)),
})

/** Who answers to a name, by address: a list, that also tells why it is empty. */
export type Answers = readonly Answer[] & {
  /** Why nobody answers; empty where somebody does. */
  readonly because: readonly NoAnswer[]
}

/** The containers whose names the network's DNS would answer with, as the engine has recorded them. */
export async function lookupOn(
  call: CallContext,
  network: RefLike<'network'>,
  { name: given, from: asker }: { readonly name: string; readonly from: RefLike<'container'> | undefined },
): Promise<Answers> {
  if (typeof given !== 'string' || given === '')
    throw invalidArgument('name', given, "give a container's name or alias")
  const found = await call.send(networkInspect, { id: network })
  if (!hasDns(found.Name)) return nobody([noDns(found.Name)])
  const { name, isQualified } = unqualified(given, found.Name)
  const members = await membershipsOn(call, found)
  const answers = answersTo(name, members)
  if (answers.length === 0) return nobody(await whyNobody(call, found, { name, members }))
  if (asker === undefined) return because(answers, [])
  const why = await whyNotFor(call, found, { name, isQualified, asker })
  return why === undefined ? because(answers, []) : nobody([why])
}

function nobody(why: readonly NoAnswer[]): Answers {
  return because([], why)
}

/** Not enumerable, so that an empty list equals an empty list. */
function because(answers: readonly Answer[], why: readonly NoAnswer[]): Answers {
  return Object.defineProperty(answers, 'because', { value: why }) as Answers // it has both now
}

/** `web.mybridge` is `web` on mybridge, and on no other network. */
function unqualified(given: string, network: string): { readonly name: string; readonly isQualified: boolean } {
  const name = given.toLowerCase().replace(/\.$/, '')
  const suffix = `.${network.toLowerCase()}`
  const isQualified = name.endsWith(suffix)
  return { name: isQualified ? name.slice(0, -suffix.length) : name, isQualified }
}

/** Every name that the network's DNS knows, as the engine has recorded it, by name. */
export async function namesOn(call: CallContext, network: RefLike<'network'>): Promise<NetworkName[]> {
  const found = await call.send(networkInspect, { id: network })
  if (!hasDns(found.Name)) return []
  const memberships = await membershipsOn(call, found)
  const byName = new Map<string, string>()
  for (const { name } of memberships.flatMap(({ names }) => names))
    if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), name)
  const names = [...byName.values()].map((name) => ({ name, answers: answersTo(name, memberships) }))
  return names.filter(({ answers }) => answers.length > 0).sort((a, b) => (a.name < b.name ? -1 : 1))
}
