import type { BodySource, Method } from '../../transport/transport.js'
import type { AnyParam, AnySecretParam, Param } from './param.js'
import { planOf, type Plan } from './plan.js'
import type { PathRef, RefLike } from '../ref.js'
import type { Reply } from './reply.js'
import type { SinceTable } from '../wire/versions.js'
import type { AnyWire, WireOf } from '../wire/wire.js'

/** The names between braces in a path. */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never

type AnyParams = Readonly<Record<string, AnyParam>>
type AnyHeaders = Readonly<Record<string, AnySecretParam>>
type ValueOf<P> = P extends Param<infer Value, string | readonly string[]> ? Value : never

/** What an operation takes as its body: a JSON document, a tar archive, or nothing. */
export type BodyKind = AnyWire | 'tar' | undefined

/** One operation of the engine's API, as data: its id is the API's own, so what is missing can be counted. */
export interface Operation<
  Path extends string = string,
  Params extends AnyParams = AnyParams,
  Body extends BodyKind = BodyKind,
  Value = unknown,
  Id extends string = string,
  Headers extends AnyHeaders = AnyHeaders,
> {
  readonly id: Id
  readonly method: Method
  readonly path: Path
  readonly refs: { readonly [Name in PathNames<Path>]: PathRef }
  readonly query: Params
  /** The headers that it takes, by their names in the API: all of them hold secrets. */
  readonly headers: Headers
  readonly body: Body
  /** Fields of the body that this operation honours later than their definition says. */
  readonly since: SinceTable
  /** The API that first had it, when that is younger than the oldest one mooring speaks. */
  readonly addedIn: string | undefined
  /** Served without a version in the path. */
  readonly unversioned: boolean
  readonly reply: Reply<Value>
  /** Which inputs this declaration is for, where an operation of the API has several shapes: exactly one fits an input. */
  readonly when: (input: { readonly query?: object | undefined; readonly body?: unknown }) => boolean
  /** What all of its requests have in common. */
  readonly plan: Plan
}

type Declared<
  Path extends string,
  Params extends AnyParams,
  Body extends BodyKind,
  Value,
  Id extends string,
  Headers extends AnyHeaders,
> = Pick<Operation<Path, Params, Body, Value, Id>, 'id' | 'method' | 'path' | 'reply'> &
  ([PathNames<Path>] extends [never] ? object : { readonly refs: { readonly [Name in PathNames<Path>]: PathRef } }) & {
    readonly query?: Params
    readonly headers?: Headers
    readonly body?: Body
    readonly since?: SinceTable
    readonly addedIn?: string
    readonly unversioned?: boolean
    readonly when?: Operation['when']
  }

/** Declares an operation. */
export function operation<
  const Path extends string,
  Value,
  const Id extends string,
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- no query: no names at all
  Params extends AnyParams = Record<never, never>,
  Body extends BodyKind = undefined,
  // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- no headers: no names at all
  Headers extends AnyHeaders = Record<never, never>,
>(declared: Declared<Path, Params, Body, Value, Id, Headers>): Operation<Path, Params, Body, Value, Id, Headers> {
  const rest: Partial<Operation<Path, Params, Body, Value, Id, Headers>> = declared
  const parts = {
    path: declared.path,
    refs: rest.refs ?? ({} as Operation<Path>['refs']), // a path without names has no refs
    query: declared.query ?? ({} as Params), // left out means none
    headers: declared.headers ?? ({} as Headers), // as above
    body: declared.body as Body, // left out means undefined
  }
  return {
    ...parts,
    id: declared.id,
    method: declared.method,
    since: declared.since ?? {},
    addedIn: declared.addedIn,
    unversioned: declared.unversioned ?? false,
    reply: declared.reply,
    when: declared.when ?? (() => true),
    plan: planOf(parts),
  }
}

/** A body as a caller may write it: whole numbers also as bigints. */
export type BodyOf<Value> = Value extends number
  ? Value | bigint
  : Value extends object
    ? { readonly [Name in keyof Value]: BodyOf<Value[Name]> }
    : Value

type BodyInput<Body extends BodyKind> = Body extends AnyWire
  ? { readonly body: BodyOf<WireOf<Body>> }
  : Body extends 'tar'
    ? { readonly body: BodySource }
    : object

/** What a call of an operation takes: the names of its path, its query, its headers and its body. A handle is sent as its id. */
export type InputOf<Op> =
  Op extends Operation<infer Path, infer Params, infer Body, unknown, string, infer Headers>
    ? { readonly [Name in PathNames<Path>]: RefLike } & {
        readonly query?: { readonly [Name in keyof Params]?: ValueOf<Params[Name]> | undefined } | undefined
        readonly headers?: { readonly [Name in keyof Headers]?: ValueOf<Headers[Name]> | undefined } | undefined
      } & BodyInput<Body>
    : never

/** What a call of an operation gives. */
export type OutputOf<Op> = Op extends Operation<string, AnyParams, BodyKind, infer Value> ? Value : never
