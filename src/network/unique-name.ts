import { orAbsent } from '../engine/absent.js'
import { compareApi } from '../engine/call/api-version.js'
import type { CallContext } from '../engine/context.js'
import { orUndone } from '../engine/session/undoing.js'
import { monotonicTime } from '../time/time.js'
import { nameTaken } from './explain/explain-create.js'
import type { RefusalParts } from '../engine/explained.js'
import { networkCreate, networkDelete, networkList } from './operations.js'
import type { NetworkSummary } from './wire/network.js'

/** A network that was just made. */
interface JustMade {
  readonly Id: string
  readonly Name: string
}

/** Milliseconds that a network waits for others of its name to go, before it goes itself. */
const patience = 2000
/** Milliseconds between two looks. */
const interval = 50

/**
 * Makes sure that a network which was just made has its name alone; otherwise it is removed.
 *
 * Engines before 25 look for the name before they make a network, and not again: of creates at the same time several
 * succeed. So there a network stays only if a list that was asked for afterwards shows no other of its name. Of two
 * networks at least one sees the other, so never two stay.
 *
 * For one to stay, the oldest waits for the others to go, and the others go at once. It waits only so long: what is
 * still there then was alone when it looked, or was made by a program that does not look.
 *
 * @throws ConflictError NAME_TAKEN
 */
export async function keepNameUnique(call: CallContext, made: JustMade): Promise<void> {
  if (compareApi(await call.apiVersion(), '1.44') >= 0) return
  const step = async (): Promise<void> => {
    const holder = await waitToBeAlone(call, made)
    if (holder !== undefined) throw nameTaken(holder, refusalOf(made))
  }
  await orUndone(call, { noun: 'network', name: made.Name }, step, (undoing) =>
    orAbsent('network', undoing.send(networkDelete, { id: made.Id })),
  )
}

/** What engines from 25 on answer. */
function refusalOf({ Name }: JustMade): RefusalParts {
  return {
    operation: networkCreate.id,
    target: Name,
    status: 409,
    engineMessage: `network with name ${Name} already exists`,
  }
}

async function waitToBeAlone(call: CallContext, made: JustMade): Promise<NetworkSummary | undefined> {
  const end = monotonicTime() + patience
  for (;;) {
    const [oldest, second] = await namedAlike(call, made.Name)
    if (second === undefined) return undefined
    if (oldest?.Id !== made.Id) return oldest
    if (monotonicTime() > end) return second
    await call.pause(interval)
  }
}

/** The oldest first. The id decides between two of one moment. */
async function namedAlike(call: CallContext, name: string): Promise<readonly NetworkSummary[]> {
  // the engine takes a name as a pattern, which matches a part
  const found = await call.send(networkList, { query: { filters: { name } } })
  const key = ({ Created, Id }: NetworkSummary): string => `${Created} ${Id}`
  return found.filter(({ Name }) => Name === name).sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
