import type { CallContext } from '../../engine/context.js'
import { MooringError, sentenceOf } from '../../errors/base.js'
import type { PlanObstacle } from '../../errors/codes.js'
import { StateError } from '../../errors/state.js'
import { printedChange, printedOn, type PlanChange } from '../diff/change.js'
import type { EngineDiff } from '../diff/step.js'
import { grouped } from '../../engine/grouped.js'
import { carryOut } from './carry-out.js'
import { inOrder, type Unit } from './in-order.js'
import { outdated } from './outdated.js'

interface Applying {
  /** The changes that the caller has seen. */
  readonly planned: readonly PlanChange[]
  readonly onChange: ((change: PlanChange) => void) | undefined
}

/** Carries out what is still to do of a plan, one thing after the other. */
export async function applyDiffs(
  calls: readonly CallContext[],
  diffs: readonly EngineDiff[],
  { planned, onChange }: Applying,
): Promise<PlanChange[]> {
  refuseObstacles(diffs.flatMap(({ obstacles }) => obstacles))
  const units = inOrder(diffs).map(({ unit, at }) => ({ unit, call: calls[at] }))
  const all = units.flatMap(({ unit }) => changesOf(unit))
  const known = grouped(planned, (change) => [aboutOf(change)])
  const unplanned = all.filter((change) => known.get(aboutOf(change))?.some((one) => isSame(one, change)) !== true)
  if (unplanned.length > 0) throw outdated(unplanned.map((change) => `it has not ${printedChange(change)}`))
  const done: PlanChange[] = []
  for (const { unit, call } of units) {
    if (call === undefined) continue // there is one for each
    try {
      await carryOut(call, unit)
    } catch (error) {
      if (call.signal?.aborted === true) throw error
      if (done.length === 0 && MooringError.is(error, 'PLAN_OUTDATED')) throw error
      throw notApplied(error, { all, done, failed: changesOf(unit) })
    }
    for (const change of changesOf(unit)) {
      done.push(change)
      onChange?.(change)
    }
  }
  return done
}

function changesOf({ steps }: Unit): readonly PlanChange[] {
  return steps.map(({ change }) => change)
}

/** What a change is about: a network, or a container on one. */
function aboutOf(change: PlanChange): string {
  return JSON.stringify([change.kind, change.on, change.network, change.kind === 'member' && change.container])
}

/** Whether a change of the same thing was planned, or is what a planned one is after it failed half-way: what was to change is missing. */
function isSame(planned: PlanChange, change: PlanChange): boolean {
  if (planned.action === 'change' && change.action === 'add') return true
  return planned.action === change.action && JSON.stringify(planned.differences) === JSON.stringify(change.differences)
}

/** @throws StateError PLAN_BLOCKED */
function refuseObstacles(obstacles: readonly PlanObstacle[]): void {
  if (obstacles.length === 0) return
  const lines = obstacles.map(({ on, path, message, hint }) => `\n  ${printedOn(on)}${path}: ${message}; ${hint}`)
  throw new StateError('PLAN_BLOCKED', {
    message: `the plan cannot be carried out, and nothing was changed:${lines.join('')}`,
    details: { obstacles },
    hint: 'see each of them; details.obstacles has them as data',
    detailsInMessage: true,
  })
}

function notApplied(
  cause: unknown,
  { all, done, failed }: Readonly<Record<'all' | 'done' | 'failed', readonly PlanChange[]>>,
): StateError<'PLAN_NOT_APPLIED'> {
  const over = new Set([...done, ...failed])
  const left = all.filter((change) => !over.has(change))
  const failing = failed.map(printedChange).join(', ')
  return new StateError('PLAN_NOT_APPLIED', {
    message: `the plan stopped at ${failing}: ${sentenceOf(cause)}`,
    details: { done: done.map(printedChange), failed: failing, left: left.map(printedChange) },
    hint: 'what is done stays; mend the cause and call apply() again, or make the plan again',
    cause,
  })
}
