import type { ApiVersion } from '../call/api-version.js'

declare const holds: unique symbol

/** A shape as data: what checks it, compares versions or draws it walks this. */
export type Node =
  | { readonly kind: 'string'; readonly test?: ((text: string) => boolean) | undefined; readonly says?: string }
  | { readonly kind: 'number' | 'integer' | 'bigint' | 'boolean' | 'unknown' }
  | { readonly kind: 'words'; readonly words: readonly (string | number)[]; readonly since: VersionsOf }
  | { readonly kind: 'array' | 'optional' | 'nullable'; readonly inner: Node }
  | { readonly kind: 'record'; readonly inner: Node; readonly keys: VersionsOf }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Node>> }
  | { readonly kind: 'versions'; readonly inner: Node; readonly since?: ApiVersion; readonly until?: Until }
  | { readonly kind: 'wire'; readonly name: string; readonly definition: () => Node }

/** The API that first knew a word or the key of a map. */
export type VersionsOf = Readonly<Record<string, ApiVersion>>

/** The API from which on engines take a field and drop it, and what does its work since. */
interface Until {
  readonly version: ApiVersion
  readonly instead?: string | undefined
}

/** Says what a shape holds. It has a name, so that declarations can print it. */
export interface Holds<Value> {
  readonly [holds]?: (value: Value) => Value
}

/** A shape that holds a `Value`: exactly that, so that neither says more or less than the other. */
export type Shape<Value> = Node & Holds<Value>

/** The shape of each field: none may be missing, and none be too many. */
export type FieldsOf<Value> = { readonly [Name in keyof Value]-?: Shape<Value[Name]> }

/** One definition of the engine's API, by the name that the API gives it. */
export type Wire<Value = unknown> = Shape<Value> & { readonly kind: 'wire'; readonly name: string }

/** A wire of whatever value: for code that walks it. */
export type AnyWire = Extract<Node, { readonly kind: 'wire' }>

/** What a {@link Wire} holds. */
export type WireOf<W> = W extends { readonly [holds]?: (value: infer Value) => unknown } ? Value : never

/**
 * Declares one definition of the API beside its interface. The names of the words are zod's, which checks whole bodies
 * and replies by it: see check.ts. A field that the interface has and the definition has not does not compile, and
 * neither does the reverse.
 *
 * @example
 * export interface Peer {
 *   // The name of the host.
 *   readonly Name: string
 *   // Its address.
 *   readonly IP?: string | undefined
 * }
 * export const peer = wire<Peer>('PeerInfo', (z) => z.object({ Name: z.string(), IP: z.optional(z.string()) }))
 */
export function wire<Value>(name: string, make: (z: Words) => Shape<NoInfer<Value>>): Wire<Value> {
  let made: Node | undefined
  return { kind: 'wire', name, definition: () => (made ??= make(words)) }
}

/** What definitions are made of. */
export interface Words {
  /** A text; with `test`, one that passes it, or else `says` why not. */
  string: (test?: (text: string) => boolean, says?: string) => Shape<string>
  number: () => Shape<number>
  /** A whole number of up to 64 bits: in a body it may be a bigint, too. */
  integer: () => Shape<number>
  /** A whole number that is always read as a bigint. */
  bigint: () => Shape<bigint>
  boolean: () => Shape<boolean>
  unknown: () => Shape<unknown>
  /** One of a few words; `since` for those that are younger than the oldest API. */
  enum: <const Word extends string | number>(words: readonly Word[], since?: VersionsOf) => Shape<Word>
  array: <Item>(item: Shape<Item>) => Shape<readonly Item[]>
  /** A map by any text; `keys` for those that are younger than the oldest API. */
  record: <Item>(item: Shape<Item>, keys?: VersionsOf) => Shape<Readonly<Record<string, Item>>>
  object: <Value extends object>(fields: FieldsOf<NoInfer<Value>>) => Shape<Value>
  /** The fields of another definition, and more; a field named here again is another than there. */
  extend: <Base extends object, Value extends Base>(
    base: Wire<Base>,
    fields: FieldsOf<Omit<NoInfer<Value>, keyof Base>> & Partial<FieldsOf<NoInfer<Value>>>,
  ) => Shape<Value>
  optional: <Value>(shape: Shape<Value>) => Shape<Value | undefined>
  nullable: <Value>(shape: Shape<Value>) => Shape<Value | null>
  /** Left out, or `null`. */
  nullish: <Value>(shape: Shape<Value>) => Shape<Value | null | undefined>
  /** Younger than the oldest API: older engines take it and ignore it. */
  since: <Value>(version: ApiVersion, shape: Shape<Value>) => Shape<Value>
  /** Gone: engines of this API and newer take it and ignore it, or send it no more. */
  until: <Value>(version: ApiVersion, shape: Shape<Value>, instead?: string) => Shape<Value>
}

/** The fields of a definition, for one that has them too. */
function fieldsOf(base: AnyWire): Readonly<Record<string, Node>> {
  const node = base.definition()
  if (node.kind !== 'object') throw new TypeError(`${base.name} has no fields`)
  return node.fields
}

const optional = (inner: Node): Node => ({ kind: 'optional', inner })
const nullable = (inner: Node): Node => ({ kind: 'nullable', inner })

const words: Words = {
  string: (test, says) => ({ kind: 'string', test, says: says ?? 'it is not a text that can stand here' }),
  number: () => ({ kind: 'number' }),
  integer: () => ({ kind: 'integer' }),
  bigint: () => ({ kind: 'bigint' }),
  boolean: () => ({ kind: 'boolean' }),
  unknown: () => ({ kind: 'unknown' }),
  enum: (list, since = {}) => ({ kind: 'words', words: list, since }),
  array: (inner) => ({ kind: 'array', inner }),
  record: (inner, keys = {}) => ({ kind: 'record', inner, keys }),
  object: (fields) => ({ kind: 'object', fields }),
  extend: (base, fields) => ({ kind: 'object', fields: { ...fieldsOf(base), ...fields } }),
  optional,
  nullable,
  nullish: (inner) => optional(nullable(inner)),
  since: (since, inner) => ({ kind: 'versions', inner, since }),
  until: (version, inner, instead) => ({ kind: 'versions', inner, until: { version, instead } }),
}
