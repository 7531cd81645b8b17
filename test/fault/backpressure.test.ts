import { expect, test } from 'vitest'
import { fakeEngine, type Peer, type Script } from './fake-engine.js'
import { chunk, chunkedHead, frame, json, lastChunk, upgraded } from './http.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container } from './replies.js'

keepProcessQuiet()

const piece = 64 * 1024
const total = 48 * 1024 * 1024
/** What may wait between the engine and a reader: two socket buffers, Node's and our own. */
const bound = 4 * 1024 * 1024

/** Writes as long as the client takes it, and says when it does not any more. */
class Flood {
  taken = 0
  stuck: Promise<void>
  #isStuck: () => void = () => undefined

  constructor() {
    this.stuck = new Promise((resolve) => (this.#isStuck = resolve))
  }

  async pour(peer: Peer, wrap: (bytes: Buffer) => Buffer, last: Uint8Array): Promise<void> {
    for (let at = 0; at < total; at += piece) {
      const bytes = wrap(Buffer.alloc(piece, at / piece))
      // False: what the kernel does not take waits here. A turn later it still waits only if nobody reads.
      if (!peer.socket.write(bytes)) await this.#drained(peer)
      this.taken = at + piece
    }
    await peer.send(last)
    peer.end()
  }

  async #drained(peer: Peer): Promise<void> {
    const drained = new Promise<void>((resolve) => peer.socket.once('drain', resolve))
    const turns = async (): Promise<'stuck'> => {
      // The client lives in the same process: in so many turns it has taken all it ever takes by itself.
      for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
      return 'stuck'
    }
    if ((await Promise.race([drained, turns()])) === 'stuck') this.#isStuck()
    await drained
  }
}

const inspect: Script = (peer) => peer.send(json(container))

const cases = {
  logs: (flood: Flood): Readonly<Record<string, Script>> => ({
    'GET /containers/c1/logs': async (peer) => {
      await peer.send(chunkedHead)
      await flood.pour(peer, (bytes) => chunk(frame('stdout', bytes)), lastChunk)
    },
  }),
  exec: (flood: Flood): Readonly<Record<string, Script>> => ({
    'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
    'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 0, Pid: 1 })),
    'POST /exec/e1/start': async (peer) => {
      await peer.send(upgraded)
      await flood.pour(peer, (bytes) => frame('stdout', bytes), Buffer.alloc(0))
    },
  }),
}

test.each(['logs', 'exec'] as const)('a slow reader of %s slows the sender; then all of it arrives', async (kind) => {
  const flood = new Flood()
  await using engine = await fakeEngine({ 'GET /containers/c1/json': inspect, ...cases[kind](flood) })
  const c1 = engine.docker.container.ref('c1')
  const source = kind === 'logs' ? c1.logs({ follow: true }) : (await c1.exec('cat').attach()).output
  let read = 0
  for await (const { data } of source) {
    if (read === 0) {
      await flood.stuck
      expect(flood.taken).toBeLessThan(data.length + bound)
    }
    // Each 64 KiB hold one number.
    const wrong = data.findIndex((byte, i) => byte !== (Math.floor((read + i) / piece) & 0xff))
    expect(wrong).toBe(-1)
    read += data.length
  }
  expect(read).toBe(total)
})

test('a reader who leaves while the sender waits ends its connection', async () => {
  const flood = new Flood()
  await using engine = await fakeEngine({ 'GET /containers/c1/json': inspect, ...cases.logs(flood) })
  for await (const { data } of engine.docker.container.ref('c1').logs({ follow: true })) {
    await flood.stuck
    expect(data.length).toBeGreaterThan(0)
    break
  }
  await (
    await engine.arrival('GET /containers/c1/logs')
  ).peer.closed
})

test('a hundred thousand tiny chunks arrive exactly, also when they wait for a slow reader', async () => {
  const count = 100_000
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json({ ...container, Config: { Tty: true } })),
    'GET /containers/c1/logs': async (peer) => {
      await peer.send(chunkedHead)
      await peer.send(
        Buffer.concat([...Array.from({ length: count }, (_, i) => chunk(Buffer.of(i & 0xff))), lastChunk]),
      )
    },
  })
  const bytes: number[] = []
  for await (const { data } of engine.docker.container.ref('c1').logs()) {
    if (bytes.length === 0) for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
    bytes.push(...data)
  }
  expect(bytes.length).toBe(count)
  expect(bytes.findIndex((byte, i) => byte !== (i & 0xff))).toBe(-1)
})
