import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { frames, type Frame } from '../../../src/stream/decoders/frames.js'
import { collect } from '../../../src/stream/text.js'
import { bytes, frame, out, rejection, single, Source } from './source.js'

describe('collect', () => {
  test('gathers both streams, whichever way the bytes are split', async () => {
    const wire = Buffer.concat([frame(1, 'é中'), frame(2, '😀'), frame(1, '😀\r\n')])
    expect(await collect(frames(new Source(single(wire))))).toEqual({ stdout: 'é中😀\r\n', stderr: '😀' })
    expect(await collect(frames(new Source([])))).toEqual({ stdout: '', stderr: '' })
  })

  test('what is not UTF-8 becomes U+FFFD, also when it is cut at the end', async () => {
    const halves: Frame[] = [out(bytes('é').subarray(0, 1)), { stream: 'stderr', data: Uint8Array.of(0xff, 0x61) }]
    expect(await collect(new Source(halves))).toEqual({ stdout: '\uFFFD', stderr: '\uFFFDa' })
  })

  test('exactly maxBytes are fine; one more is TEXT_TOO_LONG and closes the source', async () => {
    const pieces: Frame[] = [out('ab'), { stream: 'stderr', data: bytes('cd') }]
    expect(await collect(new Source(pieces), { maxBytes: 4 })).toEqual({ stdout: 'ab', stderr: 'cd' })
    const source = new Source([...pieces, out('never')])
    const error = await rejection(collect(source, { maxBytes: 3 }))
    expect(MooringError.is(error, 'TEXT_TOO_LONG') && error.details).toEqual({ limit: 3 })
    expect([source.reads, source.closed]).toEqual([2, 1])
  })
})
