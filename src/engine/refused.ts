declare const because: unique symbol

/** A parameter that cannot be given here; the compiler prints the sentence. */
export interface Refused<Because extends string> {
  readonly [because]: Because
}

/** Each sentence of a table as a parameter type that refuses with it. */
export type RefusedBy<Table extends Readonly<Record<string, string>>> = { readonly [Key in keyof Table]: Refused<Table[Key]> }
