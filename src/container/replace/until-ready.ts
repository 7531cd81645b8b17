import type { CallContext } from '../../engine/context.js'
import { plainName } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { lastLines } from '../explain-ended.js'
import type { HealthyCondition, HttpCondition, LogCondition, PortCondition } from '../readiness/condition.js'
import { hasHealthCheck, refuseWithoutCheck } from '../readiness/healthy.js'
import { waitForContainer } from '../readiness/wait-for.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Changes } from './changes.js'
import { look, refTo } from './pair.js'
import { watchExit } from '../streams/exit-watch.js'

/** When a new container counts as ready: as `waitFor()` is told it, or `false` for as soon as it is started. */
export type ReadyCondition = HealthyCondition | PortCondition | HttpCondition | LogCondition | false

/** Milliseconds that a program without a health check must run: one that cannot work ends sooner. */
const enough = 1_000

/** Starts the new one, and waits until it is ready. */
export async function startUntilReady(
  changes: Changes,
  next: ContainerInspect,
  ready: ReadyCondition | undefined,
  started: () => void,
): Promise<void> {
  const { call } = changes
  const container = refTo(next.Id, plainName(next.Name))
  if (ready !== undefined || hasHealthCheck(next)) {
    await changes.start(container)
    started()
    await untilReady(call, next, ready)
    return
  }
  // Watched from before its start, so that no end is missed, also of one that is started again by itself.
  const watch = await watchExit(call, container, 'next-exit')
  try {
    await changes.start(container)
    started()
    const soonOver = call.pause(enough)
    const exit = watch.exit().catch(() => soonOver) // a watch that breaks tells nothing
    const first = await Promise.race([exit, soonOver])
    // One that removes itself can be gone before anybody hears of its end.
    const now = await look(call, next.Id)
    if (first !== undefined || now?.State.Running !== true)
      throw await ended(call, now ?? next, first?.exitCode ?? now?.State.ExitCode)
  } finally {
    await watch.cancel()
  }
}

/** Waits until one that was started is ready. */
export async function untilReady(
  call: CallContext,
  next: ContainerInspect,
  ready: ReadyCondition | undefined,
): Promise<void> {
  const condition = ready ?? (hasHealthCheck(next) ? ({ healthy: true } as const) : false)
  if (condition === false) {
    const now = await look(call, next.Id)
    if (now?.State.Running !== true || now.State.Restarting) throw await ended(call, now ?? next, now?.State.ExitCode)
    return
  }
  const timeout = call.left === undefined ? undefined : Math.max(1, call.left)
  await waitForContainer(call.engine, next.Id, condition, { signal: call.signal, timeout })
}

/** Refuses to wait for the health of one that has no check, before anything is touched. @throws StateError NO_HEALTHCHECK */
export function refuseUncheckable(next: ContainerInspect, ready: ReadyCondition | undefined): void {
  if (typeof ready === 'object' && 'healthy' in ready) refuseWithoutCheck(next)
}

async function ended(
  call: CallContext,
  found: ContainerInspect,
  exitCode: number | undefined,
): Promise<StateError<'CONTAINER_EXITED'>> {
  const name = plainName(found.Name)
  const lines = await lastLines(call, found, 10)
  const wrote = lines.map((line) => `\n    ${line.slice(0, 200)}`).join('')
  return new StateError('CONTAINER_EXITED', {
    message: `container ${JSON.stringify(name)} ended with exit code ${exitCode} as soon as it was started${wrote === '' ? '' : `; it wrote last:${wrote}`}`,
    details: { id: found.Id, name, exitCode, lastLines: lines },
    hint: 'run its image by hand, and see what it needs',
    target: name,
  })
}
