import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { json } from '../../../src/stream/json/json.js'
import { checkByteSource } from '../../../src/stream/source.js'
import { refusal } from '../refusal.js'

test('bytes and streams of bytes are taken whichever realm made them', () => {
  const bytes: unknown = runInNewContext('new Uint8Array([1, 2])')
  expect(bytes).not.toBeInstanceOf(Uint8Array)
  expect(checkByteSource('tar', bytes)).toBe(bytes)
  expect(refusal(() => checkByteSource('tar', runInNewContext('new Uint8Array(0)'))).message).toContain('empty')
  const stream: unknown = runInNewContext('(async function* () { yield new Uint8Array(1) })()')
  expect(checkByteSource('tar', stream)).toBe(stream)
  for (const other of ['({})', '[1]', 'new DataView(new ArrayBuffer(2))', 'new Uint16Array(2)'])
    expect(refusal(() => checkByteSource('tar', runInNewContext(other))).code).toBe('INVALID_ARGUMENT')
})

test('json prints wrapped values and dates of another realm as JSON.stringify does', () => {
  const value: unknown = runInNewContext('({ n: Object(1), s: Object("a"), b: Object(false), d: new Date(0) })')
  expect(json(value)).toBe('{"n":1,"s":"a","b":false,"d":"1970-01-01T00:00:00.000Z"}')
  expect(json(runInNewContext('({ big: Object(9007199254740993n) })'))).toBe('{"big":9007199254740993}')
})
