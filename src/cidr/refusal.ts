import type { ErrorDetails } from '../errors/codes.js'
import { UsageError, type UsageCode } from '../errors/usage.js'

/** What a check of a text found: the value, or why there is none. */
export type Check<Value, Code extends string> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false
      /** The code that `parse` would throw with. */
      readonly code: Code
      /** One sentence: what is wrong, and how to mend it. */
      readonly hint: string
    }

/** Why a value was refused. `says` and `mend`, joined by a semicolon, are one sentence. */
export interface Refusal<Code extends UsageCode = UsageCode> {
  readonly code: Code
  /** What is wrong, naming the value. */
  readonly says: string
  /** What to do about it. */
  readonly mend: string
  readonly details: ErrorDetails[Code]
}

/** A refusal as the answer of a check. */
export function failedCheck<Code extends UsageCode>(
  refusal: Refusal<Code>,
): { readonly ok: false; readonly code: Code; readonly hint: string } {
  return { ok: false, code: refusal.code, hint: `${refusal.says}; ${refusal.mend}` }
}

/** A refusal as the error to throw. */
export function usageError<Code extends UsageCode>(refusal: Refusal<Code>): UsageError<Code> {
  return new UsageError(refusal.code, { message: refusal.says, hint: refusal.mend, details: refusal.details })
}

/** What to do about a number with a leading zero. */
export const LEADING_ZERO = 'write its numbers without one, because some programs read it as octal'

/** Whether a decimal number of the text, an octet or a prefix length, begins with a needless zero. */
export function hasLeadingZero(text: string): boolean {
  return text.includes(':') ? /\/0\d/.test(text) : /(^|[./])0\d/.test(text)
}

/** The text of a value of another copy of the package (ESM beside CommonJS), which `instanceof` does not know. */
export function foreignText(value: unknown, tag: 'Ip' | 'Cidr' | 'Mac'): string | undefined {
  if (typeof value !== 'object' || value === null || Reflect.get(value, Symbol.toStringTag) !== tag) return undefined
  return (value as { toString: () => string }).toString()
}
