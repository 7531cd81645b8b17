import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Row } from '../../../src/stream/queue/row.js'

test('items are taken in the order they came, also after it was empty or cleared', () => {
  const row = new Row<number>()
  expect([row.shift(), row.last, row.length]).toEqual([undefined, undefined, 0])
  row.push(1)
  row.push(2)
  expect([row.shift(), row.last, row.length]).toEqual([1, 2, 1])
  expect([row.shift(), row.shift(), row.last]).toEqual([2, undefined, undefined])
  row.push(3)
  row.clear()
  row.push(4)
  expect([row.length, row.shift(), row.length]).toEqual([1, 4, 0])
})

test('any pushes and takes give what a list would', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.constant('take' as const)), { maxLength: 200 }), (steps) => {
      const row = new Row<number>()
      const list: number[] = []
      for (const step of steps) {
        if (step === 'take') expect(row.shift()).toBe(list.shift())
        else {
          row.push(step)
          list.push(step)
        }
        expect([row.length, row.last]).toEqual([list.length, list.at(-1)])
      }
    }),
  )
})

test('thousands that wait are taken in order, and again after that', () => {
  const row = new Row<number>()
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 5000; i++) row.push(i)
    for (let i = 0; i < 2500; i++) expect(row.shift()).toBe(i)
    for (let i = 5000; i < 9000; i++) row.push(i)
    for (let i = 2500; i < 9000; i++) expect(row.shift()).toBe(i)
    expect(row.shift()).toBeUndefined()
  }
})
