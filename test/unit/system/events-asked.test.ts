import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { fakeEngine, type Answer, type FakeEngine } from '../fake-engine.js'
import { refusal } from '../refusal.js'
import type { EventFilters, EventsOptions } from '../../../src/system/events/events.js'
import { System } from '../../../src/system/system.js'

const quiet: Answer = (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.flushHeaders()
}

/** For what no compiler lets through. */
const asked = (fake: FakeEngine, filters: unknown, options?: unknown) => () =>
  new System(fake.engine).events(filters as EventFilters, options as EventsOptions)

describe('what events are asked for', () => {
  test('is refused at the call when it cannot be, and nothing is sent', async () => {
    await using fake = await fakeEngine({})
    expect(refusal(asked(fake, { netwrok: 'x' }))).toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { nearest: 'network' },
    })
    for (const [filters, options] of [
      [{ label: 5 }, {}],
      [{ type: [] }, {}],
      [{}, { since: 'yesterday' }],
      [{}, { until: new Date(Number.NaN) }],
      [{}, { signal: {} }],
      [{}, { onGap: 'log' }],
      [{}, null],
    ])
      expect(refusal(asked(fake, filters, options)).code).toBe('INVALID_ARGUMENT')
    expect(refusal(asked(fake, {}, { timeout: 5 }))).toMatchObject({ code: 'UNKNOWN_OPTION' })
    expect(fake.requests).toEqual([])
  })

  test('is what was asked for at the call, whatever the caller makes of it later', async () => {
    await using fake = await fakeEngine({ '/events': quiet })
    const type = ['network' as const]
    const filters: { type: typeof type; label?: string } = { type }
    const since = new Date(1_700_000_000_000)
    const options: { since: Date; until?: number } = { since }
    const events = new System(fake.engine).events(filters, options)
    type.push('network')
    filters.label = 'a=b'
    since.setTime(0)
    options.until = 1
    await events.ready()
    const written = `since=1700000000.000&filters=${encodeURIComponent('{"type":["network"]}')}`
    expect(fake.requests).toEqual(['GET /_ping', `GET /v1.51/events?${written}`])
    await events.return()
  })

  test('leaves nothing on a signal that lives longer', async () => {
    await using fake = await fakeEngine({ '/events': quiet })
    const { signal } = new AbortController()
    const before = Object.getOwnPropertySymbols(signal)
    const events = new System(fake.engine).events({}, { signal })
    await events.ready()
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await events.return()
    expect(getEventListeners(signal, 'abort')).toEqual([])
    // Node keeps what AbortSignal.any makes of a signal in a set on it, also when it is dead.
    const added = Object.getOwnPropertySymbols(signal).filter((symbol) => !before.includes(symbol))
    expect(added.map(String).filter((name) => name.includes('Dependant'))).toEqual([])
  })
})
