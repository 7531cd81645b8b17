import { describe, expect, test, vi } from 'vitest'
import type { Decoder } from '../../../src/stream/decoders/decoder.js'
import { decode, each, type End } from '../../../src/stream/items.js'
import { byteQueue } from '../../../src/stream/queue/queue.js'
import { gather, rejection, Source } from './source.js'

/** Gives out the numbers of each piece; throws at a negative one. */
class Numbers implements Decoder<readonly number[], number> {
  #left: number[] = []
  push(piece: readonly number[]): void {
    this.#left = [...piece]
  }
  take(): number | undefined {
    const number = this.#left.shift()
    if (number !== undefined && number < 0) throw new RangeError('negative')
    return number
  }
  end(): void {
    this.#left = [99]
  }
}

/** Each byte by itself. */
class Bytes implements Decoder<Uint8Array, number> {
  #bytes: number[] = []
  push(chunk: Uint8Array): void {
    this.#bytes = [...chunk]
  }
  take(): number | undefined {
    return this.#bytes.shift()
  }
  end(): void {
    // no byte is held back
  }
}

const numbers = (source: AsyncIterable<readonly number[]>) => decode(source, new Numbers())

describe('items', () => {
  test('come in order, with those of the end', async () => {
    expect(await gather(numbers(new Source([[1, 2], [], [3]])))).toEqual([1, 2, 3, 99])
  })

  test('nothing is read before somebody asks, and no chunk before the one before is used up', async () => {
    const source = new Source([[1, 2], [3], [4]])
    const items = numbers(source)
    await Promise.resolve()
    expect(source.reads).toBe(0)
    await items.next()
    await items.next()
    expect(source.reads).toBe(1)
    await items.next()
    await new Promise(setImmediate)
    expect(source.reads).toBe(2)
  })

  test('break closes the source exactly once', async () => {
    const source = new Source([[1, 2]])
    const items = numbers(source)
    for await (const item of items) if (item === 1) break
    await items.return()
    expect(source.closed).toBe(1)
    expect(await items.next()).toEqual({ done: true, value: undefined })
  })

  test('return before the first read closes the source', async () => {
    const source = new Source([[1]])
    await numbers(source).return()
    expect([source.reads, source.closed]).toEqual([0, 1])
  })

  test('a throw in the loop closes the source', async () => {
    const source = new Source([[1]])
    const loop = async () => {
      for await (const item of numbers(source)) throw new Error(`at ${item}`)
    }
    await expect(loop()).rejects.toThrow('at 1')
    expect(source.closed).toBe(1)
  })

  test('a source that ended is not closed again', async () => {
    const source = new Source([[1]])
    const items = numbers(source)
    await items.next()
    await items.next()
    await items.return()
    expect(source.closed).toBe(0)
  })

  test("the source's error comes as it is, after the items before it; then it is done", async () => {
    const failure = new Error('reset')
    const source = new Source([[1]], failure)
    const items = numbers(source)
    expect(await items.next()).toEqual({ done: false, value: 1 })
    expect(await rejection(items.next())).toBe(failure)
    expect(await items.next()).toEqual({ done: true, value: undefined })
    expect(source.closed).toBe(0)
  })

  test("the decoder's error closes the source once; then it is done", async () => {
    for (const piece of [[-1], [1, -1]]) {
      const source = new Source([piece, [2]])
      const items = numbers(source)
      expect(await rejection(gather(items))).toBeInstanceOf(RangeError)
      expect(await items.next()).toEqual({ done: true, value: undefined })
      expect(source.closed).toBe(1)
    }
  })

  test('iterating twice goes on with the same stream', async () => {
    const items = numbers(new Source([[1, 2, 3]]))
    const first = items[Symbol.asyncIterator]()
    await first.next()
    const second = items[Symbol.asyncIterator]()
    expect(await second.next()).toEqual({ done: false, value: 2 })
    expect(await gather(items)).toEqual([3, 99])
    expect(await gather(items)).toEqual([])
  })

  test('calls that overlap are answered in order', async () => {
    const items = numbers(new Source([[1], [2, 3], [4]]))
    const results = await Promise.all(Array.from({ length: 7 }, () => items.next()))
    expect(results.map((result) => result.value)).toEqual([1, 2, 3, 4, 99, undefined, undefined])
  })

  test('a call does not overtake one that waits already', async () => {
    const items = numbers(new Source([[1], [2, 3]]))
    const first = items.next()
    const third = first.then(() => items.next())
    const second = items.next()
    expect([(await second).value, (await third).value]).toEqual([2, 3])
  })

  test('return while a read is pending closes at once, and the read ends', async () => {
    let close = (): void => undefined
    const closed = new Promise<void>((resolve) => (close = resolve))
    const stuck: AsyncIterableIterator<readonly number[]> = {
      next: () => closed.then(() => Promise.reject(new Error('destroyed'))),
      return: () => {
        close()
        return Promise.resolve({ done: true, value: undefined })
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
    const items = numbers(stuck)
    const pending = items.next()
    await items.return()
    expect(await pending).toEqual({ done: true, value: undefined })
  })

  test('that wait in a queue cost no read: what is taken lets its sender go on', async () => {
    const heard: string[] = []
    const queue = byteQueue(
      { pause: () => heard.push('pause'), resume: () => heard.push('resume') },
      () => heard.push('left'),
      4,
    )
    const items = decode(queue, new Bytes())
    for (const byte of [1, 2, 3, 4]) queue.push(Uint8Array.of(byte))
    expect(heard).toEqual(['pause'])
    expect([(await items.next()).value, (await items.next()).value]).toEqual([1, 2])
    expect(heard).toEqual(['pause'])
    expect((await items.next()).value).toBe(3)
    expect(heard).toEqual(['pause', 'resume'])
    await items.return()
    expect(heard).toEqual(['pause', 'resume', 'left'])
  })

  test('pass through a check one after the other; what it throws closes the source', async () => {
    const seen: number[] = []
    const check = async (item: number): Promise<void> => {
      seen.push(item)
      await new Promise(setImmediate)
      seen.push(-item)
      if (item === 2) throw new RangeError('two')
    }
    const source = new Source([[1, 2, 3]])
    const items = decode(source, new Numbers(), undefined, { check })
    const [first, second, third] = [items.next(), items.next(), items.next()]
    expect((await first).value).toBe(1)
    expect(await rejection(second)).toBeInstanceOf(RangeError)
    expect(await third).toEqual({ done: true, value: undefined })
    expect(seen).toEqual([1, -1, 2, -2])
    expect(source.closed).toBe(1)
  })

  test('are given out before the end is confirmed, and what that throws is told', async () => {
    const heard: unknown[] = []
    const confirm = () => {
      heard.push('asked')
      return Promise.reject(new Error('the engine died'))
    }
    const source = new Source([[1, 2]])
    const onOver = (end: End, failure?: unknown) => heard.push(end, failure)
    const items = decode(source, new Numbers(), undefined, { confirm, onOver })
    await each({ [Symbol.asyncIterator]: () => items }, (item) => heard.push(item)).catch((error: unknown) =>
      heard.push(error),
    )
    const died = new Error('the engine died')
    expect(heard).toEqual([1, 2, 99, 'asked', 'failure', died, died])
    expect(source.closed).toBe(0)
  })

  test("are explained: what is found out about the source's error is told instead of it", async () => {
    const explain = (error: unknown) => Promise.resolve(new Error('explained', { cause: error }))
    const failure = new Error('reset')
    const items = decode(new Source([[1]], failure), new Numbers(), undefined, { explain })
    await items.next()
    expect(await rejection(items.next())).toMatchObject({ message: 'explained', cause: failure })
    expect(await items.next()).toEqual({ done: true, value: undefined })
  })

  test('tell once how they were over', async () => {
    const ends: End[] = []
    const policy = { onOver: (end: End) => ends.push(end) }
    const failure = new Error('reset')
    await gather(decode(new Source([[1]]), new Numbers(), undefined, policy))
    for await (const item of decode(new Source([[1, 2]]), new Numbers(), undefined, policy)) if (item === 1) break
    await rejection(gather(decode(new Source([[1]], failure), new Numbers(), undefined, policy)))
    await rejection(gather(decode(new Source([[-1]]), new Numbers(), undefined, policy)))
    expect(ends).toEqual(['source', 'reader', 'failure', 'failure'])
  })
})

describe('each', () => {
  test('takes what has arrived without asking the source again', async () => {
    const queue = byteQueue({ pause: () => undefined, resume: () => undefined }, () => undefined)
    for (const byte of [1, 2, 3]) queue.push(Uint8Array.of(byte, -byte))
    queue.end()
    const items = decode(queue, new Bytes())
    const next = vi.spyOn(items, 'next')
    const seen: number[] = []
    await each(items, (item) => seen.push(item))
    expect(seen).toEqual([1, 255, 2, 254, 3, 253])
    expect(next).toHaveBeenCalledTimes(2) // the first item, and the end
  })

  test('closes the source when what is done with an item throws', async () => {
    for (const pieces of [[[1], [2]], [[1, 2]]]) {
      const source = new Source(pieces)
      const stop = (item: number) => {
        if (item === 2) throw new RangeError('two')
      }
      expect(await rejection(each(numbers(source), stop))).toBeInstanceOf(RangeError)
      expect(source.closed).toBe(1)
    }
  })

  test("tells the decoder's error once, after the items before it", async () => {
    const source = new Source([[1, 2, -1, 3]])
    const seen: number[] = []
    expect(await rejection(each(numbers(source), (item) => seen.push(item)))).toBeInstanceOf(RangeError)
    expect([seen, source.closed]).toEqual([[1, 2], 1])
  })

  test('reads any iterable', async () => {
    const seen: number[] = []
    await each(new Source([1, 2]), (item) => seen.push(item))
    expect(seen).toEqual([1, 2])
  })
})
