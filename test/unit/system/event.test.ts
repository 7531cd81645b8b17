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
