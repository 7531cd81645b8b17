import { containerInspect } from '../../container/operations.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { isFullId, type RefLike } from '../../engine/ref.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { networkInspect } from '../operations.js'
import type { NetworkInspect } from '../wire/network.js'
import { answersTo, hasDns, type Answer, type NetworkName } from './answers.js'
import { membershipsOf, type Membership } from './memberships.js'

/**
 * The containers whose names the network's DNS would answer with, as the engine has recorded them.
 * The default bridge has no DNS, so nothing answers there.
 */
export async function lookupOn(call: CallContext, network: RefLike<'network'>, name: string): Promise<Answer[]> {
  if (typeof name !== 'string' || name === '') throw invalidArgument('name', name, "give a container's name or alias")
  const found = await call.send(networkInspect, { id: network })
  if (!hasDns(found.Name)) return []
  return answersTo(unqualified(name, found.Name), await membershipsOn(call, found))
}

/** `web.mybridge` is `web` on mybridge. */
function unqualified(name: string, network: string): string {
  const lower = name.toLowerCase().replace(/\.$/, '')
  const suffix = `.${network.toLowerCase()}`
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : lower
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

/** The containers on a network now, with their names there. */
export async function membershipsOn(call: CallContext, { Id, Containers }: NetworkInspect): Promise<Membership[]> {
  const ids = Object.keys(Containers ?? {}).filter(isFullId)
  const found = await Promise.all(ids.map((id) => orAbsent('container', call.send(containerInspect, { id }))))
  return found.flatMap((one) =>
    one === undefined ? [] : membershipsOf(one).filter(({ networkId }) => networkId === Id),
  )
}
