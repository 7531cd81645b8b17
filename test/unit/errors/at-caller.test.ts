import { setImmediate as later } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { atCaller } from '../../../src/errors/at-caller.js'
import { ConnectionError } from '../../../src/errors/connection.js'

const { stackTraceLimit } = Error

afterEach(() => {
  Error.stackTraceLimit = stackTraceLimit
})

/** Made in a callback of the event loop, as by a socket: nobody's line is in its stack. */
function madeElsewhere(): Promise<never> {
  return new Promise((_, reject) => {
    setImmediate(() => {
      reject(new ConnectionError('CONNECTION_LOST', { message: 'it broke', details: {}, sent: 'unknown' }))
    })
  })
}

async function call(): Promise<never> {
  try {
    return await madeElsewhere()
  } catch (error) {
    throw atCaller(error)
  }
}

async function deep(levels: number): Promise<never> {
  return levels === 0 ? await call() : await deep(levels - 1)
}

/** The one who calls. */
async function caller(called: () => Promise<never>): Promise<string> {
  try {
    return await called()
  } catch (error) {
    return (error as Error).stack ?? ''
  }
}

describe('the stack of an error that came back to the function that called', () => {
  it('does not have its line by itself', async () => {
    expect(await caller(madeElsewhere)).not.toContain('caller (')
  })

  it.each<[string, () => Promise<never>]>([
    ['await', call],
    ['.then', () => call().then((value) => value)],
    ['Promise.race', () => Promise.race([call(), new Promise<never>(() => undefined)])],
    ['Promise.all', async () => (await Promise.all([call()]))[0]],
    ['new Promise', () => new Promise<never>((resolve, reject) => void call().then(resolve, reject))],
  ])('leads to it through %s', async (_, called) => {
    expect(await caller(called)).toMatch(/at (async )?caller \(.*at-caller\.test\.ts/)
  })

  it('begins with the name and the message', async () => {
    expect(await caller(call)).toMatch(/^ConnectionError: it broke\n/)
  })

  it('leads to it through the frames of mooring, which are no part of the limit', async () => {
    Error.stackTraceLimit = 3
    expect(await caller(() => deep(10))).toMatch(/at (async )?caller /)
    expect(Error.stackTraceLimit).toBe(3)
  })

  it('is empty where the program wants no stacks', async () => {
    Error.stackTraceLimit = 0
    expect(await caller(call)).toBe('ConnectionError: it broke')
  })
})

describe('what is no error of mooring', () => {
  it.each([[new Error('mine')], ['a text'], [undefined]])('stays as it is: %s', async (reason: unknown) => {
    const stack = reason instanceof Error ? reason.stack : undefined
    await later()
    expect(atCaller(reason)).toBe(reason)
    if (reason instanceof Error) expect(reason.stack).toBe(stack)
  })
})
