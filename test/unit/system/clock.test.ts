import { expect, it } from 'vitest'
import { parseWhen, type When } from '../../../src/docker-words/moment.js'
import { resolveWhen } from '../../../src/system/clock.js'
import { fakeEngine, json } from '../fake-engine.js'

const now = json({ SystemTime: '2026-11-24T04:41:43.000000001Z' })
const seconds = Date.parse('2026-11-24T04:41:43Z') / 1000

it.each<[When, string]>([
  ['30s', `${seconds - 30}.000000001`],
  ['10m', `${seconds - 600}.000000001`],
  ['1.5h', `${seconds - 5400}.000000001`],
])('an age of %s is counted back from the clock of the engine', async (age, moment) => {
  await using fake = await fakeEngine({ '/info': now })
  expect(await resolveWhen(fake.engine, parseWhen('since', age), {})).toBe(moment)
})

it.each([json({ message: 'not for you' }, 403), json({ SystemTime: 'noon' })])(
  'an age is counted from our own clock where the engine does not say',
  async (answer) => {
    await using fake = await fakeEngine({ '/info': answer })
    const before = Date.now() / 1000 - 60
    const told = Number(await resolveWhen(fake.engine, parseWhen('since', '60s'), {}))
    expect(told).toBeGreaterThanOrEqual(Math.floor(before))
    expect(told).toBeLessThanOrEqual(Date.now() / 1000 - 60)
  },
)

it('a moment is asked of nobody, and nothing is asked for no moment', async () => {
  await using fake = await fakeEngine({ '/info': now })
  expect(await resolveWhen(fake.engine, { at: 1_700_000_000_000_000_001n }, {})).toBe('1700000000.000000001')
  expect(await resolveWhen(fake.engine, undefined, {})).toBeUndefined()
  expect(fake.requests).toEqual([])
})
