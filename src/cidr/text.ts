import type { MaskedText } from './masked-text.js'

/** The sentences of `Ip.check`, `Cidr.check` and `Mac.check`, word for word, as types: what a literal is told. */

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
/** A letter or a digit of ASCII. */
export type Alphanumeric = Digit | Lower | Uppercase<Lower>

export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
type NotZero = Exclude<Digit, '0'>
type Octet =
  | Digit
  | `${NotZero}${Digit}`
  | `1${Digit}${Digit}`
  | `2${'0' | '1' | '2' | '3' | '4'}${Digit}`
  | `25${'0' | '1' | '2' | '3' | '4' | '5'}`
type Prefix4 = Digit | `1${Digit}` | `2${Digit}` | '30' | '31' | '32'
type Prefix6 = Digit | `${NotZero}${Digit}` | `10${Digit}` | `11${Digit}` | `12${Exclude<Digit, '9'>}`
type HexDigit = Digit | 'a' | 'b' | 'c' | 'd' | 'e' | 'f'

// `string`, and patterns such as `10.${number}.0.0/16`, are known at run time only. A record indexed by a literal
// has a required member, one indexed by them has none.
export type IsLiteral<S extends string> = { some?: 1 } extends Record<S, unknown> ? false : true

// What is empty or has a space is quoted, as it is at run time.
export type Shown<S extends string> = S extends '' | `${string} ${string}` ? `'${S}'` : S

type IsIp4<S extends string> = S extends `${infer A}.${infer B}.${infer C}.${infer D}`
  ? [A, B, C, D] extends [Octet, Octet, Octet, Octet]
    ? true
    : false
  : false

/** Whether a text is made of these characters, and not empty. */
export type HasOnly<S extends string, Chars extends string> = S extends `${infer First}${infer Rest}`
  ? First extends Chars
    ? Rest extends ''
      ? true
      : HasOnly<Rest, Chars>
    : false
  : false

// The groups of IPv6 text are read at run time; here it only needs a colon.
type IsIp<S extends string> = S extends `${string}:${string}` ? true : IsIp4<S>

type HasZone<S extends string> = `${Shown<S>} has a zone; leave it out, docker takes none`

type Padded = `0${Digit}${string}`
type HasLeadingZero<S extends string> = S extends `${string}/${Padded}`
  ? true
  : S extends `${string}:${string}`
    ? false
    : S extends Padded | `${string}.${Padded}`
      ? true
      : false

type LeadingZero<S extends string> =
  `${Shown<S>} has a leading zero; write its numbers without one, because some programs read it as octal`

type NotBlock<S extends string> = S extends `${string}:${string}`
  ? `${Shown<S>} is not an IPv6 block; write up to eight groups of hexadecimal digits and a prefix length, like fd00:1::/64`
  : `${Shown<S>} is not an IPv4 block; write four numbers from 0 to 255 and a prefix length, like 172.72.0.0/16`

type WrongPrefix<S extends string> = S extends `${string}:${string}`
  ? `${Shown<S>} has a wrong prefix length; for IPv6 it runs from 0 to 128`
  : `${Shown<S>} has a wrong prefix length; for IPv4 it runs from 0 to 32`

type NoPrefix<S extends string> = S extends `${string}:${string}`
  ? `${Shown<S>} has no prefix length; write it like fd00:1::/64`
  : `${Shown<S>} has no prefix length; write it like 172.72.0.0/16`

type HasPrefix<Address extends string, Prefix extends string> = Address extends `${string}:${string}`
  ? Prefix extends Prefix6
    ? true
    : false
  : Prefix extends Prefix4
    ? true
    : false

type BlockLiteral<S extends string> = S extends `${string}:${string}%${string}`
  ? HasZone<S>
  : HasLeadingZero<S> extends true
    ? LeadingZero<S>
    : S extends `${infer Address}/${infer Prefix}`
      ? IsIp<Address> extends false
        ? NotBlock<S>
        : HasPrefix<Address, Prefix> extends true
          ? S
          : WrongPrefix<S>
      : IsIp<S> extends true
        ? NoPrefix<S>
        : NotBlock<S>

// Host bits of IPv6 text are read at run time, as its groups are.
type CidrLiteral<S extends string> =
  BlockLiteral<S> extends S
    ? MaskedText<S> extends S
      ? S
      : `${Shown<S>} has host bits set; did you mean ${MaskedText<S>}?`
    : BlockLiteral<S>

type IpLiteral<S extends string> = S extends `${string}:${string}%${string}`
  ? HasZone<S>
  : HasLeadingZero<S> extends true
    ? LeadingZero<S>
    : S extends `${infer Address}/${string}`
      ? IsIp<Address> extends true
        ? `${Shown<S>} is a block, not an address; write it like ${Address}`
        : NotIp<S>
      : IsIp<S> extends true
        ? S
        : NotIp<S>

type NotIp<S extends string> = S extends `${string}:${string}`
  ? `${Shown<S>} is not an IPv6 address; write up to eight groups of hexadecimal digits, like fd00:1::a`
  : `${Shown<S>} is not an IPv4 address; write four numbers from 0 to 255, like 172.72.0.10`

type IsHex<S extends string, Length extends 1[]> = S extends `${infer First}${infer Rest}`
  ? Length extends [1, ...infer Left extends 1[]]
    ? Lowercase<First> extends HexDigit
      ? IsHex<Rest, Left>
      : false
    : false
  : Length extends []
    ? true
    : false

type Pair = [1, 1]
type IsMac<S extends string> = S extends
  | `${infer A}:${infer B}:${infer C}:${infer D}:${infer E}:${infer F}`
  | `${infer A}-${infer B}-${infer C}-${infer D}-${infer E}-${infer F}`
  ? [IsHex<A, Pair>, IsHex<B, Pair>, IsHex<C, Pair>, IsHex<D, Pair>, IsHex<E, Pair>, IsHex<F, Pair>] extends true[]
    ? true
    : false
  : S extends `${infer A}.${infer B}.${infer C}`
    ? [IsHex<A, [1, 1, 1, 1]>, IsHex<B, [1, 1, 1, 1]>, IsHex<C, [1, 1, 1, 1]>] extends true[]
      ? true
      : false
    : false

/**
 * Text of a block, checked while you type: `S` itself if it can be one, else a sentence that says what is wrong.
 *
 * A plain `string` passes, and is checked at run time. IPv4 is checked completely; of IPv6 text only the prefix length
 * and the zone are.
 *
 * @example
 * declare function subnet<S extends string>(block: CidrText<S>): void
 * subnet('172.72.0.0/16')
 * // @ts-expect-error: "172.72.0.0 has no prefix length; write it like 172.72.0.0/16"
 * subnet('172.72.0.0')
 */
export type CidrText<S extends string> = S extends unknown ? (IsLiteral<S> extends true ? CidrLiteral<S> : S) : never

/** Text of a block whose host bits may be set, checked while you type: what `Cidr.masked` takes. */
export type BlockText<S extends string> = S extends unknown ? (IsLiteral<S> extends true ? BlockLiteral<S> : S) : never

/**
 * Text of an address, checked while you type: `S` itself if it can be one, else a sentence that says what is wrong.
 *
 * A plain `string` passes, and is checked at run time. IPv4 is checked completely, IPv6 for zone and prefix only.
 *
 * @example
 * declare function gateway<S extends string>(address: IpText<S>): void
 * gateway('172.72.0.1')
 * // @ts-expect-error: "172.72.0.256 is not an IPv4 address; write four numbers from 0 to 255, like 172.72.0.10"
 * gateway('172.72.0.256')
 */
export type IpText<S extends string> = S extends unknown ? (IsLiteral<S> extends true ? IpLiteral<S> : S) : never

/**
 * Text of a MAC address, checked while you type: `S` itself if it is one, else a sentence that says what is wrong.
 *
 * A plain `string` passes, and is checked at run time.
 */
export type MacText<S extends string> = S extends unknown
  ? IsLiteral<S> extends true
    ? IsMac<S> extends true
      ? S
      : `${Shown<S>} is not a MAC address; write six pairs of hexadecimal digits, like 02:42:ac:11:00:02`
    : S
  : never
