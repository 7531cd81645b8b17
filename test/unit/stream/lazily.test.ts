import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { gather, rejection } from './source.js'
import type { Decoder } from '../../../src/stream/decoders/decoder.js'
import { lazily, type Opened } from '../../../src/stream/items.js'

/** Numbers as they come: each is an item. */
class Plain implements Decoder<number, number> {
  #number: number | undefined
  push(number: number): void {
    this.#number = number
  }
  take(): number | undefined {
    const number = this.#number
    this.#number = undefined
    return number
  }
  end(): void {
    // nothing is held
  }
}

function source(left: () => void): Opened<number, number> {
  let at = 0
  const iterator: AsyncIterableIterator<number, undefined> = {
    next: () => Promise.resolve(at < 3 ? { done: false, value: at++ } : { done: true, value: undefined }),
    return: () => {
      left()
      return Promise.resolve({ done: true, value: undefined })
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  return { source: iterator, decoder: new Plain() }
}

test('a source is opened by the first step, once', async () => {
  let opened = 0
  const items = lazily(() => {
    opened++
    return Promise.resolve(source(() => undefined))
  })
  expect(opened).toBe(0)
  expect(await gather(items)).toEqual([0, 1, 2])
  expect(opened).toBe(1)
})

test('leaving the loop closes the source', async () => {
  let left = 0
  for await (const item of lazily(() => Promise.resolve(source(() => left++)))) {
    expect(item).toBe(0)
    break
  }
  expect(left).toBe(1)
})

test('leaving before the first step opens nothing', async () => {
  let opened = 0
  const items = lazily(() => {
    opened++
    return Promise.resolve(source(() => undefined))
  })
  await items.return()
  expect((await items.next()).done).toBe(true)
  expect(opened).toBe(0)
})

test('a source that cannot be opened rejects once, then ends', async () => {
  const items = lazily(() => Promise.reject(new Error('no')))
  await expect(items.next()).rejects.toThrow('no')
  expect((await items.next()).done).toBe(true)
})

/** An opening that never ends by itself, as that of an engine that does not answer. */
function frozen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

test('leaving while the source is being opened ends the opening', async () => {
  let given: AbortSignal | undefined
  const items = lazily((signal) => frozen((given = signal)))
  const next = items.next()
  expect(await items.return()).toEqual({ done: true, value: undefined })
  expect(given?.aborted).toBe(true)
  expect(await next).toEqual({ done: true, value: undefined })
})

test('a source that opens after all, when its reader has left, is closed', async () => {
  let left = 0
  let open: (opened: Opened<number, number>) => void = () => undefined
  const items = lazily(() => new Promise<Opened<number, number>>((resolve) => (open = resolve)))
  const next = items.next()
  await items.return()
  open(source(() => left++))
  expect((await next).done).toBe(true)
  expect(left).toBe(1)
})

test("the caller's abort reaches what is opened, with its reason", async () => {
  const controller = new AbortController()
  const next = rejection(lazily(frozen, controller.signal).next())
  controller.abort('the reason itself')
  expect(await next).toBe('the reason itself')
})

test("nothing stays on the caller's signal, however it ends", async () => {
  const { signal } = new AbortController()
  const open = () => Promise.resolve(source(() => undefined))
  await gather(lazily(open, signal))
  for await (const item of lazily(open, signal)) if (item === 0) break
  await rejection(lazily(() => Promise.reject(new Error('no')), signal).next())
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('with a signal that is aborted already opens nothing', async () => {
  let opened = 0
  const items = lazily((signal) => {
    opened++
    return frozen(signal)
  }, AbortSignal.abort('no'))
  expect(await rejection(items.next())).toBe('no')
  expect(opened).toBe(0)
})
