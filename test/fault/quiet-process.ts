import { afterAll, beforeAll, expect } from 'vitest'

/** Nothing may escape from the calls of a file: no rejection without a handler, no uncaught error, no warning. */
export function keepProcessQuiet(): void {
  const escaped: unknown[] = []
  const note = (what: unknown): void => {
    escaped.push(what)
  }
  const kinds = ['unhandledRejection', 'uncaughtException', 'warning'] as const
  beforeAll(() => {
    for (const kind of kinds) process.on(kind, note)
  })
  afterAll(async () => {
    // Rejections are told at the end of a turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    for (const kind of kinds) process.off(kind, note)
    expect(escaped).toEqual([])
  })
}
