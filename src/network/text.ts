import type { Digit, HasOnly, IsLiteral, Shown } from '../cidr/text.js'
import type { names } from './rules.js'

/** The sentences of `checkNetworkName` and `checkAlias`, word for word, as types: what a literal is told. */

type Lower =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'
type Alphanumeric = Digit | Lower | Uppercase<Lower>

type Names = typeof names

type NotName<
  S extends string,
  Why extends string,
> = `${Shown<S>} cannot be the name of a network: ${Why}; ${Names['form']}`

type NameLiteral<S extends string> = S extends Names['predefined'][number]
  ? `the name ${S} belongs to the engine; ${Names['taken']}`
  : S extends ''
    ? NotName<S, Names['empty']>
    : S extends 'container'
      ? NotName<S, Names['mode']>
      : HasOnly<S, Alphanumeric | '_' | '.' | '-'> extends true
        ? S extends `${'_' | '.' | '-'}${string}`
          ? NotName<S, Names['odd']>
          : S
        : NotName<S, Names['odd']>

/**
 * The name of a network to be made, checked while you type: `S` itself if it can be one, else the sentence of the error.
 * A plain `string` passes, and is checked at run time. Only there its length is.
 */
export type NetworkNameText<S extends string> = S extends unknown
  ? IsLiteral<S> extends true
    ? NameLiteral<S>
    : S
  : never

type IsLabel<S extends string> =
  HasOnly<S, Alphanumeric | '_' | '-'> extends true ? (S extends `-${string}` | `${string}-` ? false : true) : false

type IsDnsName<S extends string> = S extends `${infer Label}.${infer Rest}`
  ? IsLabel<Label> extends true
    ? IsDnsName<Rest>
    : false
  : IsLabel<S>

/**
 * A name for the network's DNS, checked while you type: `S` itself if it can be one, else the sentence of the error.
 * A plain `string` passes, and is checked at run time. Only there its length is.
 */
export type AliasText<S extends string> = S extends unknown
  ? IsLiteral<S> extends true
    ? IsDnsName<S> extends true
      ? S
      : `${Shown<S>} is no DNS name, so nothing could look it up; ${Names['alias']}`
    : S
  : never
