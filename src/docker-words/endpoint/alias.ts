import type { Alphanumeric, HasOnly, IsLiteral, Shown } from '../../cidr/text.js'
import { held, shown } from '../../errors/describe-value.js'
import { UsageError } from '../../errors/usage.js'

const aliasHint = 'use letters, digits, "-" and "_", at most 63 characters between dots'

/** Engines check no alias (R87), and DNS answers none that is not a DNS name. */
export function checkAlias(alias: unknown): string {
  const label = /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/
  if (typeof alias === 'string' && alias.length <= 253 && alias.split('.').every((part) => label.test(part)))
    return alias
  throw new UsageError('INVALID_ALIAS', {
    message: `${shown(alias)} is not a DNS name, so nothing could look it up`,
    details: { value: held(alias) },
    hint: aliasHint,
  })
}

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
      : `${Shown<S>} is not a DNS name, so nothing could look it up; ${typeof aliasHint}`
    : S
  : never
