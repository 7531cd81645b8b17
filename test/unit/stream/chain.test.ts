import { expect, test } from 'vitest'
import { Chain } from '../../../src/stream/chain.js'

test('items are taken in the order they came, also after it was empty or cleared', () => {
  const chain = new Chain<number>()
  expect([chain.shift(), chain.last, chain.length]).toEqual([undefined, undefined, 0])
  chain.push(1)
  chain.push(2)
  expect([chain.shift(), chain.last, chain.length]).toEqual([1, 2, 1])
  expect([chain.shift(), chain.shift(), chain.last]).toEqual([2, undefined, undefined])
  chain.push(3)
  chain.clear()
  chain.push(4)
  expect([chain.length, chain.shift(), chain.length]).toEqual([1, 4, 0])
})
