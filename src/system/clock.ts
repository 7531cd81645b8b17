import type { CallOptions } from '../engine/call/call-options.js'
import type { Engine } from '../engine/engine.js'
import { param, type Moment } from '../engine/call/param.js'
import { EngineError } from '../errors/engine.js'
import { wallTime } from '../time/time.js'
import { momentOf, momentOfTime } from './events/event.js'
import { systemInfo } from './operations.js'

/** How long ago: `'30s'`, `'10m'`, `'1.5h'`. */
export type Age = `${number}${'s' | 'm' | 'h'}`

/** A moment, or how long ago it was by the engine's clock. */
export type When = Moment | Age

const nanoseconds: Readonly<Record<string, number>> = { s: 1e9, m: 60e9, h: 3600e9 }

/** Refuses what is no moment and no age. */
export function checkWhen(argument: string, when: When | undefined): void {
  if (when !== undefined && ageIn(when) === undefined) param.moment.write(when as Moment, argument)
}

/** A moment as the engine takes it. An age is counted back from its own clock, which may differ from ours. */
export async function resolveWhen(
  engine: Engine,
  when: When | undefined,
  options: CallOptions,
): Promise<Moment | undefined> {
  const age = when === undefined ? undefined : ageIn(when)
  if (age === undefined) return when as Moment | undefined // checkWhen() has looked
  const now = (await engineTime(engine, options)) ?? momentOf(BigInt(wallTime()) * 1_000_000n)
  return momentOf(BigInt(now.replace('.', '')) - age)
}

/** What the engine's clock says; undefined where something in between does not let us ask. */
export async function engineTime(engine: Engine, options: CallOptions): Promise<(Moment & string) | undefined> {
  try {
    const { SystemTime } = await engine.call(systemInfo, {}, options)
    return momentOfTime(SystemTime)
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}

/** Nanoseconds. */
function ageIn(when: When): bigint | undefined {
  const [, digits, unit = ''] = (typeof when === 'string' ? /^(\d{1,9}(?:\.\d{1,9})?)([smh])$/.exec(when) : null) ?? []
  return digits === undefined ? undefined : BigInt(Math.round(Number(digits) * (nanoseconds[unit] ?? 0)))
}
