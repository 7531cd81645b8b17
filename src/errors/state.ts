import { MooringError, type ErrorParts, type Sent } from './base.js'
import type { ErrorDetails, StateDetails } from './codes.js'

/** The codes of {@link StateError}. */
export type StateCode = keyof StateDetails

/** The state of things rules the wish out: a container that is stopped, several networks, a non-zero exit, no terminal. */
export class StateError<Code extends StateCode = StateCode> extends MooringError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is StateError
  override readonly name = 'StateError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]> & { readonly sent?: Sent | undefined }) {
    super(code, parts, { sent: parts.sent ?? 'yes', retryable: false })
  }
}
