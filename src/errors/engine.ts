import { MooringError, unprinted, type ErrorParts } from './base.js'
import type { EngineDetails, ErrorDetails } from './codes.js'

/** The codes of {@link EngineError} and its sub-classes. */
export type EngineCode = keyof EngineDetails

export interface EngineErrorParts<Details> extends ErrorParts<Details> {
  readonly status: number
  readonly engineMessage: string
}

/** The engine answered, and refused. Its sub-classes say what a caller can do about it. */
export class EngineError<Code extends EngineCode = EngineCode> extends MooringError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is EngineError
  override readonly name: string = 'EngineError'
  /** The HTTP status. It moves between engine versions: branch on `code`. */
  readonly status: number
  /** The engine's own words. */
  readonly engineMessage: string

  constructor(code: Code, parts: EngineErrorParts<ErrorDetails[Code]>, retryable = false) {
    super(code, parts, { sent: 'yes', retryable })
    this.status = parts.status
    this.engineMessage = parts.engineMessage
    if (this.sentence.includes(parts.engineMessage)) unprinted(this, 'engineMessage')
  }
}

/** What was named does not exist. */
export class NotFoundError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is NotFoundError
  override readonly name = 'NotFoundError'
}

/** What was asked for is taken already: a name, a subnet, an address, a port. */
export class ConflictError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ConflictError
  override readonly name = 'ConflictError'
}

/** It cannot go, because something still uses it. */
export class InUseError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is InUseError
  override readonly name = 'InUseError'
}

/** The engine does not allow it, whoever asks. */
export class ForbiddenError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ForbiddenError
  override readonly name = 'ForbiddenError'
}

/** The engine finds the request wrong. */
export class BadRequestError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is BadRequestError
  override readonly name = 'BadRequestError'
}

/** A registry or the engine wants other credentials. */
export class UnauthorizedError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is UnauthorizedError
  override readonly name = 'UnauthorizedError'
}

/** The engine cannot do it now. */
export class UnavailableError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is UnavailableError
  override readonly name = 'UnavailableError'
}

/** The engine failed. */
export class ServerError<Code extends EngineCode = EngineCode> extends EngineError<Code> {
  /** @hidden */
  declare static readonly [Symbol.hasInstance]: (value: unknown) => value is ServerError
  override readonly name = 'ServerError'
}
