import { chunk } from './streams.js'

/** How events are written. */
export interface EventsRecipe {
  readonly count: number
  /** Bytes of one chunk; `each` is one chunk for each event. */
  readonly chunk: number | 'each'
}

/** Bytes of one event, with its newline. */
export const eventSize = 405
/** The moment of the first event, in nanoseconds since 1970; each is one nanosecond after the one before. */
export const firstEvent = 1_767_225_600_000_000_001n

/** The body of the events, made once: no two events are alike. */
export function eventsBody({ count, chunk: size }: EventsRecipe): Buffer {
  const events = Array.from({ length: count }, (_, n) => event(n))
  if (size === 'each') return Buffer.concat(events.map(chunk))
  const bytes = Buffer.concat(events)
  const pieces = Math.ceil(bytes.length / size)
  return Buffer.concat(Array.from({ length: pieces }, (_, n) => chunk(bytes.subarray(n * size, (n + 1) * size))))
}

function event(n: number): Buffer {
  const Attributes = {
    'com.example.project': 'shop',
    image: 'shop/web:1.2.3',
    name: `shop-web-${String(n).padStart(6, '0')}`,
    note: '',
  }
  const ID = n.toString(16).padStart(64, 'c')
  const Actor = { ID, Attributes }
  const kind = { status: 'start', id: ID, from: 'shop/web:1.2.3', Type: 'container', Action: 'start' }
  const write = (): string => JSON.stringify({ ...kind, Actor, scope: 'local' })
  // JSON.stringify writes no bigint
  const time = `,"time":${String(firstEvent / 1_000_000_000n)},"timeNano":${String(firstEvent + BigInt(n))}}\n`
  Attributes.note = 'x'.repeat(eventSize - (write().length - 1 + time.length))
  return Buffer.from(write().slice(0, -1) + time)
}
