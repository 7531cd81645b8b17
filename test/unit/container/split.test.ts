import { describe, expect, test } from 'vitest'
import { elapsed } from '../stream/elapsed.js'
import { gather, Source } from '../stream/source.js'
import { FrameSplit } from '../../../src/container/streams/frame-split.js'
import type { Decoder } from '../../../src/stream/decoders/decoder.js'
import type { Frame } from '../../../src/stream/decoders/frames.js'
import { decode } from '../../../src/stream/items.js'

const out = (text: string): Frame => ({ stream: 'stdout', data: Buffer.from(text) })
const err = (text: string): Frame => ({ stream: 'stderr', data: Buffer.from(text) })

const ok = (): Promise<unknown> => Promise.resolve()

/** Frames as they come: each is an item. */
class Whole implements Decoder<Frame, Frame> {
  #frame: Frame | undefined
  push(frame: Frame): void {
    this.#frame = frame
  }
  take(): Frame | undefined {
    const frame = this.#frame
    this.#frame = undefined
    return frame
  }
  end(): void {
    // nothing is held
  }
}

const splitOf = (source: AsyncIterable<Frame>, confirm: () => Promise<unknown>, closed: () => void): FrameSplit =>
  new FrameSplit((policy) => decode(source, new Whole(), undefined, { ...policy, confirm }), closed)

const nothing = () => undefined

async function read(side: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await gather(side)).toString()
}

describe('two streams in one', () => {
  test('are read in order as output', async () => {
    const split = splitOf(new Source([out('a'), err('b'), out('c')]), ok, nothing)
    expect((await gather(split.output)).map(({ stream }) => stream)).toEqual(['stdout', 'stderr', 'stdout'])
  })

  test('are read at once, each by itself', async () => {
    const split = splitOf(new Source([out('a'), err('b'), out('c'), err('d')]), ok, nothing)
    expect(await Promise.all([read(split.side('stdout')), read(split.side('stderr'))])).toEqual(['ac', 'bd'])
  })

  test('are read one after the other, if they are short', async () => {
    const split = splitOf(new Source([out('a'), err('b'), out('c')]), ok, nothing)
    expect(await read(split.side('stdout'))).toBe('ac')
    expect(await read(split.side('stderr'))).toBe('b')
  })

  test('hold back the sender when one is not read', async () => {
    const source = new Source(Array.from({ length: 100 }, () => err('x'.repeat(64 * 1024))))
    const split = splitOf(source, ok, nothing)
    const waiting = read(split.side('stdout'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(source.reads).toBe(4)
    const errors = await read(split.side('stderr'))
    expect(errors.length).toBe(100 * 64 * 1024)
    expect(await waiting).toBe('')
  })

  test('tell both readers of a failure, after what came before it', async () => {
    const split = splitOf(new Source([out('a')], new Error('cut')), ok, nothing)
    const [stdout, stderr] = [split.side('stdout'), split.side('stderr')]
    expect((await stdout.next()).done).toBe(false)
    await expect(stdout.next()).rejects.toThrow('cut')
    await expect(stderr.next()).rejects.toThrow('cut')
    await expect(split.finished()).rejects.toThrow('cut')
  })

  test('do not end before the end is confirmed', async () => {
    const split = splitOf(new Source([out('a')]), () => Promise.reject(new Error('the engine died')), nothing)
    await expect(read(split.side('stdout'))).rejects.toThrow('the engine died')
  })

  test('close when their one reader leaves, and ask the engine nothing', async () => {
    const source = new Source([out('a'), out('b')])
    let closed = 0
    const split = splitOf(
      source,
      () => Promise.reject(new Error('asked')),
      () => closed++,
    )
    for await (const bytes of split.side('stdout')) {
      expect(String(bytes)).toBe('a')
      break
    }
    expect(source.closed).toBe(1)
    expect(closed).toBe(1)
    await split.finished()
  })

  test('stay open while the other reader is there', async () => {
    const source = new Source([err('x'), out('a'), err('y'), out('b')])
    const split = splitOf(source, ok, nothing)
    const stderr = split.side('stderr')
    await stderr.next()
    for await (const bytes of split.side('stdout')) {
      expect(String(bytes)).toBe('a')
      break
    }
    expect(source.closed).toBe(0)
    expect(await read(stderr)).toBe('y')
  })

  test('are dropped when nobody reads them, and their end is still told', async () => {
    const source = new Source([out('a'), err('b')])
    const split = splitOf(source, ok, nothing)
    await split.finished()
    expect(source.reads).toBe(3)
  })

  test('that nobody reads any more reject nowhere', async () => {
    const split = splitOf(new Source<Frame>([], new Error('cut')), ok, nothing)
    split.drain()
    await new Promise((resolve) => setImmediate(resolve))
    await expect(split.finished()).rejects.toThrow('cut')
  })

  test('lose nothing to the wait for their end, when somebody reads them', async () => {
    const frames = Array.from({ length: 8 }, (_, n) => out(String(n)))
    const split = splitOf(new Source(frames), ok, nothing)
    const finished = split.finished()
    const read = (await gather(split.output)).map(({ data }) => String(data)).join('')
    await finished
    expect(read).toBe('01234567')
  })

  test('keep what is under way for a side that is asked for', async () => {
    const split = splitOf(new Source([out('a'), err('b'), out('c')]), ok, nothing)
    split.drain()
    expect(await Promise.all([read(split.side('stdout')), read(split.side('stderr'))])).toEqual(['ac', 'b'])
  })

  test('drop the side that nobody reads, when their end is waited for', async () => {
    const much = Array.from({ length: 10 }, () => err('x'.repeat(64 * 1024)))
    for (const early of [true, false]) {
      const split = splitOf(new Source([...much, out('a')]), ok, nothing)
      if (early) split.drain()
      const stdout = read(split.side('stdout'))
      await new Promise((resolve) => setImmediate(resolve))
      await split.finished()
      expect(await stdout).toBe('a')
    }
  })

  test('keep what there is room for, when their end is waited for', async () => {
    const split = splitOf(new Source([err('x'), out('a')]), ok, nothing)
    split.drain()
    expect([await read(split.side('stdout')), await read(split.side('stderr'))]).toEqual(['a', 'x'])
  })

  test('tell of a failure those who come later, too', async () => {
    const split = splitOf(new Source<Frame>([], new Error('cut')), ok, nothing)
    await expect(split.finished()).rejects.toThrow('cut')
    await expect(gather(split.output)).rejects.toThrow('cut')
    await expect(read(split.side('stderr'))).rejects.toThrow('cut')
  })

  test('are closed once, when they break', async () => {
    let closed = 0
    const split = splitOf(new Source<Frame>([], new Error('cut')), ok, () => closed++)
    await expect(gather(split.output)).rejects.toThrow('cut')
    await split.close()
    expect(closed).toBe(1)
  })

  test('that are closed while their end is asked about end without a word', async () => {
    let refuse: (reason: Error) => void = nothing
    const asked = new Promise<never>((_, reject) => (refuse = reject))
    const split = splitOf(new Source<Frame>([]), () => asked, nothing)
    const next = split.output.next()
    await new Promise((resolve) => setImmediate(resolve))
    await split.close()
    refuse(new Error('the question was given up'))
    expect((await next).done).toBe(true)
  })

  test('hand out a quarter of a million small pieces in about the time of reading them', async () => {
    const one = Buffer.alloc(1)
    const many = Array.from({ length: 250_000 }, (): Frame => ({ stream: 'stdout', data: one }))
    const inOrder = splitOf(new Source(many), ok, nothing)
    const plain = await elapsed(() => gather(inOrder.output))
    const split = splitOf(new Source([...many, err('x')]), ok, nothing)
    await split.side('stderr').next()
    const kept = await elapsed(async () => expect((await gather(split.side('stdout'))).length).toBe(many.length))
    expect(kept).toBeLessThan(20 * plain)
  })
})
