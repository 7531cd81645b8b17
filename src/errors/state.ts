import { MooringError, type ErrorParts } from './base.js'
import type { ErrorDetails, StateDetails } from './codes.js'

/** The codes of {@link StateError}. */
export type StateCode = keyof StateDetails

/** The engine answered as it should, and what it reports rules the wish out: stopped, ambiguous, a non-zero exit. */
export class StateError<Code extends StateCode = StateCode> extends MooringError<Code> {
  /** @internal */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is StateError
  override readonly name = 'StateError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]>) {
    super(code, parts, { sent: 'yes', retryable: false })
  }
}
