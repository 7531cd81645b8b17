/** What the compiler says of the host bits of an IPv4 literal, with the block that was meant: `Cidr.masked` as types. */

type Row<High extends string> = [
  `${High}0`,
  `${High}1`,
  `${High}2`,
  `${High}3`,
  `${High}4`,
  `${High}5`,
  `${High}6`,
  `${High}7`,
  `${High}8`,
  `${High}9`,
  `${High}a`,
  `${High}b`,
  `${High}c`,
  `${High}d`,
  `${High}e`,
  `${High}f`,
]

/** The hexadecimal digits of an octet: `HexOf['37']` is `'25'`. Binary arithmetic without numbers begins here. */
type HexOf = [
  ...Row<'0'>,
  ...Row<'1'>,
  ...Row<'2'>,
  ...Row<'3'>,
  ...Row<'4'>,
  ...Row<'5'>,
  ...Row<'6'>,
  ...Row<'7'>,
  ...Row<'8'>,
  ...Row<'9'>,
  ...Row<'a'>,
  ...Row<'b'>,
  ...Row<'c'>,
  ...Row<'d'>,
  ...Row<'e'>,
  ...Row<'f'>,
]
type Octet = keyof HexOf & `${number}`
type OctetOf = { [Decimal in Octet as HexOf[Decimal]]: Decimal }

/** A hexadecimal digit with only its first one, two or three bits. */
interface FirstBits {
  1: Record<'0' | '1' | '2' | '3' | '4' | '5' | '6' | '7', '0'> &
    Record<'8' | '9' | 'a' | 'b' | 'c' | 'd' | 'e' | 'f', '8'>
  2: Record<'0' | '1' | '2' | '3', '0'> &
    Record<'4' | '5' | '6' | '7', '4'> &
    Record<'8' | '9' | 'a' | 'b', '8'> &
    Record<'c' | 'd' | 'e' | 'f', 'c'>
  3: Record<'0' | '1', '0'> &
    Record<'2' | '3', '2'> &
    Record<'4' | '5', '4'> &
    Record<'6' | '7', '6'> &
    Record<'8' | '9', '8'> &
    Record<'a' | 'b', 'a'> &
    Record<'c' | 'd', 'c'> &
    Record<'e' | 'f', 'e'>
}

type Digits<High extends string, Low extends string> = {
  0: '00'
  1: `${FirstBits[1][High & keyof FirstBits[1]]}0`
  2: `${FirstBits[2][High & keyof FirstBits[2]]}0`
  3: `${FirstBits[3][High & keyof FirstBits[3]]}0`
  4: `${High}0`
  5: `${High}${FirstBits[1][Low & keyof FirstBits[1]]}`
  6: `${High}${FirstBits[2][Low & keyof FirstBits[2]]}`
  7: `${High}${FirstBits[3][Low & keyof FirstBits[3]]}`
  8: `${High}${Low}`
}
type Bits = keyof Digits<'0', '0'>

/** An octet with only its first bits. Looked up by matching: an indexed type would be all octets until it is known. */
type FirstOf<Decimal extends string, Count extends Bits> = HexOf[Decimal & Octet] extends `${infer High}${infer Low}`
  ? OctetOf extends Record<Digits<High, Low>[Count], infer First extends string>
    ? First
    : never
  : never

type Eight<Value> = [Value, Value, Value, Value, Value, Value, Value, Value]
type ToSeven = [0, 1, 2, 3, 4, 5, 6, 7]
/** By prefix length: how many octets are whole, and how many bits there are of the next. */
type WholeOctets = [...Eight<0>, ...Eight<1>, ...Eight<2>, ...Eight<3>, 4]
type NextBits = [...ToSeven, ...ToSeven, ...ToSeven, ...ToSeven, 0]

interface BitsOfOctets<Next extends Bits> {
  0: [Next, 0, 0, 0]
  1: [8, Next, 0, 0]
  2: [8, 8, Next, 0]
  3: [8, 8, 8, Next]
  4: [8, 8, 8, 8]
}
type BitsOf<Prefix extends keyof NextBits & `${number}`> = BitsOfOctets<NextBits[Prefix]>[WholeOctets[Prefix]]

type MaskedBlock<
  A extends string,
  B extends string,
  C extends string,
  D extends string,
  Prefix,
  Counts,
> = Counts extends [
  infer First extends Bits,
  infer Second extends Bits,
  infer Third extends Bits,
  infer Fourth extends Bits,
]
  ? Written<FirstOf<A, First>, FirstOf<B, Second>, FirstOf<C, Third>, FirstOf<D, Fourth>, Prefix>
  : never

// In a type of its own, so that the compiler does not try all addresses there are before it knows one.
type Written<A, B, C, D, Prefix> = [A, B, C, D, Prefix] extends [
  infer First extends string,
  infer Second extends string,
  infer Third extends string,
  infer Fourth extends string,
  infer Length extends string,
]
  ? `${First}.${Second}.${Third}.${Fourth}/${Length}`
  : never

/** The text of a well-formed IPv4 block without its host bits; of anything else the text itself. */
export type MaskedText<S extends string> = S extends `${infer A}.${infer B}.${infer C}.${infer D}/${infer Prefix}`
  ? Prefix extends keyof NextBits & `${number}`
    ? MaskedBlock<A, B, C, D, Prefix, BitsOf<Prefix>>
    : S
  : S
