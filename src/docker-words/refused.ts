declare const because: unique symbol

/** A parameter that cannot be given here; the compiler prints the sentence. */
export interface Refused<Because extends string> {
  readonly [because]: Because
}
