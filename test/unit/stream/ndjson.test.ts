import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { ndjson } from '../../../src/stream/decoders/ndjson.js'
import { bytes, cut, gather, rejection, single, Source } from './source.js'

const read = (...chunks: Uint8Array[]) => gather(ndjson(new Source(chunks)))

describe('ndjson', () => {
  test('one document per line, \\n or \\r\\n, blank lines skipped, the last without a newline', async () => {
    expect(await read(bytes('{"a":1}\n\r\n  \n2\r\nnull\n"x"'))).toEqual([{ a: 1 }, 2, null, 'x'])
    expect(await read()).toEqual([])
    expect(await read(bytes('\n\r\n'))).toEqual([])
  })

  test('records of application/json-seq', async () => {
    expect(await read(bytes('\x1e{"a":1}\n\x1e\n\x1e\x1e{"b":"\\u001e"}\n'))).toEqual([{ a: 1 }, { b: '\x1e' }])
  })

  test('é中😀 survives every split', async () => {
    const whole = bytes('{"é":"中😀"}\n["😀"]\n')
    for (let at = 0; at <= whole.length; at++) {
      expect(await read(whole.subarray(0, at), whole.subarray(at))).toEqual([{ é: '中😀' }, ['😀']])
    }
  })

  test('any documents in any split are exact', async () => {
    const document = fc.jsonValue({ depthSize: 'small' }).map((value) => JSON.stringify(value))
    const plain = document.filter((text) => !/__proto__|\d{16}/.test(text))
    await fc.assert(
      fc.asyncProperty(fc.array(plain), fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(5000)), async (all, eol, at) => {
        const wire = bytes(all.map((text) => text + eol).join(''))
        expect(await read(...cut(wire, at))).toEqual(all.map((text): unknown => JSON.parse(text)))
      }),
      { numRuns: 300 },
    )
  })

  test('numbers are exact', async () => {
    expect(await read(bytes('{"timeNano":1700000000123456789}\n'))).toEqual([{ timeNano: 1700000000123456789n }])
    expect(MooringError.is(await rejection(read(bytes('{"a":9007199254740993}\n'))), 'NUMBER_NOT_EXACT')).toBe(true)
  })

  test('a garbage line is INVALID_JSON after the good ones, and closes the source', async () => {
    const source = new Source([bytes('1\n<html>\n2\n')])
    const items = ndjson(source)
    expect((await items.next()).value).toBe(1)
    const error = await rejection(items.next())
    expect(MooringError.is(error, 'INVALID_JSON') && error.details.excerpt).toContain('<html>')
    expect(await items.next()).toEqual({ done: true, value: undefined })
    expect(source.closed).toBe(1)
  })

  test('a document cut at any byte is INVALID_JSON', async () => {
    const whole = bytes('{"a":"é","b":[1,true]}')
    for (let at = 1; at < whole.length; at++) {
      expect(MooringError.is(await rejection(read(whole.subarray(0, at))), 'INVALID_JSON')).toBe(true)
    }
  })

  test('maxLine is the longest document; more is LINE_TOO_LONG before it ends', async () => {
    expect(await gather(ndjson(new Source([bytes('"12345678"\n1')]), { maxLine: 10 }))).toEqual(['12345678', 1])
    const source = new Source([bytes('"12345'), bytes('6789'), bytes('never')])
    const error = await rejection(gather(ndjson(source, { maxLine: 9 })))
    expect(MooringError.is(error, 'LINE_TOO_LONG') && error.details).toEqual({ limit: 9 })
    expect([source.reads, source.closed]).toEqual([2, 1])
  })

  test('a document of 3 MiB one byte at a time', { timeout: 60_000 }, async () => {
    const value = 'x'.repeat(3 * 1024 * 1024)
    expect(await gather(ndjson(new Source(single(bytes(`"${value}"\n1\n`)))))).toEqual([value, 1])
  })

  test('a slow reader causes no read-ahead', async () => {
    const source = new Source([bytes('1\n2\n3'), bytes('4\n')])
    const items = ndjson(source)
    await items.next()
    await items.next()
    await new Promise(setImmediate)
    expect(source.reads).toBe(1)
    expect((await items.next()).value).toBe(34)
  })
})
