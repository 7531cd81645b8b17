import { expect, test } from 'vitest'
import { momentOf, momentOfTime } from '../../../src/system/events/event.js'
import { RecentEvents } from '../../../src/system/events/recent.js'

test.each([
  [1795496182392963134n, '1795496182.392963134'],
  [1795496182000000001n, '1795496182.000000001'],
  [1n, '0.000000001'],
])('the nanoseconds %s are written without losing one', (timeNano, moment) => {
  expect(momentOf(timeNano)).toBe(moment)
})

test.each([
  ['2026-11-24T04:41:43.55401054Z', '1795495303.554010540'],
  ['2026-11-24T04:41:43Z', '1795495303.000000000'],
  ['2026-11-24T05:41:43.000000001+01:00', '1795495303.000000001'],
  ['yesterday', undefined],
])("the engine's clock %s is read to the nanosecond", (time, moment) => {
  expect(momentOfTime(time)).toBe(moment)
})

test('an event that comes twice is told from one that merely looks like it', () => {
  const event = { timeNano: 1n, Action: 'disconnect', Actor: { ID: 'a', Attributes: { name: 'n' } } }
  const recent = new RecentEvents<typeof event>()
  expect(recent.has(event)).toBe(false)
  expect(recent.has(structuredClone(event))).toBe(true)
  expect(recent.has({ ...event, timeNano: 2n })).toBe(false)
  expect(recent.has({ ...event, Action: 'connect' })).toBe(false)
  expect(recent.has({ ...event, Actor: { ID: 'a', Attributes: { name: 'm' } } })).toBe(false)
})
