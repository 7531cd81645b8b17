import { MooringError, type ErrorParts } from './base.js'
import type { ErrorDetails, ProtocolDetails } from './codes.js'

/** The codes of {@link ProtocolError}. */
export type ProtocolCode = keyof ProtocolDetails

/** The reply breaks the API: not JSON, cut short, or a stream that reports a failure after it began. */
export class ProtocolError<Code extends ProtocolCode = ProtocolCode> extends MooringError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ProtocolError
  override readonly name = 'ProtocolError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]>) {
    super(code, parts, { sent: 'yes', retryable: false })
  }
}
