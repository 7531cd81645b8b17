import { describe, expect, it } from 'vitest'
import { checkWhen, resolveWhen, type When } from '../../../src/system/clock.js'
import { fakeEngine, json } from '../fake-engine.js'
import { refusal } from '../refusal.js'

const now = json({ SystemTime: '2026-11-24T04:41:43.000000001Z' })
const seconds = Date.parse('2026-11-24T04:41:43Z') / 1000

describe('a moment that is told as an age', () => {
  it.each<[When, string]>([
    ['30s', `${seconds - 30}.000000001`],
    ['10m', `${seconds - 600}.000000001`],
    ['1.5h', `${seconds - 5400}.000000001`],
  ])('of %s is counted back from the clock of the engine', async (age, moment) => {
    await using fake = await fakeEngine({ '/info': now })
    expect(await resolveWhen(fake.engine, age, {})).toBe(moment)
  })

  it('is counted from our own clock where the engine does not let us ask', async () => {
    await using fake = await fakeEngine({ '/info': json({ message: 'not for you' }, 403) })
    const before = Date.now() / 1000 - 60
    const told = Number(await resolveWhen(fake.engine, '60s', {}))
    expect(told).toBeGreaterThanOrEqual(Math.floor(before))
    expect(told).toBeLessThanOrEqual(Date.now() / 1000 - 60)
  })

  it.each(['10 m', '10d', '-5m', 'm', '1h30m', '10M'])('of %j is refused', (age) => {
    expect(refusal(() => checkWhen('since', age as When)).code).toBe('INVALID_ARGUMENT')
  })
})

it.each<When>([1_700_000_000, '1700000000.000000001', new Date(0)])(
  'the moment %s is asked of nobody',
  async (when) => {
    await using fake = await fakeEngine({ '/info': now })
    checkWhen('since', when)
    expect(await resolveWhen(fake.engine, when, {})).toBe(when)
    expect(fake.requests).toEqual([])
  },
)
