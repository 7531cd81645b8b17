import { describe, expect, it } from 'vitest'
import { param, type Param } from '../../../src/engine/call/param.js'

/** As a caller without types writes it. */
function write(kind: Param<never>, value: unknown): string {
  return kind.write(value as never, 'option')
}

describe('a query parameter is written as engines read it', () => {
  it.each<[string, Param<never>, unknown, string]>([
    ['a flag', param.flag, true, '1'],
    ['a flag', param.flag, false, '0'],
    ['a text', param.text, 'a b&c', 'a b&c'],
    ['an integer', param.integer, -1, '-1'],
    ['an integer of 64 bits', param.integer, 2n ** 63n - 1n, '9223372036854775807'],
    ['a word', param.word('local', 'swarm'), 'swarm', 'swarm'],
    ['a tail', param.tail, 0, '0'],
    ['a tail', param.tail, 'all', 'all'],
  ])('%s', (_, kind, value, written) => {
    expect(write(kind, value)).toBe(written)
  })
})

describe('what an engine would misread is refused', () => {
  it.each<[string, Param<never>, unknown]>([
    ['a flag', param.flag, 'true'],
    ['a flag', param.flag, 1],
    ['a text', param.text, 7],
    ['a text', param.text, 'a\u0000b'],
    ['an integer', param.integer, 1.5],
    ['an integer', param.integer, Number.NaN],
    ['an integer', param.integer, 2 ** 53],
    ['an integer', param.integer, 2n ** 63n],
    ['an integer', param.integer, '1'],
    ['a word', param.word('local', 'swarm'), 'LOCAL'],
    ['a tail', param.tail, -1],
    ['a tail', param.tail, 'none'],
  ])('%s', (_, kind, value) => {
    expect(() => write(kind, value)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('option') as string,
        hint: expect.stringMatching(/./) as string,
      }),
    )
  })
})
