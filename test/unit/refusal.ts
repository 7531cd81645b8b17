import { expect } from 'vitest'
import { UsageError } from '../../src/errors/usage.js'

/** What a call throws at once, when it must refuse its input before anything is sent. */
export function refusal(call: () => unknown): UsageError {
  try {
    call()
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    const usage = error as UsageError // the line above has looked
    expect(usage.sent).toBe('no')
    expect(usage.hint ?? '').not.toBe('')
    // Thrown where the mistake is made: the stack leads to the test's own line.
    expect(usage.stack).toMatch(/\.test\.ts:\d+/)
    return usage
  }
  throw new Error('nothing was refused')
}
