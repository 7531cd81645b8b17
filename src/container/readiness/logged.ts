import { MooringError } from '../../errors/base.js'
import type { Line } from '../../stream/decoders/lines.js'
import { Logs } from '../streams/logs.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Condition } from './condition.js'
import { inspected, stateOf, states } from './states.js'
import { delays, type Watch } from './watch.js'

type LogAsked = Extract<Condition, { readonly kind: 'log' }>

/** Waits until lines of the container's log match, and gives the last of them. Only the last run counts. */
export async function untilLogged(watch: Watch, { matches, times }: LogAsked): Promise<Line> {
  for (const delay of delays()) {
    const found = await onceStarted(watch)
    let left = times
    try {
      for await (const line of linesOf(watch, found)) {
        watch.seen.look = `its last line is ${JSON.stringify(line.line.slice(0, 200))}`
        if (matches(line.line) && --left === 0) return line
      }
    } catch (error) {
      await stateOf(watch) // of one that is being removed, engines give no log
      if (!MooringError.is(error, 'RESTARTED')) throw error
    }
    // The log has ended, and so has the container, unless it was started again.
    await stateOf(watch)
    await watch.call.pause(delay)
  }
  throw new Error('the delays have no end')
}

/** A container that has run already is read, too: what it wrote, it has written. */
async function onceStarted(watch: Watch): Promise<ContainerInspect> {
  const found = await inspected(watch)
  if (found.State.Status !== 'created') return found
  for await (const state of states(watch)) if (state.State.Status !== 'created') return state
  throw new Error('the states of a container have no end')
}

/** What it has written since its run before the last one ended: it may write before the engine notes its start. */
function linesOf({ call, container }: Watch, { State }: ContainerInspect): AsyncIterable<Line> {
  const ranBefore = State.Running && !State.FinishedAt.startsWith('0001-')
  const { signal } = call
  return new Logs(call.engine, container, {
    follow: true,
    signal,
    ...(ranBefore && { since: State.FinishedAt }),
  }).lines()
}
