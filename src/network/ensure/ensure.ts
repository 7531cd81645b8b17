import { options as optionTable, own } from '../../engine/call/options.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { orAbsent } from '../../engine/absent.js'
import { openChange, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { atCaller } from '../../errors/at-caller.js'
import { MooringError } from '../../errors/base.js'
import type { Difference } from '../../errors/codes.js'
import { BadRequestError, InUseError } from '../../errors/engine.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import { makeDraft, type NetworkDraft } from '../create.js'
import { explainRemove } from '../explain/explain-remove.js'
import { holding } from '../explain/refusal.js'
import { Network } from '../network.js'
import { networkCreate, networkDelete, networkList } from '../operations.js'
import { checkCreateRequest } from '../rules/create-request.js'
import type { NetworkSummary } from '../wire/network.js'
import { draftDifferences } from './fitting-subnets.js'
import { madeAgain } from './made-again.js'
import { containersOn } from '../containers-on.js'

/** What `ensure()` does with a network that is otherwise than it was wanted. */
export interface NetworkEnsureOptions extends CallOptions {
  /** Removes it and makes it anew, if no container is on it, in whatever state. */
  readonly replace?: boolean | undefined
}

const ensureOptions = optionTable<NetworkEnsureOptions>('network.ensure', { replace: own(checkFlag) })

/** How often a network of the name may come and go while we look. */
const mostTries = 12

/**
 * The network of a name, made if it is missing. Of several callers at the same time one makes it, and the others find it.
 */
export async function ensureNetwork(
  engine: Engine,
  draft: NetworkDraft,
  given: NetworkEnsureOptions,
  rawBody: boolean,
): Promise<Network> {
  ensureOptions.check(given)
  const request = draft.requestIn([]) // but for the subnets that are chosen later
  if (rawBody) await engine.checkBody(networkCreate, request)
  checkCreateRequest(request)
  const call = openChange(engine, { operation: networkCreate.id, target: request.Name }, ensureOptions.call(given))
  return await ensureDraft(call, draft, { ...given, rawBody })
}

/** The same in the middle of a verb. The body was checked. */
export async function ensureDraft(
  call: CallContext,
  draft: NetworkDraft,
  { replace = false, rawBody = false }: { readonly replace?: boolean | undefined; readonly rawBody?: boolean },
): Promise<Network> {
  const { Name: name } = draft.requestIn([]) // which .raw() may have changed
  let removed: NetworkSummary | undefined
  for (let tries = 1; ; tries += 1) {
    try {
      if (tries > 1) await call.pause(tries * 20)
      const found = await networkNamed(call, name)
      if (found !== undefined) {
        removed = undefined // somebody has made it in the meantime
        const differences = draftDifferences(draft, found)
        if (differences.length === 0) return new Network(call.engine, { id: found.Id, name: found.Name })
        if (!replace) throw differs(found, differences)
        await removeUnused(call, found, 'differs, and cannot be replaced')
        removed = found
      }
      // It belongs to nobody: what ensure() makes stays.
      return (await makeDraft(call, draft, rawBody)).release()
    } catch (error) {
      if (mayBeThere(error) && tries < mostTries) continue
      if (removed !== undefined) await putBack(call.undoing(), removed, error)
      throw error
    }
  }
}

/**
 * Whether somebody else was faster, so that a look may show what they made. Engines take the subnet of a network before
 * they list it: then nobody is known to have it.
 */
function mayBeThere(error: unknown): boolean {
  if (MooringError.is(error, 'SUBNET_OVERLAP')) return error.details.network === undefined
  return MooringError.is(error, 'NAME_TAKEN')
}

async function networkNamed(call: CallContext, name: string): Promise<NetworkSummary | undefined> {
  // the engine takes a name as a pattern, which matches a part
  const listed = await call.send(networkList, { query: { filters: { name } } })
  const [found, second] = listed.filter(({ Name }) => Name === name)
  if (second === undefined) return found
  throw new BadRequestError('AMBIGUOUS_REF', {
    message: `several networks are named ${JSON.stringify(name)}, so none of them can be meant`,
    details: { noun: 'network', ref: name },
    hint: 'engines before 25 allow that: remove all but one by their ids, which docker.network.list({ name }) shows',
    operation: networkCreate.id,
    target: name,
    status: 200,
    engineMessage: '',
  })
}

function differs({ Name }: NetworkSummary, differences: readonly Difference[]): StateError<'DIFFERS'> {
  const said = differences.map(saidOf)
  return new StateError('DIFFERS', {
    message: `network ${JSON.stringify(Name)} exists, and differs: ${said.join('; ')}`,
    details: { noun: 'network', name: Name, differences },
    hint: 'a network cannot be changed: take another name, or make it anew with .ensure({ replace: true })',
    operation: networkCreate.id,
    target: Name,
  })
}

/** A difference as a sentence has it. */
export function saidOf({ field, wanted, found }: Difference): string {
  return `${field} is ${shownAs(found)}, not ${shownAs(wanted)}`
}

function shownAs(value: string | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/**
 * Removes a network that no container is on. Gone already is fine.
 *
 * @param why what the error says of it when one is
 */
export async function removeUnused(call: CallContext, found: NetworkSummary, why: string): Promise<void> {
  const containers = (await orAbsent('network', containersOn(call, found.Id))) ?? []
  if (containers.length > 0) {
    throw new InUseError('ACTIVE_ENDPOINTS', {
      message: `network ${JSON.stringify(found.Name)} ${why}${holding(containers)}`,
      details: { network: found.Name, containers },
      hint: 'disconnect them first, the stopped ones too: a container cannot start without its network',
      operation: networkDelete.id,
      target: found.Name,
      status: 200,
      engineMessage: '',
    })
  }
  try {
    await orAbsent('network', call.send(networkDelete, { id: found.Id }))
  } catch (error) {
    throw atCaller(await explainRemove(call, found.Id, error))
  }
  call.engine.session.releaseNamed('network', found.Id)
}

/** Makes a network again whose successor could not be made. */
async function putBack(call: CallContext, network: NetworkSummary, failure: unknown): Promise<void> {
  try {
    await madeAgain(call, network)
  } catch (cause) {
    const name = JSON.stringify(network.Name)
    throw new StateError('NOT_PUT_BACK', {
      message: `network ${name} was removed, the new one could not be made, and the old one could not be made again`,
      details: { noun: 'network', name: network.Name },
      hint: 'see cause for both reasons; network.ensure() makes it when they are gone',
      target: network.Name,
      cause: new AggregateError([failure, cause]),
    })
  }
}
