import { MooringError, type ErrorParts, type Sent } from './base.js'
import type { ErrorDetails, UsageDetails } from './codes.js'

/** The codes of {@link UsageError}. */
export type UsageCode = keyof UsageDetails

/** The input cannot work. Nothing was sent, but by a call that was on its way when its client was closed. */
export class UsageError<Code extends UsageCode = UsageCode> extends MooringError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is UsageError
  override readonly name = 'UsageError'

  constructor(code: Code, parts: ErrorParts<ErrorDetails[Code]> & { readonly sent?: Sent | undefined }) {
    super(code, parts, { sent: parts.sent ?? 'no', retryable: false })
  }
}
