import { containerInspect } from '../../container/operations.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import type { Ref } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { connectContainer, disconnectContainer } from '../../network/attach.js'
import { listedMembers } from '../../network/endpoint/listed-members.js'
import { ensureDraft, removeUnused, saidOf } from '../../network/ensure/ensure.js'
import { draftDifferences } from '../../network/ensure/fitting-subnets.js'
import { networkList } from '../../network/operations.js'
import { attachedTo, endpointDifferences } from '../diff/attached.js'
import { printedThing } from '../diff/change.js'
import type { Attached, MemberStep, NetworkStep } from '../diff/step.js'
import type { Unit } from './in-order.js'
import { outdated } from './outdated.js'

/**
 * Carries out steps that belong together. Each thing is looked at before: what is as it was wanted is left alone, and what
 * is neither so nor as the plan saw it ends the plan. What is taken off is put on again, whatever comes in between.
 *
 * @throws StateError PLAN_OUTDATED, NOT_PUT_BACK
 */
export async function carryOut(call: CallContext, unit: Unit): Promise<void> {
  call.signal?.throwIfAborted()
  switch (unit.kind) {
    case 'make':
      await make(call, unit.steps[0])
      break
    case 'remove':
      await remove(call, unit.steps[0])
      break
    case 'make anew': {
      const [network, ...members] = unit.steps
      await move(call, members, () => makeAnew(call.lasting(), network))
      break
    }
    default:
      await move(call, unit.steps)
  }
}

async function make(call: CallContext, { change, draft }: NetworkStep): Promise<void> {
  if (draft === undefined) return
  try {
    await ensureDraft(call, draft, {})
  } catch (error) {
    // it was not there when the plan was made
    if (!MooringError.is(error, 'DIFFERS')) throw error
    throw outdated([
      `${printedThing(change)} has been made, and differs: ${error.details.differences.map(saidOf).join('; ')}`,
    ])
  }
}

async function makeAnew(call: CallContext, step: NetworkStep): Promise<void> {
  const { change, draft, found } = step
  if (draft === undefined || found === undefined) return
  const now = (await call.send(networkList, {})).find(({ Name }) => Name === change.network)
  if (now !== undefined && now.Id !== found.Id && draftDifferences(draft, now).length > 0)
    throw outdated([`${printedThing(change)} is another network of the same name`])
  await ensureDraft(call, draft, { replace: true })
}

async function remove(call: CallContext, { found }: NetworkStep): Promise<void> {
  if (found !== undefined) await removeUnused(call, found, 'is not removed')
}

/** Takes containers off their networks, and puts them on again; nothing in between is left undone. */
async function move(call: CallContext, steps: readonly MemberStep[], between?: () => Promise<void>): Promise<void> {
  const open: MemberStep[] = []
  for (const step of steps) if (await isToDo(call, step, between !== undefined)) open.push(step)
  const lasting = call.lasting()
  const off: MemberStep[] = []
  try {
    for (const step of open) {
      if (step.now.asked === undefined) continue
      await takeOff(lasting, step)
      off.push(step)
    }
    await between?.()
    for (const step of open) {
      if (step.endpoint !== undefined) await putOn(lasting, step)
      const at = off.indexOf(step)
      if (at !== -1) off.splice(at, 1)
    }
  } catch (error) {
    await putBack(call.undoing(), off, error)
    throw error
  }
}

/** Whether a step is still to do. @throws StateError PLAN_OUTDATED if the container is otherwise than it was seen */
async function isToDo(call: CallContext, step: MemberStep, isMadeAnew: boolean): Promise<boolean> {
  const { change, container, membership, endpoint } = step
  const found = await orAbsent('container', call.send(containerInspect, { id: container.id }))
  if (found === undefined) throw outdated([`container ${JSON.stringify(container.name)} is gone`])
  const network = (await call.send(networkList, {})).find(({ Name }) => Name === change.network)
  const Containers = (await listedMembers(call, [found])).get(network?.Id ?? '')
  const now = attachedTo(found, { Id: network?.Id, Name: change.network, Containers })
  if (!isMadeAnew && isDone()) return false
  if (traceOf(now) === traceOf(step.now)) return true
  throw outdated([`${printedThing(change)} is otherwise than it was`])

  function isDone(): boolean {
    if (endpoint === undefined) return now.asked === undefined
    if (now.asked === undefined || now.isBroken || membership === undefined) return false
    return found !== undefined && endpointDifferences(membership, found, now).length === 0
  }
}

/** The network may have come since: its id is that of an endpoint only while it is attached. */
function traceOf({ asked, networkId, isBroken }: Attached): string {
  return JSON.stringify([asked, isBroken ? undefined : networkId])
}

async function takeOff(call: CallContext, { change, container, now }: MemberStep): Promise<void> {
  const network = networkRef(change.network)
  // engines take settings of a refused connect off a container that runs only after another connect
  if (now.isRefused) await connectContainer(call, network, container.id, {})
  try {
    await disconnectContainer(call, network, container.id, true)
  } catch (error) {
    if (!MooringError.is(error, 'NOT_ATTACHED')) throw error
  }
}

async function putOn(call: CallContext, { change, container, endpoint = {} }: MemberStep): Promise<void> {
  await connectContainer(call, networkRef(change.network), container.id, endpoint)
}

/** Puts containers on again as they were. */
async function putBack(call: CallContext, steps: readonly MemberStep[], failure: unknown): Promise<void> {
  for (const { change, container, now } of steps) {
    if (now.isBroken || change.action === 'remove') continue
    try {
      await connectContainer(call, networkRef(change.network), container.id, now.asked ?? {})
    } catch (cause) {
      // somebody else has put it on meanwhile
      if (MooringError.is(cause, 'ALREADY_ATTACHED')) continue
      throw new StateError('NOT_PUT_BACK', {
        message: `container ${JSON.stringify(container.name)} was taken off network ${JSON.stringify(change.network)}, and could not be put on it again`,
        details: { noun: 'container', name: container.name },
        hint: `see cause for both reasons; its settings there were ${JSON.stringify(now.asked ?? {})}`,
        target: container.name,
        cause: new AggregateError([failure, cause]),
      })
    }
  }
}

function networkRef(name: string): Ref<'network'> {
  return { noun: 'network', id: name, name }
}
