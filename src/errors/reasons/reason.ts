import type { EngineDetails, ErrorDetails } from '../codes.js'
import type { EngineCode } from '../engine.js'

/** A refusal as it came over the wire. */
export interface Refusal {
  /** The operation of the API that was called: a text means what it means there. */
  readonly operation: string
  readonly target: string | undefined
  /** What the operation is about: `network`, `container`, ... */
  readonly noun: string
  /** 200 for what is reported in mid-stream. */
  readonly status: number
  /** The body: JSON with a `message`, or whatever a proxy put there. */
  readonly text: string
}

/** What the named groups of a pattern found. */
export type Found = Readonly<Record<string, string | undefined>>

/** One thing that engines say, and what it means. */
export interface Reason {
  /** The operations that it holds for; all when left out. */
  readonly of: readonly string[] | undefined
  readonly says: RegExp
  readonly code: EngineCode
  readonly details: (found: Found, refusal: Refusal) => object
  readonly hint: ((found: Found, refusal: Refusal) => string) | undefined
}

interface Row<Code extends EngineCode> {
  readonly of?: readonly string[]
  /** Pieces of a sentence, one for each way that engines write it. */
  readonly says: RegExp | readonly RegExp[]
  /** Facts found in the sentence. */
  readonly details?: (found: Found, refusal: Refusal) => ErrorDetails[Code]
  readonly hint?: string | ((found: Found, refusal: Refusal) => string)
}

type HasDetails<Code extends EngineCode> = object extends EngineDetails[Code]
  ? Row<Code>
  : Row<Code> & { readonly details: (found: Found, refusal: Refusal) => ErrorDetails[Code] }

/** Ties the details of a row to its code; a list of rows would lose that tie. A code without facts needs none. */
export function reason<const Code extends EngineCode>(code: Code, row: HasDetails<Code>): Reason {
  const { of, says, details = () => ({}), hint } = row
  return {
    code,
    of,
    says: says instanceof RegExp ? says : new RegExp(says.map(({ source }) => source).join('|')),
    details,
    hint: typeof hint === 'string' ? () => hint : hint,
  }
}
