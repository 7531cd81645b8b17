/**
 * What an address is for, after IANA's special-purpose address registries:
 * `shared` is carrier NAT (100.64.0.0/10), `reserved` cannot be given to a machine, `public` is everybody's.
 */
export type IpScope =
  | 'private'
  | 'public'
  | 'loopback'
  | 'link-local'
  | 'multicast'
  | 'shared'
  | 'documentation'
  | 'benchmarking'
  | 'ipv4-mapped'
  | 'reserved'

/** What a block is for; `mixed` if its addresses do not agree. */
export type CidrScope = IpScope | 'mixed'

type Range<Value> = readonly [first: Value, last: Value, scope: IpScope]

// Sorted, disjoint. What is in no range is public.
const RANGES4: readonly Range<number>[] = [
  [0x00000000, 0x00ffffff, 'reserved'], // 0.0.0.0/8
  [0x0a000000, 0x0affffff, 'private'], // 10.0.0.0/8
  [0x64400000, 0x647fffff, 'shared'], // 100.64.0.0/10
  [0x7f000000, 0x7fffffff, 'loopback'], // 127.0.0.0/8
  [0xa9fe0000, 0xa9feffff, 'link-local'], // 169.254.0.0/16
  [0xac100000, 0xac1fffff, 'private'], // 172.16.0.0/12
  [0xc0000000, 0xc00000ff, 'reserved'], // 192.0.0.0/24
  [0xc0000200, 0xc00002ff, 'documentation'], // 192.0.2.0/24
  [0xc0a80000, 0xc0a8ffff, 'private'], // 192.168.0.0/16
  [0xc6120000, 0xc613ffff, 'benchmarking'], // 198.18.0.0/15
  [0xc6336400, 0xc63364ff, 'documentation'], // 198.51.100.0/24
  [0xcb007100, 0xcb0071ff, 'documentation'], // 203.0.113.0/24
  [0xe0000000, 0xefffffff, 'multicast'], // 224.0.0.0/4
  [0xf0000000, 0xffffffff, 'reserved'], // 240.0.0.0/4 and the broadcast address
]

// Sorted, disjoint, without gaps but for the public ones.
const RANGES6: readonly Range<bigint>[] = [
  [0n, 0n, 'reserved'], // ::
  [1n, 1n, 'loopback'], // ::1
  [2n, (0xffffn << 32n) - 1n, 'reserved'],
  [0xffffn << 32n, (0x1_0000n << 32n) - 1n, 'ipv4-mapped'], // ::ffff:0.0.0.0/96
  [0x1_0000n << 32n, (0x64_ff9bn << 96n) - 1n, 'reserved'],
  [(0x64_ff9bn << 96n) + (1n << 32n), (0x2000n << 112n) - 1n, 'reserved'], // after NAT64, 64:ff9b::/96
  [0x2001_0db8n << 96n, (0x2001_0db9n << 96n) - 1n, 'documentation'], // 2001:db8::/32
  [0x3fffn << 112n, (0x3fff_1n << 108n) - 1n, 'documentation'], // 3fff::/20
  [0x4000n << 112n, (0xfc00n << 112n) - 1n, 'reserved'],
  [0xfc00n << 112n, (0xfe00n << 112n) - 1n, 'private'], // fc00::/7, unique local
  [0xfe00n << 112n, (0xfe80n << 112n) - 1n, 'reserved'],
  [0xfe80n << 112n, (0xfec0n << 112n) - 1n, 'link-local'], // fe80::/10
  [0xfec0n << 112n, (0xff00n << 112n) - 1n, 'reserved'],
  [0xff00n << 112n, (1n << 128n) - 1n, 'multicast'], // ff00::/8
]

/** What one address is for. */
export function scopeOf(value: number | bigint): IpScope {
  const ranges: readonly Range<number | bigint>[] = typeof value === 'number' ? RANGES4 : RANGES6
  return ranges.find(([first, last]) => value >= first && value <= last)?.[2] ?? 'public'
}

/** What all addresses from `first` to `last`, of one family, are for. */
export function scopeOfRange(first: number | bigint, last: number | bigint): CidrScope {
  const ranges: readonly Range<number | bigint>[] = typeof first === 'number' ? RANGES4 : RANGES6
  const touched = ranges.filter((range) => range[0] <= last && range[1] >= first)
  const [only] = touched
  if (only === undefined) return 'public'
  return touched.length === 1 && only[0] <= first && only[1] >= last ? only[2] : 'mixed'
}
