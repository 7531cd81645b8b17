import { expect, test } from 'vitest'
import { elapsed } from './elapsed.js'
import { DroppingRoom, type EventGap } from '../../../src/stream/queue/dropping.js'
import { Queue } from '../../../src/stream/queue/queue.js'

interface Numbered {
  readonly n: number
}

function queue(limit: number, onGap: (gap: EventGap) => void = () => undefined): Queue<Numbered> {
  return new Queue(new DroppingRoom<Numbered>(limit, ({ n }) => `at ${n}`, onGap))
}

async function read(source: Pick<Queue<Numbered>, 'next'>, count: number): Promise<(number | 'done')[]> {
  const found: (number | 'done')[] = []
  for (let i = 0; i < count; i++) {
    const { done, value } = await source.next()
    found.push(done === true ? 'done' : value.n)
  }
  return found
}

test('events are read in the order they came, before or after the reader asked', async () => {
  const events = queue(10)
  events.push({ n: 1 })
  events.push({ n: 2 })
  const all = read(events, 4)
  events.push({ n: 3 })
  events.push({ n: 4 })
  expect(await all).toEqual([1, 2, 3, 4])
})

test('what finds no room leaves a gap at its place, with its size and the time of the last event before', async () => {
  const gaps: (EventGap & { after: number })[] = []
  const seen: number[] = []
  const events = queue(2, (gap) => gaps.push({ ...gap, after: seen.length }))
  for (const n of [1, 2, 3, 4, 5]) events.push({ n })
  expect(await read(events, 1)).toEqual([1])
  seen.push(1)
  expect(await read(events, 1)).toEqual([2])
  seen.push(2)
  const third = read(events, 1)
  events.push({ n: 6 })
  expect(await third).toEqual([6])
  expect(gaps).toEqual([{ dropped: 3, since: 'at 2', after: 2 }])
})

test('events that find room again after a gap stand behind it', async () => {
  const heard: string[] = []
  const events = queue(2, ({ dropped }) => heard.push(`${dropped} missing`))
  for (const n of [1, 2, 3]) events.push({ n })
  heard.push(...(await read(events, 2)).map(String))
  events.push({ n: 4 })
  heard.push(...(await read(events, 1)).map(String))
  expect(heard).toEqual(['1', '2', '1 missing', '4'])
})

test('a reader is told of a gap by what onGap throws', async () => {
  const reason = new Error('gap')
  const events = queue(1, () => {
    throw reason
  })
  events.push({ n: 1 })
  events.push({ n: 2 })
  expect(await read(events, 1)).toEqual([1])
  await expect(events.next()).rejects.toBe(reason)
})

test('a broken source is told after what waits has been read, once', async () => {
  const events = queue(10)
  const reason = new Error('lost')
  events.push({ n: 1 })
  events.fail(reason)
  events.push({ n: 2 })
  expect(await read(events, 1)).toEqual([1])
  await expect(events.next()).rejects.toBe(reason)
  expect(await read(events, 1)).toEqual(['done'])
})

test('a waiting reader learns of a failure, others of the end', async () => {
  const events = queue(10)
  const reason = new Error('lost')
  const first = events.next()
  const second = events.next()
  events.fail(reason)
  await expect(first).rejects.toBe(reason)
  expect(await second).toEqual({ done: true, value: undefined })
})

test('an abort is told at once, ahead of what waits', async () => {
  const events = queue(10)
  events.push({ n: 1 })
  events.abort('the reason itself')
  await expect(events.next()).rejects.toBe('the reason itself')
  expect(await read(events, 1)).toEqual(['done'])
})

test('a quarter of a million events that wait are handed out in about the time of walking over them', async () => {
  const many = Array.from({ length: 250_000 }, (_, n) => ({ n }))
  const plain = await elapsed(() => read({ next: stepsOf(many) }, many.length))
  const events = queue(many.length)
  for (const event of many) events.push(event)
  expect(await elapsed(() => read(events, many.length))).toBeLessThan(20 * plain)
})

function stepsOf(items: readonly Numbered[]): () => Promise<IteratorResult<Numbered, undefined>> {
  const steps = items.values()
  return () => Promise.resolve(steps.next())
}
