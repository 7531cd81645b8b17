import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { frames, type Frame } from '../../../src/stream/decoders/frames.js'
import { collect, TextGatherer } from '../../../src/stream/text.js'
import { bytes, cut, frame, out, rejection, single, Source } from './source.js'

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

describe('one text of two streams', () => {
  const byte = fc.constantFrom(0x61, 0x0a, 0xc3, 0xa9, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xf8)
  const piece = fc.record({
    stream: fc.constantFrom('stdout' as const, 'stderr' as const),
    data: fc.uint8Array({ maxLength: 6 }).chain((some) => fc.array(byte, { minLength: some.length, maxLength: 6 })),
  })

  test('is what two decoders give, whichever bytes come and however they are split', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const gathered = new TextGatherer()
        const decoder = () => new TextDecoder('utf-8', { ignoreBOM: true })
        const decoders = { stdout: decoder(), stderr: decoder() }
        let wanted = ''
        for (const { stream, data } of pieces) {
          gathered.add(Uint8Array.from(data), stream)
          wanted += decoders[stream].decode(Uint8Array.from(data), { stream: true })
        }
        wanted += decoders.stdout.decode() + decoders.stderr.decode()
        // What is no UTF-8 may be told later than a decoder would, but never as another character.
        const letters = (text: string): string => text.replaceAll('\uFFFD', '')
        expect(letters(gathered.text())).toBe(letters(wanted))
      }),
      { numRuns: 2000 },
    )
  })

  test('of one stream has U+FFFD in the very same places', () => {
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.array(fc.nat(40)), (raw, places) => {
        const whole = Uint8Array.from(raw)
        const gathered = new TextGatherer()
        for (const data of cut(whole, places)) gathered.add(data)
        expect(gathered.text()).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole))
      }),
      { numRuns: 2000 },
    )
  })

  test('a long text of small pieces is moved a bounded number of times', () => {
    let moved = 0
    const set = vi.spyOn(Uint8Array.prototype, 'set').mockImplementation(function (this: Uint8Array, bytes, at = 0) {
      moved += bytes.length
      for (let i = 0; i < bytes.length; i++) this[at + i] = Number(bytes[i])
    })
    const piece = bytes('é中x')
    const gathered = new TextGatherer()
    for (let i = 0; i < 50_000; i++) gathered.add(piece)
    const text = gathered.text()
    set.mockRestore()
    expect(text).toBe('é中x'.repeat(50_000))
    expect(moved).toBeLessThan(2 * 50_000 * piece.length)
  })
})
