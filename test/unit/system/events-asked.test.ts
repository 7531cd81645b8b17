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
      [{ since: 'yesterday' }, {}],
      [{ until: new Date(Number.NaN) }, {}],
      [null, {}],
      ['network', {}],
      [{ event: 'startt' }, {}],
      [{ type: 'netwrok' }, {}],
      [{ scope: 'global' }, {}],
      [{}, { signal: {} }],
      [{}, { onGap: 'log' }],
      [{}, null],
    ])
      expect(refusal(asked(fake, filters, options)).code).toBe('INVALID_ARGUMENT')
    expect(refusal(asked(fake, {}, { timeout: 5 }))).toMatchObject({ code: 'UNKNOWN_OPTION' })
    expect(refusal(asked(fake, {}, { since: '5m' }))).toMatchObject({ code: 'UNKNOWN_OPTION' })
    expect(refusal(asked(fake, { sinse: '5m' }))).toMatchObject({ details: { nearest: 'since' } })
    expect(fake.requests).toEqual([])
  })

  test.each<[unknown, string]>([
    [{ event: 'startt' }, "did you mean 'start'?"],
    [{ event: ['die', 'exec_created'] }, "did you mean 'exec_create'?"],
    [{ type: 'network', event: 'start' }, 'events of type network are: connect, create, destroy'],
    [{ type: ['volume', 'image'], event: 'connect' }, 'events of type volume or image are: create, destroy, mount'],
    [{ event: 'health_status: ill' }, "did you mean 'health_status"],
    [{ event: 'teleport' }, 'for a word that only a newer engine has, leave event out and compare Action'],
  ])('is refused where no event has that word, with the words that there are: %j', async (which, hint) => {
    await using fake = await fakeEngine({})
    const error = refusal(asked(fake, which))
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', details: { argument: 'filters.event' } })
    expect(error.hint).toContain(hint)
  })

  test.each<[EventFilters, string]>([
    [
      { type: 'container', event: 'health_status: unhealthy' },
      '{"event":["health_status: unhealthy"],"type":["container"]}',
    ],
    [
      { type: ['network', 'container'], event: ['connect', 'die'] },
      '{"event":["connect","die"],"type":["network","container"]}',
    ],
    [{ event: 'exec_start' }, '{"event":["exec_start"]}'],
  ])('takes the words of its types: %j', async (which, written) => {
    await using fake = await fakeEngine({ '/events': quiet })
    const events = new System(fake.engine).events({ since: 1, ...which })
    await events.ready()
    const { searchParams } = new URL(`http://x${fake.requests.at(-1)?.slice(4)}`)
    expect(JSON.parse(searchParams.get('filters') ?? '')).toEqual(JSON.parse(written))
    await events.return()
  })

  test('may go on from an event, to the nanosecond', async () => {
    await using fake = await fakeEngine({ '/events': quiet })
    const events = new System(fake.engine).events({ since: 1_795_496_182_392_963_134n })
    await events.ready()
    expect(fake.requests.at(-1)).toBe('GET /v1.51/events?since=1795496182.392963134')
    await events.return()
  })

  test('is what was asked for at the call, whatever the caller makes of it later', async () => {
    await using fake = await fakeEngine({ '/events': quiet })
    const type = ['network' as const]
    const since = new Date(1_700_000_000_000)
    const which: { type: typeof type; label?: string; since: Date; until?: number } = { type, since }
    const events = new System(fake.engine).events(which)
    type.push('network')
    which.label = 'a=b'
    since.setTime(0)
    which.until = 1
    await events.ready()
    const written = `since=1700000000.000000000&filters=${encodeURIComponent('{"type":["network"]}')}`
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
