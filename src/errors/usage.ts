import { MooringError, type ErrorParts } from './base.js'
import type { ErrorDetails, UsageDetails } from './codes.js'

export type UsageCode = keyof UsageDetails

/** The input cannot work. Nothing was sent. */
export class UsageError<Code extends UsageCode = UsageCode> extends MooringError<Code> {
  override readonly name = 'UsageError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]>) {
    super(code, parts, { sent: 'no', retryable: false })
  }
}
