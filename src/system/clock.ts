import { nanosecondsOfTime, writeMoment, type ParsedWhen, type Seconds } from '../docker-words/moment.js'
import type { CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { EngineError } from '../errors/engine.js'
import { wallTime } from '../time/time.js'
import { systemInfo } from './operations.js'

/** A moment as the engine takes it. An age is counted back from its own clock, which may differ from ours. */
export async function resolveWhen(
  engine: Engine,
  when: ParsedWhen | undefined,
  options: CallOptions,
): Promise<Seconds | undefined> {
  if (when === undefined) return undefined
  if ('at' in when) return writeMoment(when.at)
  const now = (await engineTime(engine, options)) ?? BigInt(wallTime()) * 1_000_000n
  return writeMoment(now - when.ago)
}

/** What the engine's clock says, in nanoseconds since 1970; undefined where something in between does not let us ask. */
export async function engineTime(engine: Engine, options: CallOptions): Promise<bigint | undefined> {
  try {
    const { SystemTime } = await engine.call(systemInfo, {}, options)
    return nanosecondsOfTime(SystemTime)
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}
