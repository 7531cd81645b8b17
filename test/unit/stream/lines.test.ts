import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { MultiplexedReader, type Frame } from '../../../src/stream/decoders/frames.js'
import { LineDecoder } from '../../../src/stream/decoders/lines.js'
import { decode } from '../../../src/stream/items.js'
import { bytes, cut, frame, gather, lines, out, rejection, single, Source } from './source.js'

const err = (payload: string): Frame => ({ stream: 'stderr', data: bytes(payload) })
const read = (...frames: Frame[]) => gather(lines(new Source(frames)))
const texts = async (chunks: readonly Uint8Array[]) => (await read(...chunks.map(out))).map(({ line }) => line)

describe('lines', () => {
  test('a line ends with \\n or \\r\\n; a lone \\r stays; blank lines count', async () => {
    expect(await texts([bytes('a\nb\r\n\nc\rd\n\r\ne\r\r\n')])).toEqual(['a', 'b', '', 'c\rd', '', 'e\r'])
  })

  test('the last line needs no newline', async () => {
    expect(await texts([bytes('a\nb')])).toEqual(['a', 'b'])
    expect(await texts([bytes('a\n')])).toEqual(['a'])
    expect(await texts([])).toEqual([])
  })

  test('each stream has its own unfinished line', async () => {
    expect(await read(out('a'), err('1'), out('b\nc'), err('2\n3'))).toEqual([
      { stream: 'stdout', line: 'ab' },
      { stream: 'stderr', line: '12' },
      { stream: 'stdout', line: 'c' },
      { stream: 'stderr', line: '3' },
    ])
  })

  test('a character split between two frames of one stream survives the other stream in between', async () => {
    const [first, ...rest] = single(bytes('é'))
    const got = await read(out(first ?? ''), err('中\n'), ...rest.map(out))
    expect(got.map(({ line }) => line)).toEqual(['中', 'é'])
  })

  test('é中😀 survives every split', async () => {
    const whole = bytes('é中😀\r\n😀中é')
    for (let at = 0; at <= whole.length; at++) {
      expect(await texts([whole.subarray(0, at), whole.subarray(at)])).toEqual(['é中😀', '😀中é'])
    }
    expect(await texts(single(whole))).toEqual(['é中😀', '😀中é'])
  })

  test('any bytes in any split are the lines TextDecoder sees', async () => {
    const byte = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0x0a, 0x0d, 0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80) },
      {
        weight: 1,
        arbitrary: fc.nat(255),
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(byte, { maxLength: 80 }), fc.array(fc.nat(80)), async (raw, places) => {
        const whole = Uint8Array.from(raw)
        const wanted = new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole).split('\n')
        const last = wanted.pop()
        const ended = wanted.map((line) => line.replace(/\r$/, ''))
        expect(await texts(cut(whole, places))).toEqual(last === '' ? ended : [...ended, last])
      }),
      { numRuns: 1000 },
    )
  })

  test('a line of 4 MiB is read, one byte more is LINE_TOO_LONG, in any split', async () => {
    const limit = 4 * 1024 * 1024
    const half = Buffer.alloc(limit / 2, 0x61)
    expect((await texts([half, half, bytes('\nb')])).map((line) => line.length)).toEqual([limit, 1])
    for (const chunks of [[half, half, bytes('a\n')], [Buffer.concat([half, half, bytes('a\n')])]]) {
      const source = new Source(chunks.map(out))
      const error = await rejection(gather(lines(source)))
      expect(MooringError.is(error, 'LINE_TOO_LONG') && error.details).toEqual({ limit })
      expect(source.closed).toBe(1)
    }
  })

  test('a line has the time of the frame it began in', async () => {
    const at = (time: string, frame: Frame): Frame => ({ ...frame, time })
    const got = await read(at('T1', out('a')), at('T2', err('x\n')), at('T3', out('b\nc\nd')), at('T4', out('\n')))
    expect(got.map(({ line, time }) => `${line} ${time ?? ''}`)).toEqual(['x T2', 'ab T1', 'c T3', 'd T3'])
  })

  test('a slow reader causes no read-ahead', async () => {
    const source = new Source([out('a\nb\n'), out('c\n')])
    const items = lines(source)
    await items.next()
    await items.next()
    await new Promise(setImmediate)
    expect(source.reads).toBe(1)
  })
})

describe('lines of both streams', () => {
  const wire = Buffer.concat([
    frame(1, 'one\r\ntw'),
    frame(2, 'é'),
    frame(1, 'o 中'),
    frame(2, '\nerr\r\n\n'),
    frame(1, ''),
    frame(1, '\n\nlast\r'),
    frame(2, 'end'),
  ])
  const wanted = [
    ['stdout', 'one'],
    ['stderr', 'é'],
    ['stderr', 'err'],
    ['stderr', ''],
    ['stdout', 'two 中'],
    ['stdout', ''],
    ['stdout', 'last\r'],
    ['stderr', 'end'],
  ]
  const read = async (chunks: readonly Uint8Array[]) =>
    (await gather(decode(new Source(chunks), new LineDecoder(new MultiplexedReader())))).map(({ stream, line }) => [
      stream,
      line,
    ])

  /** In the order of each stream: a cut moves nothing but when a line is whole. */
  const ofEach = (lines: readonly (readonly string[])[]) =>
    ['stdout', 'stderr'].map((name) => lines.filter(([stream]) => stream === name))

  test('are the same wherever the wire is cut', async () => {
    expect(ofEach(await read([wire]))).toEqual(ofEach(wanted))
    expect(ofEach(await read(single(wire)))).toEqual(ofEach(wanted))
    for (let at = 1; at < wire.length; at++) {
      expect(ofEach(await read(cut(wire, [at])))).toEqual(ofEach(wanted))
      expect(ofEach(await read(cut(wire, [at, at + 5, at + 11])))).toEqual(ofEach(wanted))
    }
  })

  test('that have no end in a chunk of many frames are looked for once, not once in each frame', async () => {
    const chunk = Buffer.concat(Array.from({ length: 10_000 }, () => frame(1, 'x')))
    let searched = 0
    const indexOf = chunk.indexOf.bind(chunk)
    chunk.indexOf = (value: string | number | Uint8Array, from?: unknown) => {
      const start = Number(from)
      const found = indexOf(value, start)
      searched += (found === -1 ? chunk.length : found) - start
      return found
    }
    expect(await read([chunk])).toEqual([['stdout', 'x'.repeat(10_000)]])
    expect(searched).toBeLessThanOrEqual(chunk.length)
  })

  test('that repeat in the very same chunk are read each time', async () => {
    const chunk = frame(1, 'a\nb\n')
    expect((await read([chunk, chunk])).map(([, line]) => line)).toEqual(['a', 'b', 'a', 'b'])
  })
})
