import { openCall, type CallContext } from '../../engine/context.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { ConnectionError } from '../../errors/connection.js'
import { execInspect } from '../operations.js'
import type { ExecConfig, ExecInspect } from '../wire/exec.js'

/** Milliseconds that it may take to learn what still runs, after the deadline of the verb. */
const lookTime = 500

/** An exec that was made, as its error names it. */
interface MadeExec {
  readonly container: RefLike<'container'>
  readonly body: ExecConfig
}

/** No operation of the API ends an exec. When the deadline passes while it runs, the error says which one it is. */
export async function toldIfRunning<Value>(
  call: CallContext,
  exec: MadeExec,
  id: string,
  step: () => Promise<Value>,
): Promise<Value> {
  try {
    return await step()
  } catch (error) {
    throw await withRunning(call, exec, id, error)
  }
}

/** The same error, or one that names the exec that runs on. */
export async function withRunning(call: CallContext, exec: MadeExec, id: string, error: unknown): Promise<unknown> {
  if (!MooringError.is(error, 'TIMED_OUT') || error.details.exec !== undefined) return error
  const look = openCall(call.engine, { timeout: lookTime })
  const found = await look.send(execInspect, { id }).catch(() => undefined)
  // Without an exit code it has not run yet: the start may still be on its way to the engine.
  const hasEnded = found?.Running === false && found.ExitCode !== null
  const neverStarts = found?.Running !== true && error.sent === 'no'
  return hasEnded || neverStarts ? error : runsOn(exec, id, found, error)
}

function runsOn(
  { body, container }: MadeExec,
  id: string,
  found: ExecInspect | undefined,
  error: MooringError<'TIMED_OUT'>,
): ConnectionError<'TIMED_OUT'> {
  const { timeout } = error.details
  const [program = ''] = body.Cmd
  const place = JSON.stringify(nameOf(container))
  const pid = found?.Pid === 0 ? undefined : found?.Pid
  return new ConnectionError('TIMED_OUT', {
    message: `${JSON.stringify(program)} did not end within ${timeout} ms, and ${found?.Running === true ? 'runs' : 'may run'} on in container ${place}`,
    details: { timeout, exec: { id, pid } },
    hint: "no engine can end an exec from outside: give the program a deadline of its own, as in exec('timeout', '60', ...)",
    operation: error.operation,
    target: error.target,
    sent: 'yes',
    cause: error,
  })
}
