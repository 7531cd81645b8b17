import type { CallContext } from '../../engine/context.js'
import { MooringError } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { execInspect } from '../operations.js'

/** How an exec ended. */
export interface ExecEnd {
  readonly exitCode: number
  /** False when the engine could not start the program: then the output is the engine's. */
  readonly started: boolean
}

const firstPause = 2
const longestPause = 500
const patience = 10_000

/**
 * The exit code of an exec. The engine closes the streams before it writes the code down,
 * so this asks again until it is there: `null` is never taken for 0.
 *
 * @param givenUp tells when nobody wants to know any more
 */
export async function execEnd(call: CallContext, id: string, givenUp?: AbortSignal): Promise<ExecEnd> {
  let lost = 0
  for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
    const { Running, ExitCode, Pid } = await inspectExec(call, id)
    if (!Running && ExitCode !== null) return { exitCode: ExitCode, started: Pid !== 0 || ExitCode < 126 }
    if (!Running) lost += wait
    if (lost > patience) throw unknownExit(id, undefined)
    await call.pause(wait)
    givenUp?.throwIfAborted()
  }
}

/** Whether the engine still knows it: a connection that was lost looks like one that ended. */
export async function inspectExec(call: CallContext, id: string) {
  try {
    return await call.send(execInspect, { id })
  } catch (error) {
    throw MooringError.is(error, 'NOT_FOUND') ? unknownExit(id, error) : error
  }
}

function unknownExit(id: string, cause: unknown): StateError<'EXIT_UNKNOWN'> {
  return new StateError('EXIT_UNKNOWN', {
    message: 'the program ended, and the engine does not know how',
    details: {},
    hint: 'its container was removed, or the engine was restarted: the output may be incomplete',
    operation: execInspect.id,
    target: id,
    cause,
  })
}
