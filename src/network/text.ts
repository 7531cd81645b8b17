import type { Alphanumeric, HasOnly, IsLiteral, Shown } from '../cidr/text.js'
import type { names } from './rules.js'

/** The sentences of `checkNetworkName`, word for word, as types: what a literal is told. */

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
