import { getEventListeners, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Events, EventFilters, EventsOptions } from '../../../src/system/events/events.js'
import type { EventGap } from '../../../src/stream/queue/dropping.js'
import { System } from '../../../src/system/system.js'
import { fakeEngine, json, type Answer } from '../fake-engine.js'

interface Sent {
  readonly Type: string
  readonly Action: string
  readonly timeNano: bigint
}

function line(n: number, lead = ''): string {
  return `${lead}{"Type":"network","Action":"create","Actor":{"ID":"n${n}","Attributes":{"name":"net${n}"}},"scope":"local","time":1,"timeNano":${1_000_000_000 + n}}\n`
}

/** Answers to /events with a stream that the test writes, and hands it over when it is asked for. */
function stream(): { readonly answer: Answer; readonly asked: Promise<ServerResponse> } {
  let give: (response: ServerResponse) => void = () => undefined
  const asked = new Promise<ServerResponse>((resolve) => (give = resolve))
  return {
    asked,
    answer: (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.flushHeaders()
      give(response)
    },
  }
}

interface Subscribed extends AsyncDisposable {
  readonly events: Events
  readonly response: ServerResponse
  readonly requests: readonly string[]
}

/** A subscription that the engine has taken, and the answer that the test writes. */
async function subscribe(filters?: EventFilters, options?: EventsOptions): Promise<Subscribed> {
  const { answer, asked } = stream()
  const fake = await fakeEngine({ '/events': answer })
  const events = new System(fake.engine).events(filters, options)
  await events.ready()
  const { requests } = fake
  return { events, response: await asked, requests, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() }
}

describe('a subscription', () => {
  test('sends nothing before it is read', async () => {
    await using fake = await fakeEngine({})
    new System(fake.engine).events()
    expect(fake.requests).toEqual([])
  })

  test("starts at the engine's own clock, so that nothing falls between the question and the answer", async () => {
    const { answer } = stream()
    await using fake = await fakeEngine({ '/events': answer })
    const events = new System(fake.engine).events({ type: ['network', 'volume'], label: 'a=b' })
    await events.ready()
    const filters = encodeURIComponent('{"type":["network","volume"],"label":["a=b"]}')
    expect(fake.requests.at(-1)).toBe(`GET /v1.51/events?since=1795495303.000000001&filters=${filters}`)
    await events.return()
  })

  test('works where something in between forbids to ask for the clock', async () => {
    const { answer } = stream()
    await using fake = await fakeEngine({ '/events': answer, '/info': json({ message: 'forbidden' }, 403) })
    const events = new System(fake.engine).events()
    await events.ready()
    expect(fake.requests.at(-1)).toBe('GET /v1.51/events')
    await events.return()
  })

  test('tells an event once that the engine sends as replay and again as news', async () => {
    await using subscribed = await subscribe()
    const { events, response } = subscribed
    response.write(line(1) + line(2) + line(2) + line(1) + line(3))
    const ids = [await events.next(), await events.next(), await events.next()].map(({ value }) => value?.Actor.ID)
    expect(ids).toEqual(['n1', 'n2', 'n3'])
    await events.return()
  })

  test('reads records of json-seq as it reads lines, with every digit of timeNano', async () => {
    const { answer, asked } = stream()
    await using fake = await fakeEngine({ '/events': answer })
    const events = new System(fake.engine).events()
    const first = events.next()
    ;(await asked).write(line(7, '\u001e'))
    const { value } = (await first) as { value: Sent }
    expect(value.timeNano).toBe(1_000_000_007n)
    await events.return()
  })

  test.each([0, -1, 1.5, Number.NaN])('with a buffer of %s is refused at the call', async (buffer) => {
    await using fake = await fakeEngine({})
    expect(() => new System(fake.engine).events({}, { buffer })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })
})

describe('a slow reader', () => {
  test('does not make the engine wait, and learns where events are missing', async () => {
    await using subscribed = await subscribe({}, { buffer: 3 })
    const { events, response } = subscribed
    // More than sockets hold: it only drains if somebody reads it.
    const many = 50_000
    for (let n = 0; n < many; n++) if (!response.write(line(n))) await once(response, 'drain')
    response.end()
    await once(response, 'close')

    const ids = [await events.next(), await events.next(), await events.next()].map(({ value }) => value?.Actor.ID)
    expect(ids).toEqual(['n0', 'n1', 'n2'])
    await expect(events.next()).rejects.toMatchObject({ code: 'EVENTS_LOST', details: { since: '1.000000002' } })
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test('goes on behind the gaps with onGap, and every event is either read or counted', async () => {
    const gaps: EventGap[] = []
    await using subscribed = await subscribe({}, { buffer: 2, onGap: (gap) => gaps.push(gap) })
    const { events, response } = subscribed
    const many = 50_000
    for (let n = 0; n < many; n++) if (!response.write(line(n))) await once(response, 'drain')
    response.end()

    const read: bigint[] = []
    const reading = (async () => {
      for await (const { timeNano } of events) read.push(timeNano)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    const counted = gaps.reduce((sum, { dropped }) => sum + dropped, 0)
    expect(gaps[0]?.since).toBe('1.000000001')
    expect(read.length + counted).toBe(many)
    expect(read).toEqual([...new Set(read)].sort((a, b) => Number(a - b)))
  })
})

describe('the end', () => {
  test('by an onGap that throws closes the connection', async () => {
    const onGap = (): never => {
      throw new Error('a gap')
    }
    await using subscribed = await subscribe({}, { buffer: 1, onGap })
    const { events, response } = subscribed
    const closed = once(response, 'close')
    // Only when more than sockets hold has been taken, the buffer has surely overflowed.
    for (let n = 0; n < 50_000; n++) if (!response.write(line(n))) await once(response, 'drain')
    const read = (async () => {
      for await (const { Actor } of events) expect(Actor.ID).toBe('n0')
    })()
    await expect(read).rejects.toThrow('a gap')
    await closed
  })

  test('by an event without its moment is a broken reply, and closes the connection', async () => {
    await using subscribed = await subscribe()
    const { events, response } = subscribed
    const closed = once(response, 'close')
    response.write('{"Type":"network","Action":"create","Actor":{"ID":"a"}}\n')
    await expect(events.next()).rejects.toMatchObject({ code: 'REPLY_MISMATCH', operation: 'SystemEvents' })
    expect(await events.next()).toEqual({ done: true, value: undefined })
    await closed
  })

  test('of a stream without until is a lost connection, even when the engine ends it in good order', async () => {
    await using subscribed = await subscribe()
    const { events, response } = subscribed
    response.end(line(1))
    expect((await events.next()).value?.Actor.ID).toBe('n1')
    await expect(events.next()).rejects.toMatchObject({ code: 'CONNECTION_LOST', operation: 'SystemEvents' })
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test('of a stream that is cut is a lost connection', async () => {
    await using subscribed = await subscribe()
    const { events, response } = subscribed
    response.write(line(1))
    expect((await events.next()).value?.Actor.ID).toBe('n1')
    response.destroy()
    await expect(events.next()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
  })

  test('at until is the end of the loop', async () => {
    await using subscribed = await subscribe({ until: '1795495303' })
    const { events, response } = subscribed
    expect(subscribed.requests.at(-1)).toBe('GET /v1.51/events?until=1795495303.000000000')
    response.end(line(1))
    const ids: string[] = []
    for await (const event of events) ids.push(event.Actor.ID)
    expect(ids).toEqual(['n1'])
  })

  test("before until, by the engine's clock, is a lost connection", async () => {
    await using subscribed = await subscribe({ until: '1795495304' })
    const { events, response } = subscribed
    response.end()
    await expect(events.next()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
  })

  test('by break closes the connection', async () => {
    await using subscribed = await subscribe()
    const { events, response } = subscribed
    const closed = once(response, 'close')
    response.write(line(1))
    for await (const event of events) if (event.Type === 'network') break
    await closed
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test("by abort rejects with the signal's own reason, at once, and leaves no listener", async () => {
    const controller = new AbortController()
    await using subscribed = await subscribe({}, { signal: controller.signal })
    const { events, response } = subscribed
    const closed = once(response, 'close')
    const waiting = events.next()
    controller.abort('the reason itself')
    await expect(waiting).rejects.toBe('the reason itself')
    await closed
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test('by a signal that is aborted already sends nothing', async () => {
    await using fake = await fakeEngine({})
    const events = new System(fake.engine).events({}, { signal: AbortSignal.abort('no') })
    await expect(events.next()).rejects.toBe('no')
    expect(fake.requests).toEqual([])
  })

  test('by closing the client is told', async () => {
    const { answer } = stream()
    await using fake = await fakeEngine({ '/events': answer })
    const events = new System(fake.engine).events()
    await events.ready()
    const waiting = events.next()
    const told = expect(waiting).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
    await fake.engine.close()
    await told
  })

  test('by a refusal is the error of the first read, and of ready', async () => {
    await using fake = await fakeEngine({ '/events': json({ message: "invalid filter 'x'" }, 400) })
    const events = new System(fake.engine).events()
    await expect(events.next()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(events.ready()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })
})
