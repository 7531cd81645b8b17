import { compareApi } from '../../engine/call/api-version.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import type { CallContext } from '../../engine/context.js'
import { isPlainObject } from '../../errors/brand.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { shown } from '../../errors/describe-value.js'
import { MooringError } from '../../errors/base.js'

/** How large a terminal is, in characters. */
export interface TerminalSize {
  readonly rows: number
  readonly columns: number
}

/** Checks a size of a terminal. */
export function checkSize(size: TerminalSize): TerminalSize {
  const given: unknown = size // untyped callers may pass anything
  if (typeof given !== 'object' || given === null) throw invalidArgument('size', given, sizeHint)
  const { rows, columns } = size
  // a terminal such as process.stdout is a size, too, and has more
  if (isPlainObject(given)) refuseUnknown(given, ['rows', 'columns'], 'a size')
  for (const [argument, value] of [
    ['rows', rows],
    ['columns', columns],
  ] as const) {
    if (Number.isInteger(value) && value >= 0 && value <= 0xffff) continue
    throw invalidArgument(argument, value, sizeHint, `a terminal cannot have ${shown(value)} ${argument}`)
  }
  return { rows, columns }
}

const sizeHint = 'give whole numbers, such as { rows: 24, columns: 80 }'

/** What has a size when it is a terminal: `process.stdout`, or what behaves like it. */
interface Sized {
  readonly rows?: number
  readonly columns?: number
}

/** The size of the caller's terminal; undefined where there is none. */
export function callersSize({ rows, columns }: Sized = process.stdout): TerminalSize | undefined {
  return rows === undefined || columns === undefined ? undefined : { rows, columns }
}

/** How a program's terminal gets its size: from the start, or in the first moment after it. */
export interface FirstSize {
  /** The field of the request that makes the program. */
  readonly ConsoleSize: number[] | undefined
  /** Tells the size to what has just started. */
  readonly afterStart: (resize: (size: TerminalSize) => Promise<unknown>) => Promise<void>
}

/** Engines take the size of a terminal with the request since API 1.42. */
export async function firstSize(call: CallContext, size: TerminalSize | undefined): Promise<FirstSize> {
  if (size === undefined) return { ConsoleSize: undefined, afterStart: () => Promise.resolve() }
  if (compareApi(await call.apiVersion(), '1.42') >= 0)
    return { ConsoleSize: [size.rows, size.columns], afterStart: () => Promise.resolve() }
  return { ConsoleSize: undefined, afterStart: (resize) => resize(size).then(() => undefined, ignoreEnded) }
}

/** A program may have ended in that first moment. */
function ignoreEnded(error: unknown): void {
  if (!MooringError.is(error) || !('status' in error)) throw error
}
