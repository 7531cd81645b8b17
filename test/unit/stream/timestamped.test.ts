import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../src/stream/decoders/frames.js'
import { timestampedFrames, timestampedRawFrames } from '../../../src/stream/decoders/timestamped.js'
import { bytes, cut, frame, gather, lines, single, Source } from './source.js'

const T1 = '2026-11-24T04:18:05.123456789Z'
const T2 = '2026-11-24T04:18:06.000000000+09:00'

/** What the items say, those of one message joined. */
function told(items: readonly Frame[]): string[] {
  const messages: string[] = []
  let before: string | undefined
  for (const { stream, data, time } of items) {
    const name = `${stream} ${time ?? '-'} `
    if (name === before) messages.push((messages.pop() ?? '') + Buffer.from(data).toString('latin1'))
    else messages.push(name + Buffer.from(data).toString('latin1'))
    before = name
  }
  return messages
}

/** The bytes whole, one by one, and cut in two at every place. */
function* splits(wire: Uint8Array): Generator<Uint8Array[]> {
  yield [wire]
  yield single(wire)
  for (let at = 1; at < wire.length; at++) yield cut(wire, [at])
}

describe('timestampedFrames', () => {
  test('the time leaves the bytes and joins the item, in every split', async () => {
    const wire = Buffer.concat([frame(1, `${T1} one\n`), frame(2, `${T2} two words\n`), frame(1, `${T2} \n`)])
    for (const chunks of splits(wire)) {
      const wanted = [`stdout ${T1} one\n`, `stderr ${T2} two words\n`, `stdout ${T2} \n`]
      expect(told(await gather(timestampedFrames(new Source(chunks))))).toEqual(wanted)
    }
  })

  test('what has no time is left as it is', async () => {
    const wire = Buffer.concat([
      frame(1, 'no time here\n'),
      frame(2, 'x\n'),
      frame(1, ' \n'),
      frame(2, '2026 \n'.repeat(9)),
    ])
    for (const chunks of splits(wire)) {
      const wanted = ['stdout - no time here\n', 'stderr - x\n', 'stdout -  \n', `stderr - ${'2026 \n'.repeat(9)}`]
      expect(told(await gather(timestampedFrames(new Source(chunks))))).toEqual(wanted)
    }
  })

  test('a long line that the engine split over frames is one line, with its first time', async () => {
    const wire = Buffer.concat([frame(1, `${T1} aaa`), frame(2, `${T1} err\n`), frame(1, `${T2} bbb\n`)])
    for (const chunks of splits(wire)) {
      expect(await gather(lines(timestampedFrames(new Source(chunks))))).toEqual([
        { stream: 'stderr', line: 'err', time: T1 },
        { stream: 'stdout', line: 'aaabbb', time: T1 },
      ])
    }
  })
})

describe('timestampedRawFrames', () => {
  test('each line of a terminal gives up its time, in every split', async () => {
    const wire = bytes(`${T1} one\r\n${T2} two\r\n\r\nplain\r\n${T1} ${T1} end`)
    for (const chunks of splits(wire)) {
      const got = await gather(lines(timestampedRawFrames(new Source(chunks))))
      expect(got.map(({ line, time }) => [time, line])).toEqual([
        [T1, 'one'],
        [T2, 'two'],
        [undefined, ''],
        [undefined, 'plain'],
        [T1, `${T1} end`],
      ])
    }
  })

  test('a short last line without a newline is not lost', async () => {
    for (const end of ['x', T1, T1.slice(0, 9)]) {
      for (const chunks of splits(bytes(`${T1} a\n${end}`))) {
        const got = await gather(timestampedRawFrames(new Source(chunks)))
        expect(told(got)).toEqual([`stdout ${T1} a\n`, `stdout - ${end}`])
      }
    }
  })

  const PIECE = 16_384
  /** A line as engines log it: its time before each 16,384 bytes. */
  const logged = (line: string, time = T1): string =>
    (line.match(/[^]{1,16384}/g) ?? []).map((piece) => `${time} ${piece}`).join('')
  /** Whole, and cut around each place where a time stands, and into small pieces. */
  function* longSplits(wire: Uint8Array): Generator<Uint8Array[]> {
    yield [wire]
    const places = [PIECE, PIECE + T1.length, PIECE + 2 * T1.length]
    for (const place of places) for (let shift = -2; shift <= 3; shift++) yield cut(wire, [place + shift])
    yield cut(
      wire,
      Array.from({ length: Math.ceil(wire.length / 7) }, (_, n) => n * 7),
    )
  }
  const read = async (chunks: Uint8Array[]) =>
    (await gather(lines(timestampedRawFrames(new Source(chunks))))).map(({ line, time }) => ({ line, time }))

  test.each([
    ['that fills its last piece but for the newline', 2 * PIECE - 1],
    ['whose carriage return and newline are parted', PIECE - 1],
    ['of exactly one piece without its line end', PIECE],
    ['of exactly two', 2 * PIECE],
    ['of several', 40_000],
  ])('a line %s has no time inside it', async (_, length) => {
    const line = 'x'.repeat(length)
    const wire = bytes(`${logged(`${line}\r\n`)}${T2} next\r\n`)
    for (const chunks of longSplits(wire))
      expect(await read(chunks)).toEqual([
        { line, time: T1 },
        { line: 'next', time: T2 },
      ])
  })

  test('a long last line without a newline is whole, also where it stops inside or behind a time', async () => {
    const start = `${T1} ${'x'.repeat(PIECE)}`
    for (const [end, text] of [
      [`${T1} yy`, 'yy'],
      [`${T1} `, ''],
      [T1.slice(0, 9), T1.slice(0, 9)],
    ] as const)
      for (const chunks of longSplits(bytes(start + end)))
        expect(await read(chunks)).toEqual([{ line: 'x'.repeat(PIECE) + text, time: T1 }])
  })

  test('times that a program prints stay: before, behind and at the place of a piece, and those of another moment', async () => {
    const line = `${'x'.repeat(PIECE - 40)}${T1} ${'y'.repeat(40 - T1.length - 1)}${T1} ${T1} z`
    expect(line.slice(PIECE)).toBe(`${T1} ${T1} z`)
    const other = `${'x'.repeat(PIECE)}${T2} z`
    for (const chunks of longSplits(bytes(logged(`${line}\r\n`))))
      expect(await read(chunks)).toEqual([{ line, time: T1 }])
    for (const chunks of longSplits(bytes(`${T1} ${other}\r\n`)))
      expect(await read(chunks)).toEqual([{ line: other, time: T1 }])
  })

  test('a piece with characters that the engine replaced is longer, and its time is found all the same', async () => {
    // A json-file log has U+FFFD, three bytes, for each byte that was not UTF-8.
    for (const replaced of [1, 2, 500]) {
      const piece = 'x'.repeat(PIECE - replaced) + '\uFFFD'.repeat(replaced)
      const wire = bytes(`${T1} ${piece}${T1} 2 and 2\r\n`)
      for (const chunks of longSplits(wire)) expect(await read(chunks)).toEqual([{ line: `${piece}2 and 2`, time: T1 }])
    }
  })
})
