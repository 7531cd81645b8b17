import { MooringError, type ErrorParts, type Sent } from './base.js'
import type { ConnectionDetails, ErrorDetails } from './codes.js'

/** The codes of {@link ConnectionError}. */
export type ConnectionCode = keyof ConnectionDetails

/** The engine could not be reached, went away in mid-call, or did not answer in time. */
export class ConnectionError<Code extends ConnectionCode = ConnectionCode> extends MooringError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ConnectionError
  override readonly name = 'ConnectionError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]> & { readonly sent: Sent }) {
    super(code, parts, { sent: parts.sent, retryable: parts.sent === 'no' })
  }
}
