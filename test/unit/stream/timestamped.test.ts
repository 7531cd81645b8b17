import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../src/stream/decoders/frames.js'
import { lines } from '../../../src/stream/decoders/lines.js'
import { timestampedFrames, timestampedRawFrames } from '../../../src/stream/decoders/timestamped.js'
import { bytes, cut, frame, gather, single, Source } from './source.js'

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
})
