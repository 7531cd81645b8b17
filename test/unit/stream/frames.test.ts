import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { frames, rawFrames } from '../../../src/stream/decoders/frames.js'
import { bytes, cut, frame, gather, header, joined, out, rejection, single, Source, text } from './source.js'

const read = (...chunks: Uint8Array[]) => gather(frames(new Source(chunks)))

describe('frames', () => {
  test('several frames in one chunk, each to its stream', async () => {
    const got = await read(Buffer.concat([frame(1, 'out'), frame(2, 'err'), frame(0, 'in')]))
    expect(got.map((f) => [f.stream, text(f.data)])).toEqual([
      ['stdout', 'out'],
      ['stderr', 'err'],
      ['stdout', 'in'],
    ])
  })

  test('any split of any frames is byte-exact', async () => {
    const written = fc.array(fc.record({ type: fc.constantFrom(1, 2), data: fc.uint8Array({ maxLength: 300 }) }))
    await fc.assert(
      fc.asyncProperty(written, fc.array(fc.nat(20_000)), async (parts, places) => {
        const wire = Buffer.concat(parts.map(({ type, data }) => frame(type, data)))
        const of = (type: number) => Buffer.concat(parts.filter((p) => p.type === type).map((p) => p.data))
        expect(joined(await read(...cut(wire, places)))).toEqual({ stdout: of(1), stderr: of(2) })
      }),
      { numRuns: 300 },
    )
  })

  test('one byte at a time', async () => {
    const wire = Buffer.concat([frame(1, 'ab'), frame(2, ''), frame(2, 'c')])
    const got = joined(await read(...single(wire)))
    expect([got.stdout.toString(), got.stderr.toString()]).toEqual(['ab', 'c'])
  })

  test('empty frames and empty chunks yield nothing', async () => {
    expect(await read(frame(1, ''), new Uint8Array(0), Buffer.concat([frame(2, ''), frame(1, '')]))).toEqual([])
    expect(await read()).toEqual([])
  })

  test('a payload is a view of its chunk, not a copy', async () => {
    const chunk = frame(1, 'abc')
    const [first] = await read(chunk)
    expect(first?.data.buffer).toBe(chunk.buffer)
  })

  test('a cut at every byte of a frame is STREAM_TRUNCATED with what came and what was missing', async () => {
    const whole = frame(1, 'first')
    const wire = Buffer.concat([whole, frame(2, 'second')])
    for (let at = whole.length + 1; at < wire.length; at++) {
      const error = await rejection(read(wire.subarray(0, at)))
      const beyond = at - whole.length
      const details = beyond < 8 ? { got: beyond, want: 8 } : { got: beyond - 8, want: 6 }
      expect(MooringError.is(error, 'STREAM_TRUNCATED') && error.details).toEqual(details)
    }
    expect(await read(whole)).toHaveLength(1)
  })

  test('what arrived of a cut frame is delivered before the error', async () => {
    const items = frames(new Source([frame(1, 'abcdef').subarray(0, 11)]))
    expect(text((await items.next()).value?.data ?? new Uint8Array(0))).toBe('abc')
    expect(MooringError.is(await rejection(items.next()), 'STREAM_TRUNCATED')).toBe(true)
  })

  test('a length is unsigned', async () => {
    const items = frames(new Source([Buffer.concat([header(1, 0xffffffff), bytes('x')])]))
    expect(text((await items.next()).value?.data ?? new Uint8Array(0))).toBe('x')
    const error = await rejection(items.next())
    expect(MooringError.is(error, 'STREAM_TRUNCATED') && error.details).toEqual({ got: 1, want: 0xffffffff })
  })

  test('a frame of 64 MiB passes through chunk by chunk', async () => {
    const chunk = Buffer.alloc(64 * 1024, 0x61)
    const source = new Source([header(1, 1024 * chunk.length), ...Array.from({ length: 1024 }, () => chunk)])
    let items = 0
    for await (const { data } of frames(source)) {
      items++
      expect(data.buffer).toBe(chunk.buffer)
      // The header is one read: after it, each item comes from the very chunk that was read last.
      expect(source.reads).toBe(items + 1)
    }
    expect(items).toBe(1024)
  })

  test('a million frames of one byte in one chunk', { timeout: 30_000 }, async () => {
    const one = frame(1, 'x')
    const wire = Buffer.alloc(one.length * 1_000_000, one)
    let count = 0
    for await (const { data } of frames(new Source([wire]))) count += data.length
    expect(count).toBe(1_000_000)
  })

  test('a million empty frames in one chunk', { timeout: 30_000 }, async () => {
    expect(await read(Buffer.alloc(8_000_000, header(1, 0)))).toEqual([])
  })

  test('type 3 is an error of the engine, with its text, in any split', async () => {
    const wire = Buffer.concat([frame(1, 'ok'), frame(3, 'error from daemon in stream: é 中 😀\n')])
    for (const chunks of [[wire], single(wire)]) {
      const source = new Source([...chunks, frame(1, 'never')])
      const error = await rejection(gather(frames(source)))
      const said = { engineMessage: 'error from daemon in stream: é 中 😀' }
      expect(MooringError.is(error, 'STREAM_FAILED') && error.details).toEqual(said)
      expect(source.closed).toBe(1)
    }
  })

  test('type 3 without a text, and with one that never ends', async () => {
    const empty = await rejection(read(frame(3, '')))
    expect(MooringError.is(empty, 'STREAM_FAILED') && empty.details).toEqual({ engineMessage: '' })
    const endless = Array.from({ length: 40 }, () => Buffer.alloc(4096, 0x61))
    const source = new Source([header(3, 0xffffffff), ...endless])
    const error = await rejection(gather(frames(source)))
    expect(MooringError.is(error, 'STREAM_FAILED') && error.details.engineMessage.length).toBe(64 * 1024)
    expect(source.reads).toBe(17)
  })

  test('type 3 that is cut is truncated, and the message keeps what the engine said', async () => {
    const error = await rejection(read(frame(3, 'disk full').subarray(0, 12)))
    expect(MooringError.is(error, 'STREAM_TRUNCATED') && error.details).toEqual({ got: 4, want: 9 })
    expect(String(error)).toContain('disk')
  })

  test('an unknown type or padding that is not zero is INVALID_FRAME with its offset', async () => {
    const good = frame(1, 'good')
    for (const bad of [
      [4, 0, 0, 0],
      [255, 0, 0, 0],
      [1, 1, 0, 0],
      [1, 0, 1, 0],
      [1, 0, 0, 1],
      [0x48, 0x54, 0x54, 0x50],
    ]) {
      const wire = Buffer.concat([good, Buffer.from([...bad, 0, 0, 0, 1, 0x61])])
      for (const chunks of [[wire], single(wire)]) {
        const error = await rejection(read(...chunks))
        const details = { offset: 12, header: Buffer.from([...bad, 0, 0, 0, 1]).toString('hex') }
        expect(MooringError.is(error, 'INVALID_FRAME') && error.details).toEqual(details)
      }
    }
  })

  test('any garbage ends typed or as frames, and never hangs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 })), async (chunks) => {
        const error = await read(...chunks).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        expect(error === undefined || MooringError.is(error)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('rawFrames', () => {
  test('a payload that looks like a header is untouched', async () => {
    const payload = Buffer.from('\x01\0\0\0\0\0\0\x02hi', 'latin1')
    expect(await gather(rawFrames(new Source([payload, new Uint8Array(0), bytes('é')])))).toEqual([
      out(payload),
      out(Buffer.from('é')),
    ])
  })

  test('break closes the source', async () => {
    const source = new Source([bytes('a'), bytes('b')])
    for await (const item of rawFrames(source)) if (item.stream === 'stdout') break
    expect([source.reads, source.closed]).toEqual([1, 1])
  })
})
