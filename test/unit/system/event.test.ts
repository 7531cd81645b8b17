import { expect, test } from 'vitest'
import { RecentEvents } from '../../../src/system/events/recent.js'

test('an event that comes twice is told from one that merely looks like it', () => {
  const event = { timeNano: 1n, Action: 'disconnect', Actor: { ID: 'a', Attributes: { name: 'n' } } }
  const recent = new RecentEvents<typeof event>()
  expect(recent.has(event)).toBe(false)
  expect(recent.has(structuredClone(event))).toBe(true)
  expect(recent.has({ ...event, timeNano: 2n })).toBe(false)
  expect(recent.has({ ...event, Action: 'connect' })).toBe(false)
  expect(recent.has({ ...event, Actor: { ID: 'a', Attributes: { name: 'm' } } })).toBe(false)
})

const numbered = (n: number, id = 'a') => ({ timeNano: BigInt(n), Actor: { ID: id } })

test('an event that comes again is told, also behind many others', () => {
  const recent = new RecentEvents<ReturnType<typeof numbered>>()
  expect(recent.has(numbered(0))).toBe(false)
  for (let n = 1; n < 400; n++) expect(recent.has(numbered(n))).toBe(false)
  for (let n = 0; n < 400; n++) expect(recent.has(numbered(n))).toBe(true)
})

test('two events of one nanosecond are two, when anything else of them differs', () => {
  const recent = new RecentEvents<ReturnType<typeof numbered>>()
  expect(
    [numbered(1, 'a'), numbered(1, 'b'), numbered(1, 'b'), numbered(2, 'b')].map((one) => recent.has(one)),
  ).toEqual([false, false, true, false])
})

test('what comes after any replay is not compared, and no event of it is kept', () => {
  const recent = new RecentEvents<ReturnType<typeof numbered>>()
  for (let n = 0; n < 2000; n++) expect(recent.has(numbered(n))).toBe(false)
  expect(recent.has(numbered(1999))).toBe(false)
})
