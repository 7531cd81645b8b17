import type { CallOptions } from '../engine/call/call-options.js'
import { openCall, type CallContext } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { explained, partsOf } from '../engine/explained.js'
import { plainName, type RefLike } from '../engine/ref.js'
import { ConflictError } from '../errors/engine.js'
import { frames, rawFrames } from '../stream/decoders/frames.js'
import { collect } from '../stream/text.js'
import { containerInspect, containerLogs } from './operations.js'
import type { ContainerInspect } from './wire/inspect.js'

/** Sends what only a running container takes; a refusal says how it ended. */
export async function whileRunning<Value>(
  engine: Engine,
  container: RefLike<'container'>,
  options: CallOptions,
  send: (call: CallContext) => Promise<Value>,
): Promise<Value> {
  const call = openCall(engine, options)
  try {
    return await send(call)
  } catch (error) {
    throw await explainEnded(call, container, error)
  }
}

/** Adds to a refusal of what only a running program takes how that program ended, and the last line that it wrote. */
export function explainEnded(call: CallContext, container: RefLike<'container'>, error: unknown): Promise<unknown> {
  return explained(call, error, async (refusal) => {
    if (refusal.code !== 'NOT_RUNNING' || call.isOver) return undefined
    const found = await call.send(containerInspect, { id: container })
    if (found.State.Status !== 'exited') return undefined
    const name = plainName(found.Name)
    const line = (await lastLines(call, found, 1)).at(-1)?.slice(0, 200) ?? ''
    return new ConflictError('NOT_RUNNING', {
      ...partsOf(refusal),
      message: `container ${JSON.stringify(name)} has ended with exit code ${found.State.ExitCode}${line === '' ? '' : `: ${line}`}`,
      details: { id: found.Id, name },
      hint: 'container.logs() has all that it wrote; start() runs its program again',
    })
  })
}

/** The last lines of its log; none when it wrote nothing, and when its log cannot be read. */
export async function lastLines(
  call: CallContext,
  { Id, Config }: ContainerInspect,
  count: number,
): Promise<readonly string[]> {
  try {
    // A log has no deadline of its own, and this one only explains.
    const asking = call.withDefault(call.engine.options.timeout)
    const bytes = await asking.send(containerLogs, { id: Id, query: { tail: count, stdout: true, stderr: true } })
    const { stdout, stderr } = await collect(
      Config.Tty === true ? rawFrames(bytes) : frames(bytes, { operation: containerLogs.id, target: Id }),
    )
    return (stdout + stderr)
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    return []
  }
}
