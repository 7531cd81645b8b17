import { wire, type WireOf } from '../../src/engine/wire/wire.js'

// A definition says what its interface says, neither more nor less, at any depth. Checked by the compiler alone. Each
// definition that must not compile differs in one thing from one that does.

interface Owner {
  /** Who it is. */
  readonly Name: string
}
interface Peer {
  /** The address. */
  readonly IP: string
  /** The name of the host. */
  readonly Name?: string | undefined
}
interface Disk {
  /** Whose it is. */
  readonly Owner: Owner
}
interface Port {
  /** What it speaks. */
  readonly Type: 'tcp' | 'udp'
}
interface Ports {
  /** Their numbers; `null` for none. */
  readonly All: readonly number[] | null
}
interface NamedDisk extends Disk {
  /** Its name. */
  readonly Name: string
}

export const peer = wire<Peer>('Peer', (z) => z.object({ IP: z.string(), Name: z.optional(z.string()) }))
export const owner = wire<Owner>('Owner', (z) => z.object({ Name: z.string() }))
export const disk = wire<Disk>('Disk', (z) => z.object({ Owner: owner }))
export const diskAtOnce = wire<Disk>('Disk', (z) => z.object({ Owner: z.object({ Name: z.string() }) }))
export const port = wire<Port>('Port', (z) => z.object({ Type: z.enum(['tcp', 'udp']) }))
export const ports = wire<Ports>('Ports', (z) => z.object({ All: z.nullable(z.array(z.integer())) }))
export const namedDisk = wire<NamedDisk>('NamedDisk', (z) => z.extend(disk, { Name: z.string() }))
export const read: WireOf<typeof peer> = { IP: '10.0.0.1' }

export const wrong = [
  // @ts-expect-error a field is missing
  wire<Peer>('Peer', (z) => z.object({ Name: z.optional(z.string()) })),
  // @ts-expect-error a field that may be left out is missing
  wire<Peer>('Peer', (z) => z.object({ IP: z.string() })),
  // @ts-expect-error a field too many
  wire<Peer>('Peer', (z) => z.object({ IP: z.string(), Name: z.optional(z.string()), Port: z.number() })),
  // @ts-expect-error a field too many that may be left out
  wire<Peer>('Peer', (z) => z.object({ IP: z.string(), Name: z.optional(z.string()), Port: z.optional(z.number()) })),
  // @ts-expect-error a misspelt field
  wire<Peer>('Peer', (z) => z.object({ Ip: z.string(), Name: z.optional(z.string()) })),
  // @ts-expect-error always there in the definition, not in the interface
  wire<Peer>('Peer', (z) => z.object({ IP: z.string(), Name: z.string() })),
  // @ts-expect-error always there in the interface, not in the definition
  wire<Peer>('Peer', (z) => z.object({ IP: z.optional(z.string()), Name: z.optional(z.string()) })),
  // @ts-expect-error may be null in the definition only
  wire<Peer>('Peer', (z) => z.object({ IP: z.string(), Name: z.nullish(z.string()) })),
  // @ts-expect-error another kind of value
  wire<Peer>('Peer', (z) => z.object({ IP: z.number(), Name: z.optional(z.string()) })),
  // @ts-expect-error anything at all, where the interface says a text
  wire<Peer>('Peer', (z) => z.object({ IP: z.unknown(), Name: z.optional(z.string()) })),

  // @ts-expect-error a field is missing inside a field
  wire<Disk>('Disk', (z) => z.object({ Owner: z.object({}) })),
  // @ts-expect-error a field too many inside a field
  wire<Disk>('Disk', (z) => z.object({ Owner: z.object({ Name: z.string(), Age: z.number() }) })),
  // @ts-expect-error another definition
  wire<Disk>('Disk', (z) => z.object({ Owner: peer })),
  // @ts-expect-error may be left out inside a field
  wire<Disk>('Disk', (z) => z.object({ Owner: z.object({ Name: z.optional(z.string()) }) })),
  // @ts-expect-error a word is missing
  wire<Port>('Port', (z) => z.object({ Type: z.enum(['tcp']) })),
  // @ts-expect-error a word too many
  wire<Port>('Port', (z) => z.object({ Type: z.enum(['tcp', 'udp', 'sctp']) })),
  // @ts-expect-error any text, where the interface has words
  wire<Port>('Port', (z) => z.object({ Type: z.string() })),
  // @ts-expect-error a list that is never null
  wire<Ports>('Ports', (z) => z.object({ All: z.array(z.integer()) })),
  // @ts-expect-error a list of another kind
  wire<Ports>('Ports', (z) => z.object({ All: z.nullable(z.array(z.bigint())) })),
  // @ts-expect-error the added field is missing
  wire<NamedDisk>('NamedDisk', (z) => z.extend(disk, {})),
  // @ts-expect-error extended by a field too many
  wire<NamedDisk>('NamedDisk', (z) => z.extend(disk, { Name: z.string(), Age: z.number() })),
  // @ts-expect-error extends another definition
  wire<NamedDisk>('NamedDisk', (z) => z.extend(peer, { Name: z.string() })),
]
