import { MooringError, type ErrorParts } from './base.js'
import type { ErrorDetails, ProtocolDetails } from './codes.js'

export type ProtocolCode = keyof ProtocolDetails

/** The reply breaks the API: not JSON, cut short, or a stream that reports a failure after it began. */
export class ProtocolError<Code extends ProtocolCode = ProtocolCode> extends MooringError<Code> {
  override readonly name = 'ProtocolError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]>) {
    super(code, parts, { sent: 'yes', retryable: false })
  }
}
