import { PassThrough, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json, lastChunk, upgraded } from './http.js'
import { rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container } from './replies.js'

keepProcessQuiet()

const limit = { timeout: 10_000 }

/** A container at a terminal, on an engine whose wait never answers. */
const scripts = (attach: Script, openStdin = true): Readonly<Record<string, Script>> => ({
  'GET /containers/c1/json': (peer) => peer.send(json({ ...container, Config: { Tty: true, OpenStdin: openStdin } })),
  'POST /containers/c1/wait': (peer) => peer.send(chunkedHead),
  'POST /containers/c1/attach': attach,
  'POST /containers/c1/resize': (peer) => peer.send(json({})),
})

const shows = (bytes: number): Script => {
  return (peer) => peer.send(Buffer.concat([upgraded, Buffer.alloc(bytes, 'x')]))
}

/** What looks like a terminal to us, and remembers its modes. */
class Terminal {
  readonly modes: boolean[] = []
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode: (raw: boolean) => void this.modes.push(raw),
  })

  get listeners(): number {
    return ['data', 'error'].reduce((sum, event) => sum + this.input.listenerCount(event), 0)
  }
}

/** An output that never takes more than it was given first. */
class Stuck extends Writable {
  readonly begun: Promise<void>
  #begin: () => void = () => undefined

  constructor() {
    super({ highWaterMark: 10 })
    this.begun = new Promise((resolve) => (this.#begin = resolve))
  }

  override _write(): void {
    this.#begin()
  }
}

const attach = ({ docker }: FakeEngine, options: object): Promise<unknown> =>
  docker.container.ref('c1').attachTerminal(options)

/** Both connections that an attachment has. */
async function allGone(engine: FakeEngine): Promise<void> {
  for (const request of ['wait', 'attach']) await (await engine.arrival(`POST /containers/c1/${request}`)).peer.closed
}

describe('the terminal is given back', () => {
  test.each([100_000, 1_000_000])('after an abort while its output takes no more (%i bytes)', limit, async (size) => {
    await using engine = await fakeEngine(scripts(shows(size)))
    const { input, modes } = new Terminal()
    const output = new Stuck()
    const abort = new AbortController()
    const left = rejection(attach(engine, { input, output, signal: abort.signal }))
    while (output.writableLength < Math.min(size, 256 * 1024)) await new Promise((resolve) => setImmediate(resolve))
    abort.abort('enough')
    expect(await left).toBe('enough')
    expect(modes).toEqual([true, false])
    expect(output.listenerCount('drain') + output.listenerCount('resize')).toBe(0)
    await allGone(engine)
  })

  test('when the connection is lost while its output takes no more', limit, async () => {
    let asked = 0
    await using engine = await fakeEngine({
      ...scripts(shows(1000)),
      // The engine is gone when it is asked why the streams have ended.
      'GET /containers/c1/json': (peer) => {
        if (++asked > 1) peer.cut()
        else void peer.send(json({ ...container, Config: { Tty: true, OpenStdin: true } }))
      },
    })
    const { input, modes } = new Terminal()
    const output = new Stuck()
    const left = rejection(attach(engine, { input, output }))
    await output.begun
    ;(await engine.arrival('POST /containers/c1/attach')).peer.end()
    expect(await left).toMatchObject({ code: 'CONNECTION_LOST' })
    expect(modes).toEqual([true, false])
  })

  test('when its output breaks, with the error of that', limit, async () => {
    await using engine = await fakeEngine(scripts(shows(1000)))
    const { input, modes } = new Terminal()
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
    const output = new Writable({ highWaterMark: 10, write: (_chunk, _encoding, done) => done(broken) })
    expect(await rejection(attach(engine, { input, output }))).toBe(broken)
    expect(modes).toEqual([true, false])
    await allGone(engine)
  })

  test('when its output is closed, or was before', limit, async () => {
    for (const early of [true, false]) {
      await using engine = await fakeEngine(scripts(shows(1000)))
      const { input, modes } = new Terminal()
      const output = new Stuck()
      if (early) output.destroy()
      const left = rejection(attach(engine, { input, output }))
      if (!early) void output.begun.then(() => output.destroy())
      expect(await left).toMatchObject({ code: early ? 'ERR_STREAM_DESTROYED' : 'NO_TERMINAL' })
      expect(modes).toEqual([true, false])
      await allGone(engine)
    }
  })

  test('when its input breaks, with the error of that', limit, async () => {
    await using engine = await fakeEngine(scripts(shows(1)))
    const terminal = new Terminal()
    const output = new Stuck()
    const left = rejection(attach(engine, { input: terminal.input, output }))
    await output.begun
    const broken = new Error('read EIO')
    terminal.input.destroy(broken)
    expect(await left).toBe(broken)
    expect(terminal.modes).toEqual([true, false])
    expect(terminal.listeners).toBe(0)
    await allGone(engine)
  })

  test('also when its mode cannot be set', limit, async () => {
    await using engine = await fakeEngine(scripts(shows(1)))
    const terminal = new Terminal()
    const broken = new Error('setRawMode EIO')
    terminal.input.setRawMode = () => {
      throw broken
    }
    expect(await rejection(attach(engine, { input: terminal.input, output: new PassThrough() }))).toBe(broken)
    expect(terminal.listeners).toBe(0)
    expect(terminal.input.isPaused()).toBe(true)
    await allGone(engine)
  })
})

test(
  'a container without an open stdin leaves the keys to the terminal: ctrl-C reaches this process',
  limit,
  async () => {
    await using engine = await fakeEngine({
      ...scripts((peer) => {
        void peer.send(Buffer.concat([upgraded, Buffer.from('hello')]))
        peer.end()
      }, false),
      'POST /containers/c1/wait': (peer) =>
        peer.send(Buffer.concat([chunkedHead, chunk('{"StatusCode":5}'), lastChunk])),
    })
    const terminal = new Terminal()
    const output = new PassThrough()
    const end = await attach(engine, { input: terminal.input, output })
    expect(end).toEqual({ detached: false, exitCode: 5 })
    expect(String(output.read())).toBe('hello')
    expect(terminal.modes).toEqual([])
    const { query } = await engine.arrival('POST /containers/c1/attach')
    expect(query.get('stdin')).toBe('0')
  },
)

test('all of the output is shown, in order, however slow the terminal is', limit, async () => {
  const bytes = Buffer.from(Array.from({ length: 2_000_000 }, (_, i) => i % 251))
  await using engine = await fakeEngine({
    ...scripts(async (peer) => {
      await peer.send(upgraded)
      await peer.send(bytes)
      peer.end()
    }),
    'POST /containers/c1/wait': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('{"StatusCode":0}'), lastChunk])),
  })
  const shown: Buffer[] = []
  const output = new Writable({
    highWaterMark: 10,
    write: (chunk: Buffer, _encoding, done) => {
      shown.push(chunk)
      setImmediate(done)
    },
  })
  await attach(engine, { input: new Terminal().input, output })
  await new Promise((resolve) => output.end(resolve))
  expect(Buffer.concat(shown).equals(bytes)).toBe(true)
})
