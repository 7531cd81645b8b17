import type { output, z, ZodType } from 'zod'

/** zod, handed in when it is first needed: a program that never validates never loads it. */
export type Zod = typeof z

/** One definition of the engine's API, by the name the API gives it. */
export interface Wire<Schema extends ZodType = ZodType> {
  readonly name: string
  /** Its schema, built on first use and kept. */
  readonly schema: (zod: Zod) => Schema
}

/** The TypeScript shape of a {@link Wire}. */
export type WireOf<W extends Wire> = W extends Wire<infer Schema> ? output<Schema> : never

/**
 * Declares one definition of the API, in one place: its schema and, by {@link WireOf}, its type.
 * Names inside are the engine's own, letter for letter.
 */
export function wire<Schema extends ZodType>(name: string, make: (zod: Zod) => Schema): Wire<Schema> {
  let built: Schema | undefined
  return { name, schema: (zod) => (built ??= make(zod)) }
}
