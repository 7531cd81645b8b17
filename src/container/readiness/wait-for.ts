import { checkCallOptions, deadlineOf, type CallOptions } from '../../engine/call/call-options.js'
import { openCall } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { plainName, type RefLike } from '../../engine/ref.js'
import { atCaller } from '../../errors/at-caller.js'
import { ConnectionError } from '../../errors/connection.js'
import { onAbort } from '../../stream/abort.js'
import type { Line } from '../../stream/decoders/lines.js'
import { setDeadline } from '../../time/deadlines.js'
import { containerInspect } from '../operations.js'
import type { Exit } from '../streams/exit-watch.js'
import { waitForExit } from '../wait.js'
import { untilAnswered, type HttpAnswer } from './answering.js'
import { toCondition, type Condition, type WaitForCondition } from './condition.js'
import { untilHealthy } from './healthy.js'
import { untilListening } from './listening.js'
import { untilLogged } from './logged.js'
import { lastWordsOf } from './last-words.js'
import { noteOn, untilEnded } from './states.js'
import type { Seen, Watch } from './watch.js'

/** Waits until a container is ready. See `container.waitFor`. */
export async function waitForContainer(
  engine: Engine,
  container: RefLike<'container'>,
  what: WaitForCondition,
  options: CallOptions,
): Promise<Exit | Line | HttpAnswer | undefined> {
  const condition = toCondition(what)
  checkCallOptions(options, [], 'container.waitFor')
  if (condition.kind === 'exit') return await waitForExit(engine, container, options)
  const { signal, timeout = engine.options.timeout } = options
  signal?.throwIfAborted()
  const leave = new AbortController()
  const forgetSignal = signal === undefined ? undefined : onAbort(signal, () => leave.abort(signal.reason))
  const seen: Seen = { state: 'nothing, the engine did not answer', look: undefined }
  let name = typeof container === 'string' ? container : container.name
  const call = openCall(engine, { signal: leave.signal })
  const milliseconds = deadlineOf(timeout)
  const late = { passDeadline: () => leave.abort(lateError(name, timeout, condition, seen)) }
  const deadline = milliseconds === undefined ? undefined : setDeadline(late, milliseconds)
  try {
    const found = await call.send(containerInspect, { id: container })
    name = plainName(found.Name)
    seen.state = noteOn(found)
    const ref = { noun: 'container', id: found.Id, name } as const
    const lastWords = lastWordsOf(call, ref, found)
    return await ready({ call, container: ref, found, condition, lastWords, seen })
  } catch (error) {
    throw atCaller(error)
  } finally {
    deadline?.clear()
    forgetSignal?.()
    leave.abort() // ends what still looks
  }
}

async function ready(watch: Watch): Promise<Line | HttpAnswer | undefined> {
  const { condition } = watch
  switch (condition.kind) {
    case 'log':
      return await untilLogged(watch, condition)
    case 'port':
      await Promise.race([untilListening(watch, condition.port, condition.protocol), untilEnded(watch)])
      return undefined
    case 'http':
      return await Promise.race([untilAnswered(watch, condition), untilEnded(watch)])
    default:
      await untilHealthy(watch)
      return undefined
  }
}

function lateError(
  name: string,
  timeout: number,
  { not }: Condition,
  { state, look }: Seen,
): ConnectionError<'TIMED_OUT'> {
  const last = [state, look].filter((note) => note !== undefined).join('; ') || 'it runs'
  return new ConnectionError('TIMED_OUT', {
    message: `container ${JSON.stringify(name)} is not ready after ${timeout} ms: ${not}; seen last: ${last}`,
    details: { timeout, last },
    hint: 'give it more time with { timeout }, or look at container.logs()',
    operation: containerInspect.id,
    target: name,
    sent: 'yes',
  })
}
