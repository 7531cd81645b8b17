import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isBytes, isDate, isIterable, isPlainObject, isPromise } from '../../../src/errors/brand.js'

class Thing {
  readonly name = 'thing'
}

const brands = { isBytes, isDate, isIterable, isPlainObject, isPromise }

describe('a value is what it is, whichever realm made it', () => {
  it.each<[keyof typeof brands, string, unknown]>([
    ['isDate', 'new Date(0)', new Date(0)],
    ['isBytes', 'new Uint8Array(1)', Buffer.from('a')],
    ['isPlainObject', '({ a: 1 })', Object.create(null)],
    ['isPlainObject', 'Object.create(null)', { a: 1 }],
    ['isIterable', '[]', new Set()],
    ['isIterable', '(async function* () {})()', new Map()],
    ['isPromise', 'Promise.resolve()', Promise.resolve()],
  ])('%s: %s', (brand, elsewhere, here) => {
    expect(brands[brand](here)).toBe(true)
    expect(brands[brand](runInNewContext(elsewhere))).toBe(true)
  })

  it.each<[keyof typeof brands, unknown]>([
    ['isDate', { getTime: () => 0 }],
    ['isDate', '2026-11-24'],
    ['isBytes', new Uint16Array(1)],
    ['isBytes', [1]],
    ['isPlainObject', new Date()],
    ['isPlainObject', []],
    ['isPlainObject', new Thing()],
    ['isPlainObject', new Map()],
    ['isPlainObject', null],
    ['isIterable', 'text'],
    ['isIterable', {}],
    ['isPromise', { then: true }],
  ])('%s is not said of %o', (brand, value) => {
    expect(brands[brand](value)).toBe(false)
  })
})
