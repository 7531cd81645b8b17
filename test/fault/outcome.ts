import { expect } from 'vitest'
import { MooringError } from '../../src/errors/base.js'
import type { ErrorCode } from '../../src/errors/codes.js'

/** What was read, and how the reading ended. */
export interface Reading<Item> {
  readonly items: readonly Item[]
  readonly error: unknown
}

/** Reads to the end, or to the error. */
export async function readAll<Item>(source: AsyncIterable<Item>): Promise<Reading<Item>> {
  const items: Item[] = []
  try {
    for await (const item of source) items.push(item)
    return { items, error: undefined }
  } catch (error) {
    return { items, error }
  }
}

/** What a call was rejected with; the test fails when it was not. */
export async function rejection(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  return expect.unreachable('the call was not rejected')
}

/** Holds an error to what every rejection promises: one base class, a code, the operation and what became of the request. */
export function expectTyped(error: unknown): MooringError {
  if (!MooringError.is(error)) throw new Error('a rejection is no MooringError', { cause: error })
  const { code, operation, sent, message, stack } = error
  const told = `${code} by ${operation}, sent ${sent}: ${stack}`
  expect(typeof code, told).toBe('string')
  expect(operation, told).toBeTypeOf('string')
  expect(['no', 'yes', 'unknown'], told).toContain(sent)
  expect(message, told).not.toBe('')
  return error
}

/** The same, for a call. */
export async function typed<Code extends ErrorCode>(call: Promise<unknown>, code: Code): Promise<MooringError<Code>> {
  const error = expectTyped(await rejection(call))
  if (!MooringError.is(error, code)) throw new Error(`expected ${code}, got ${error.code}`, { cause: error })
  return error
}
