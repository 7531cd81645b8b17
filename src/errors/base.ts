import type { ErrorCode, ErrorDetails } from './codes.js'
import { withoutLogins } from './describe-value.js'
import { plain } from './plain.js'

/** Whether the request reached the engine: `unknown` when the connection broke before an answer. */
export type Sent = 'no' | 'yes' | 'unknown'

/** What an error is made of. */
export interface ErrorParts<Details> {
  /** One sentence: what happened, and to what. */
  readonly message: string
  readonly details: Details
  /** One sentence: what to do about it. */
  readonly hint?: string | undefined
  /** The operation of the API, for example `NetworkCreate`. */
  readonly operation?: string | undefined
  /** The thing it was about, as the caller named it. */
  readonly target?: string | undefined
  readonly cause?: unknown
  /** The message tells all the details: they are not printed a second time below it. */
  readonly detailsInMessage?: boolean | undefined
}

// A global symbol, so that an error made by another copy of the package is still recognised.
const brand = Symbol.for('mooring.error')

/**
 * The base of every error that mooring throws.
 *
 * @example
 * try {
 *   await docker.network.bridge('front').subnet('10.10.0.0/24').create()
 * } catch (error) {
 *   if (MooringError.is(error, 'SUBNET_OVERLAP')) console.error(error.details.network?.name, error.hint)
 *   else throw error
 * }
 */
export abstract class MooringError<Code extends ErrorCode = ErrorCode> extends Error {
  /** @hidden What `instanceof` narrows to; the compiler alone would make `MooringError<any>` of it. */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is MooringError
  readonly code: Code
  /** What happened, and to what. `message` is this sentence and then the hint, for what prints nothing else. */
  readonly sentence: string
  /** Facts about this error; their shape depends on `code`. */
  readonly details: ErrorDetails[Code]
  /** One sentence: what to do about it. */
  readonly hint: string | undefined
  /** The operation of the API that it came from, for example `NetworkCreate`. */
  readonly operation: string | undefined
  /** The thing it is about, as the caller named it. */
  readonly target: string | undefined
  /** Whether the same call may work if it is simply made again. */
  readonly retryable: boolean
  /** Whether the request reached the engine. */
  readonly sent: Sent

  protected constructor(
    code: Code,
    given: ErrorParts<ErrorDetails[Code]>,
    fate: { readonly sent: Sent; readonly retryable: boolean },
  ) {
    const parts = withoutSecrets(given)
    super(messageOf(parts), parts.cause === undefined ? undefined : { cause: parts.cause })
    this.code = code
    this.sentence = parts.message
    this.details = parts.details
    this.hint = parts.hint
    this.operation = parts.operation
    this.target = parts.target
    this.sent = fate.sent
    this.retryable = fate.retryable
    const told = parts.detailsInMessage === true || Object.keys(parts.details).length === 0
    captureStack(this, new.target)
    unprinted(this, 'sentence', 'hint', ...(told ? ['details'] : []), ...missingIn(parts))
  }

  /** @internal */
  get [brand](): true {
    return true
  }

  /**
   * Whether a caught value is an error of mooring, and of this code if one is given.
   * Works across several installed copies of the package.
   */
  static is<Code extends ErrorCode = ErrorCode>(value: unknown, code?: Code): value is MooringError<Code> {
    if (typeof value !== 'object' || value === null || !(brand in value)) return false
    return code === undefined || (value as MooringError).code === code
  }

  /** The same facts as plain data, for a log line; whatever the details hold, `JSON.stringify` takes it. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, hint, operation, target, retryable, sent, details } = this
    return { name, code, message, hint, operation, target, retryable, sent, details: plain(details) }
  }
}

/** How many of mooring's own frames may stand before the caller's: these come on top of `Error.stackTraceLimit`. */
const ownFrames = 16

/** Takes the stack from here, without the frames above and with `below`. */
export function captureStack(error: Error, below: Parameters<typeof Error.captureStackTrace>[1]): void {
  const limit = Error.stackTraceLimit
  if (!(limit > 0)) return // the program wants no stacks
  // With frozen intrinsics the limit cannot be set: then it is the program's own.
  const raised = Reflect.set(Error, 'stackTraceLimit', limit + ownFrames)
  Error.captureStackTrace(error, below)
  if (raised) Error.stackTraceLimit = limit
}

/** What happened, as a sentence of another error repeats it: without the hint. */
export function sentenceOf(error: unknown): string {
  if (MooringError.is(error)) return error.sentence
  return error instanceof Error ? error.message : String(error)
}

/** Keeps fields out of what `console.error` and test runners print below the message; they can be read as before. */
export function unprinted(error: MooringError, ...fields: readonly string[]): void {
  for (const field of fields) Object.defineProperty(error, field, { enumerable: false })
}

function messageOf({ message, hint }: ErrorParts<unknown>): string {
  return hint === undefined ? message : `${message}\n  hint: ${hint}`
}

/** Addresses with a password in them are written into names, hosts and options. */
function withoutSecrets<Details>(parts: ErrorParts<Details>): ErrorParts<Details> {
  return { ...parts, ...textsWithoutLogins(parts), details: textsWithoutLogins(parts.details) }
}

function textsWithoutLogins<Fields>(fields: Fields): Fields {
  const told = Object.entries(fields as object).map(([name, value]: [string, unknown]) => {
    return [name, typeof value === 'string' ? withoutLogins(value) : value] as const
  })
  return Object.fromEntries(told) as Fields // a text for each text
}

function missingIn(parts: ErrorParts<unknown>): readonly string[] {
  return (['operation', 'target'] as const).filter((field) => parts[field] === undefined)
}
