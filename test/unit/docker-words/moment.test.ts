import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { moment, parseWhen, until, writeMoment, type When } from '../../../src/docker-words/moment.js'
import { refusal } from '../refusal.js'

const at = (when: unknown): unknown => parseWhen('since', when as When)

describe('a moment', () => {
  test.each<[string, unknown, bigint]>([
    ['a Date', new Date(1_700_000_000_123), 1_700_000_000_123_000_000n],
    ['a Date of another realm', runInNewContext('new Date(1700000000123)'), 1_700_000_000_123_000_000n],
    ['the beginning of 1970', new Date(0), 0n],
    ['seconds', 1_700_000_000, 1_700_000_000_000_000_000n],
    ['seconds with a fraction', 1_700_000_000.5, 1_700_000_000_500_000_000n],
    ['seconds as the engine prints them', '1700000000.000000001', 1_700_000_000_000_000_001n],
    ['the nanoseconds of an event', 1_795_496_182_392_963_134n, 1_795_496_182_392_963_134n],
    ['the time of a line', '2026-11-24T04:41:43.55401054Z', 1_795_495_303_554_010_540n],
    ['a time of another zone', '2026-11-24T05:41:43.000000001+01:00', 1_795_495_303_000_000_001n],
    ['a time without seconds', '2026-11-24T04:41Z', 1_795_495_260_000_000_000n],
    ['what a Date prints', new Date(1_700_000_000_123).toISOString(), 1_700_000_000_123_000_000n],
  ])('can be %s', (_, when, nanoseconds) => {
    expect(at(when)).toEqual({ at: nanoseconds })
  })

  test.each<[string, bigint]>([
    ['30s', 30_000_000_000n],
    ['10m', 600_000_000_000n],
    ['1.5h', 5_400_000_000_000n],
    ['1h30m', 5_400_000_000_000n],
  ])('can be told as an age: %s', (age, nanoseconds) => {
    expect(at(age)).toEqual({ ago: nanoseconds })
  })

  test.each<[unknown, string]>([
    ['1d', "write '24h'"],
    ['2w', "write '336h'"],
    ['1.5 d', "write '36h'"],
    ['2026-11-24', "write '2026-11-24T00:00:00Z'"],
    ['2026-11-24T04:41:43', "write '2026-11-24T04:41:43Z'"],
    ['2026-11-24 04:41', "write '2026-11-24T04:41Z'"],
    [new Date('no date'), 'this Date is invalid'],
    [new Date(-1), 'before 1970'],
    [1_700_000_000_123, 'not milliseconds: give the Date'],
    [1_700_000_000n, 'give seconds as a number'],
    [-1n, 'give seconds as a number'],
    ['2026-02-30T00:00:00Z', "give a Date, an age such as '10m'"],
    ['2026-13-01T00:00:00Z', "give a Date, an age such as '10m'"],
    ['yesterday', "give a Date, an age such as '10m'"],
    ['10 m', "give a Date, an age such as '10m'"],
    ['10M', "give a Date, an age such as '10m'"],
    ['-5m', "give a Date, an age such as '10m'"],
    ['m', "give a Date, an age such as '10m'"],
    ['', "give a Date, an age such as '10m'"],
    [-1, "give a Date, an age such as '10m'"],
    [Number.NaN, "give a Date, an age such as '10m'"],
    [Number.POSITIVE_INFINITY, 'give'],
    [null, "give a Date, an age such as '10m'"],
    [{}, "give a Date, an age such as '10m'"],
    [true, "give a Date, an age such as '10m'"],
  ])('that cannot be is refused with what to write: %s', (when, hint) => {
    const error = refusal(() => at(when))
    expect(error.code).toBe('INVALID_ARGUMENT')
    expect(error.hint).toContain(hint)
  })

  test.each([
    [1_795_496_182_392_963_134n, '1795496182.392963134'],
    [1_795_496_182_000_000_001n, '1795496182.000000001'],
    [1n, '0.000000001'],
  ])('of %s nanoseconds is written without losing one', (nanoseconds, written) => {
    expect(writeMoment(nanoseconds)).toBe(written)
  })

  test('of a query is no age, whose beginning only the engine knows', () => {
    expect(moment.write(1_700_000_000, 'since')).toBe('1700000000.000000000')
    expect(refusal(() => moment.write('10m', 'since')).code).toBe('INVALID_ARGUMENT')
  })

  test('of a filter is one, or an age that the engine counts', () => {
    expect(until.write('1h30m', 'until')).toEqual(['1h30m'])
    expect(until.write(new Date(1_700_000_000_123), 'until')).toEqual(['1700000000.123000000'])
    expect(until.write(['24h'], 'until')).toEqual(['24h'])
    for (const wrong of ['1d', new Date(Number.NaN), ['1h', '2h'] as never, [] as never])
      expect(refusal(() => until.write(wrong, 'until')).code).toBe('INVALID_ARGUMENT')
  })
})
