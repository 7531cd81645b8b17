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
