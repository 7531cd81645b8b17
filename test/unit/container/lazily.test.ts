import { expect, test } from 'vitest'
import { gather } from '../stream/source.js'
import { lazily } from '../../../src/container/lazily.js'

function source(left: () => void): AsyncIterator<number, undefined> {
  let at = 0
  return {
    next: () => Promise.resolve(at < 3 ? { done: false, value: at++ } : { done: true, value: undefined }),
    return: () => {
      left()
      return Promise.resolve({ done: true, value: undefined })
    },
  }
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
  await items.return?.()
  expect((await items.next()).done).toBe(true)
  expect(opened).toBe(0)
})

test('a source that cannot be opened rejects once, then ends', async () => {
  const items = lazily<number>(() => Promise.reject(new Error('no')))
  await expect(items.next()).rejects.toThrow('no')
  expect((await items.next()).done).toBe(true)
})
