import { expect, test } from 'vitest'
import type { Peer, Script } from './fake-engine.js'
import { fakeEngine } from './fake-engine.js'
import { answer, chunk, chunkedHead, chunks, frame, head, json, lastChunk, upgraded } from './http.js'
import { expectTyped, readAll, type Reading } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, eventLines, events, networks } from './replies.js'

keepProcessQuiet()

type Way = 'FIN' | 'destroy' | 'freeze' | 'garbage'
const ways: readonly Way[] = ['FIN', 'destroy', 'freeze', 'garbage']
const garbage = Buffer.alloc(12, 0xff)

/** Says the first n bytes, and then fails. */
async function cut(peer: Peer, bytes: Uint8Array, n: number, way: Way): Promise<void> {
  await peer.send(bytes.subarray(0, n))
  if (way === 'freeze') return
  if (way === 'garbage') await peer.send(garbage)
  if (way === 'destroy') peer.cut()
  else peer.end()
}

/** Runs one case for each place where the bytes can be cut, some at a time. */
async function sweep(bytes: Uint8Array, run: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let n = next++; n <= bytes.length; n = next++) await run(n)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
}

/** Where it is cut stands in the question, so that one engine serves the whole sweep. */
const placeIn = (text: string | null): number => Number(/cut-(\d+)/.exec(text ?? '')?.[1])

const list = JSON.stringify(networks)
const replies = {
  'with a Content-Length': answer(200, { 'Content-Type': 'application/json' }, list),
  'in chunks': Buffer.concat([chunkedHead, chunks(list, 37)]),
  'that says Connection: close': Buffer.concat([
    head(200, { 'Transfer-Encoding': 'chunked', Connection: 'close' }),
    chunks(list, 61),
  ]),
}

for (const [shape, bytes] of Object.entries(replies)) {
  test.each(ways)(`a list ${shape}, cut at any byte by %s, is whole or a typed error`, async (way) => {
    await using engine = await fakeEngine({
      'GET /networks': (peer, { query }) => cut(peer, bytes, placeIn(query.get('filters')), way),
    })
    const whole = new Set<number>()
    await sweep(bytes, async (n) => {
      const call = engine.docker.network.list({ name: `cut-${n}` }, { timeout: way === 'freeze' ? 30 : 30_000 })
      await call.then(
        (found) => {
          expect(found.map(({ summary }) => summary)).toEqual(networks)
          whole.add(n)
        },
        (error: unknown) => expectTyped(error),
      )
    })
    const early = [...whole].filter((n) => !bytes.subarray(0, n).includes(list.slice(-1)))
    expect(early).toEqual([])
    if (way !== 'freeze') expect(whole).toContain(bytes.length)
  })
}

/** What a reading may be: all that was said before the cut, nothing made up, and an error. */
function expectPrefix<Item>({ items, error }: Reading<Item>, all: readonly Item[], least: number): void {
  expect(items).toEqual(all.slice(0, items.length))
  expect(items.length).toBeGreaterThanOrEqual(least)
  expectTyped(error)
}

const eventReply = Buffer.concat([chunkedHead, ...eventLines.map(chunk), lastChunk])
/** How many lines have arrived whole with the first n bytes; the last two of a chunk are not its body's. */
const linesWithin = (n: number): number =>
  eventLines.filter((line) => n >= eventReply.indexOf(line) + Buffer.byteLength(line)).length

test.each(ways)('events cut at any byte by %s are the events before the cut, and a typed error', async (way) => {
  await using engine = await fakeEngine({
    'GET /events': (peer, { query }) => cut(peer, eventReply, placeIn(query.get('filters')), way),
  })
  await sweep(eventReply, async (n) => {
    const deadline = new AbortController()
    const source = engine.docker.events({ network: `cut-${n}` }, { signal: deadline.signal })
    if (way !== 'freeze') {
      expectPrefix<unknown>(await readAll(source), events, linesWithin(n))
      return
    }
    const read: unknown[] = []
    for (let left = linesWithin(n); left > 0; left--) read.push((await source.next()).value)
    expect(read).toEqual(events.slice(0, read.length))
    if (n === eventReply.length) {
      await source.return()
      return
    }
    const rest = readAll(source)
    deadline.abort('time is up')
    expect(await rest).toEqual({ items: [], error: 'time is up' })
  })
})

const payloads = ['one\n', 'é中😀', 'x'.repeat(40)]
const frames = payloads.map((payload, i) => frame(i === 1 ? 'stderr' : 'stdout', payload))
const outputs = payloads.join('')
const logReply = Buffer.concat([chunkedHead, ...frames.map(chunk), lastChunk])

const byText = (items: readonly { readonly data: Uint8Array }[]): string =>
  Buffer.concat(items.map(({ data }) => data)).toString('latin1')
const whole = Buffer.from(outputs).toString('latin1')
const inspect: Script = (peer) => peer.send(json(container))

/** Bytes of output that stand in the first n bytes of these frames. */
function outputWithin(reply: Uint8Array, n: number): number {
  let within = 0
  for (const [i, whole] of frames.entries()) {
    const from = Buffer.from(reply).indexOf(whole) + 8
    within += Math.max(0, Math.min(n - from, Buffer.byteLength(payloads[i] ?? '')))
  }
  return within
}

test.each(ways)('logs cut at any byte by %s are the bytes before the cut, and a typed error', async (way) => {
  await using engine = await fakeEngine({
    'GET /containers/*': (peer, asked) => {
      if (asked.path.endsWith('/json')) return inspect(peer, asked)
      return cut(peer, logReply, placeIn(asked.path), way)
    },
  })
  await sweep(logReply, async (n) => {
    const timeout = way === 'freeze' ? 50 : undefined
    const { items, error } = await readAll(engine.docker.container.ref(`cut-${n}`).logs({ follow: true, timeout }))
    if (error === undefined) expect([n, byText(items)]).toEqual([logReply.length, whole])
    else if (way === 'garbage') expect(byText(items).startsWith(whole.slice(0, outputWithin(logReply, n)))).toBe(true)
    else expect(whole.startsWith(byText(items))).toBe(true)
    if (way !== 'freeze') expect(byText(items).length).toBeGreaterThanOrEqual(outputWithin(logReply, n))
    if (error !== undefined) expectTyped(error)
  })
})

const attachReply = Buffer.concat([upgraded, ...frames])

test.each(ways)(
  'an attached stream cut at any byte by %s is the bytes before the cut, and a typed error',
  async (way) => {
    const waiting = new Map<number, Peer>()
    await using engine = await fakeEngine({
      'GET /containers/*': inspect,
      'POST /containers/*': async (peer, { path }) => {
        const n = placeIn(path)
        if (path.endsWith('/wait')) {
          waiting.set(n, peer)
          return peer.send(chunkedHead)
        }
        await cut(peer, attachReply, n, way)
        // The other connections of an engine that dies end with it; one that lives says how the program ended.
        const wait = waiting.get(n)
        if (wait === undefined || way === 'freeze') return
        if (n < attachReply.length) wait.cut()
        else await wait.send(Buffer.concat([chunk('{"StatusCode":0}'), lastChunk]))
      },
    })
    await sweep(attachReply, async (n) => {
      const attach = async () => {
        const attached = await engine.docker.container
          .ref(`cut-${n}`)
          .attach({ timeout: way === 'freeze' ? 50 : undefined })
        const reading = await readAll(attached.output)
        await attached.detach()
        return reading
      }
      const { items, error } = await attach().catch((error: unknown) => ({ items: [], error }))
      if (error === undefined) expect([n, byText(items)]).toEqual([attachReply.length, whole])
      else expectTyped(error)
      const said = whole.slice(0, outputWithin(attachReply, n))
      if (way === 'garbage') expect(byText(items).startsWith(said)).toBe(true)
      else if (way === 'FIN') expect(byText(items)).toBe(said)
      else expect(said.startsWith(byText(items))).toBe(true)
    })
    await engine.docker.close()
    await engine.allClosed()
  },
)
