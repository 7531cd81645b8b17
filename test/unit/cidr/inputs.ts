import fc from 'fast-check'

/** One input of the property tests. */
export interface Input {
  /** An address or a block, valid by construction or one edit away from it. */
  readonly text: string
  readonly isValid: boolean
  /** A valid block that lies around, inside, beside or far from the text's. */
  readonly partner: string
  /** How many bits to split by. */
  readonly splitBits: number
}

const ALL = { 4: 0xffff_ffffn, 6: (1n << 128n) - 1n } as const
const WIDTH = { 4: 32, 6: 128 } as const
type Family = 4 | 6

const hexGroup = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(0xffff) },
  fc.nat(15),
)
const octet = fc.oneof(
  { weight: 3, arbitrary: fc.nat(255) },
  fc.constantFrom(0, 1, 10, 99, 100, 199, 200, 249, 250, 255),
)

const value4 = fc
  .tuple(octet, octet, octet, octet)
  .map((octets) => octets.reduce((sum, part) => sum * 256n + BigInt(part), 0n))
const value6 = fc
  .oneof(
    { weight: 8, arbitrary: fc.array(hexGroup, { minLength: 8, maxLength: 8 }) },
    // IPv4-mapped
    fc.tuple(fc.nat(0xffff), fc.nat(0xffff)).map((low) => [0, 0, 0, 0, 0, 0xffff, ...low]),
  )
  .map((groups) => groups.reduce((sum, part) => sum * 65_536n + BigInt(part), 0n))

const style = fc.record({
  pad: fc.boolean(),
  upper: fc.boolean(),
  dottedTail: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
  compress: fc.nat(8),
})
type Style = typeof style extends fc.Arbitrary<infer T> ? T : never

function write4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
}

/** Writes IPv6 in one of the many ways that are legal: padded, upper case, dotted tail, any run of zeros as `::`. */
function write6(value: bigint, { pad, upper, dottedTail, compress }: Style): string {
  const groups = Array.from({ length: 8 }, (_, at) => (value >> BigInt(16 * (7 - at))) & 0xffffn)
  const words = groups.map((group) => group.toString(16).padStart(pad ? 4 : 1, '0'))
  const tail = dottedTail ? [write4(value & 0xffff_ffffn)] : words.slice(6)
  const parts = [...words.slice(0, 6), ...tail]
  const from = compress
  let to = from
  while (to < 6 + (dottedTail ? 0 : 2) && groups[to] === 0n) to++
  const text = to > from ? `${parts.slice(0, from).join(':')}::${parts.slice(to).join(':')}` : parts.join(':')
  return upper ? text.toUpperCase() : text
}

function masked(value: bigint, family: Family, prefixLength: number): bigint {
  const hostBits = BigInt(WIDTH[family] - prefixLength)
  return (value >> hostBits) << hostBits
}

const EDITS = ['0', '1', '5', '9', 'a', 'F', 'g', 'x', ':', '.', '/', '%', ' ', '+', '-', '\n', '00', '::', '٣', '%1']

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  how: fc.constantFrom('insert', 'insert', 'replace', 'replace', 'remove', 'swap', 'double', 'mask'),
  what: fc.constantFrom(...EDITS),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function edited(text: string, { at, how, what }: Edit): string {
  const index = Math.floor(at * (text.length + (how === 'insert' ? 1 : 0)))
  const [before, here, after] = [text.slice(0, index), text.slice(index, index + 1), text.slice(index + 1)]
  if (how === 'insert') return before + what + here + after
  if (how === 'replace') return before + what + after
  if (how === 'remove') return before + after
  if (how === 'mask') return text.replace(/\/\d+$/, '/255.255.255.0')
  if (how === 'double') return before + here + here + after
  return before + after.slice(0, 1) + here + after.slice(1)
}

const family = fc.constantFrom<Family>(4, 6)

const seed = family.chain((version) =>
  fc.record({
    version: fc.constant(version),
    value: version === 4 ? value4 : value6,
    far: version === 4 ? value4 : value6,
    style,
    prefixLength: fc.nat(WIDTH[version]),
    partnerBits: fc.integer({ min: -6, max: 6 }),
    relation: fc.constantFrom('around', 'beside', 'far', 'other family'),
    kind: fc.constantFrom('block', 'block', 'block', 'address', 'host bits'),
    edit: fc.oneof({ weight: 13, arbitrary: fc.constant(undefined) }, { weight: 7, arbitrary: edit }),
    splitBits: fc.nat(3),
  }),
)

/** Inputs of which at least half are valid; the others are one edit, or set host bits, away from valid. */
export const input: fc.Arbitrary<Input> = seed.map((made) => {
  const { version, value, prefixLength, relation } = made
  const write = (address: bigint): string => (version === 4 ? write4(address) : write6(address, made.style))
  const network = masked(value, version, prefixLength)
  const hasHostBits = made.kind === 'host bits' && network !== value
  const valid = made.kind === 'address' ? write(value) : `${write(hasHostBits ? value : network)}/${prefixLength}`

  const partnerLength = Math.min(WIDTH[version], Math.max(0, prefixLength + made.partnerBits))
  const beside = (value ^ (1n << BigInt(WIDTH[version] - Math.max(1, prefixLength)))) & ALL[version]
  const partnerValue = { around: value, beside, far: made.far, 'other family': value }[relation]
  const partner =
    relation === 'other family'
      ? otherFamily(version, value)
      : `${write(masked(partnerValue, version, partnerLength))}/${partnerLength}`

  // An edit on top of host bits would be two steps away.
  const change = hasHostBits ? undefined : made.edit
  const text = change === undefined ? valid : edited(valid, change)
  return { text, isValid: change === undefined && !hasHostBits, partner, splitBits: made.splitBits }
})

function otherFamily(version: Family, value: bigint): string {
  return version === 4 ? `::${write4(masked(value, 4, 24))}/120` : `${write4(masked(value & ALL[4], 4, 24))}/24`
}
