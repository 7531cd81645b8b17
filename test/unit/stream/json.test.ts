import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { parseExactJson } from '../../../src/stream/json/exact-json.js'
import { json, parseJson } from '../../../src/stream/json/json.js'

function failure(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('it did not throw')
}

const notExact = (text: string) => {
  const error = failure(() => parseJson(text))
  return MooringError.is(error, 'NUMBER_NOT_EXACT') ? error.details : error
}

const event = '{"Type":"container","time":1700000000,"timeNano":1700000000123456789}'

describe('parseJson', () => {
  test('timeNano keeps its nanoseconds', () => {
    expect(parseJson(event)).toEqual({ Type: 'container', time: 1700000000, timeNano: 1700000000123456789n })
    expect(parseJson(`${event}\n`)).toEqual(parseJson(event))
  })

  test('the three fields are bigint even when small, and wherever they are', () => {
    expect(parseJson('{"timeNano":0}')).toEqual({ timeNano: 0n })
    expect(parseJson('{"timeNano" : -5 , "a":1}')).toEqual({ timeNano: -5n, a: 1 })
    expect(parseJson('[{"timeNano":1},{"timeNano":2}]')).toEqual([{ timeNano: 1n }, { timeNano: 2n }])
    expect(
      parseJson(
        '{"Status":{"IPAM":{"Subnets":{"fd00::/64":{"IPsInUse":3,"DynamicIPsAvailable":18446744073709551615}}}}}',
      ),
    ).toEqual({
      Status: { IPAM: { Subnets: { 'fd00::/64': { IPsInUse: 3n, DynamicIPsAvailable: 18446744073709551615n } } } },
    })
    expect(parseJson('{"timeNano":1,"timeNano":2}')).toEqual({ timeNano: 2n })
    expect(parseJson('{"timeNano":-0}')).toEqual({ timeNano: 0n })
    expect(parseJson('{"time\\u004eano":7}')).toEqual({ timeNano: 7n })
  })

  test('the fields are untouched where they are no numbers, no keys, or a part of one', () => {
    expect(parseJson('{"timeNano":"12","IPsInUse":null}')).toEqual({ timeNano: '12', IPsInUse: null })
    expect(parseJson('{"a":"timeNano","b":"\\"timeNano\\":5"}')).toEqual({ a: 'timeNano', b: '"timeNano":5' })
    expect(parseJson('{"x\\"timeNano":5}')).toEqual({ 'x"timeNano': 5 })
    expect(parseJson('{"x\\\\":"\\"timeNano\\":5","timeNano":6}')).toEqual({ 'x\\': '"timeNano":5', timeNano: 6n })
    expect(parseJson('{"mytimeNano":5,"timeNanos":6}')).toEqual({ mytimeNano: 5, timeNanos: 6 })
    expect(parseJson('{"a":{"timeNano":5},"timeNan":6}')).toEqual({ a: { timeNano: 5n }, timeNan: 6 })
  })

  test('one of the fields that is a fraction is refused', () => {
    expect(notExact('{"timeNano":1.5}')).toEqual({ field: 'timeNano', digits: '1.5' })
  })

  test('an integer that a double rounds is refused, with its field and digits', () => {
    expect(notExact('{"Memory":9223372036854775807}')).toEqual({ field: 'Memory', digits: '9223372036854775807' })
    expect(notExact('9007199254740993')).toEqual({ field: '', digits: '9007199254740993' })
    expect(notExact('{"percpu":[1, -9007199254740993]}')).toEqual({ field: 'percpu', digits: '-9007199254740993' })
    expect(notExact(`{"timeNano":1,"Size":9007199254740993}`)).toEqual({ field: 'Size', digits: '9007199254740993' })
    expect(notExact(`{"Size":9007199254740993,"timeNano":1}`)).toEqual({ field: 'Size', digits: '9007199254740993' })
    expect(notExact('9'.repeat(400))).toEqual({ field: '', digits: `${'9'.repeat(64)}...` })
  })

  test('an integer that a double rounds is found wherever in the text it stands, and of whatever length', () => {
    for (let before = 0; before <= 40; before++) {
      for (const digits of ['9007199254740993', '12345678901234567891', `1${'0'.repeat(40)}1`]) {
        for (const text of [`{"${'a'.repeat(before)}":${digits}}`, `[${'7,'.repeat(before)}${digits}]`]) {
          expect(() => parseJson(text), text).toThrow('cannot be held exactly')
          expect(() => parseJson(`${' '.repeat(before)}{"timeNano":1,"a":${digits}}`)).toThrow('cannot be held exactly')
        }
      }
      const id = `${'c'.repeat(before)}${'1234567890'.repeat(6)}`
      expect(parseJson(`{"Id":"a${id}","n":123456789012345,"f":0.123456789012345678}`)).toEqual({
        Id: `a${id}`,
        n: 123456789012345,
        f: 0.12345678901234568,
      })
    }
  })

  test('a long integer that a double holds is a number', () => {
    expect(parseJson('[9007199254740991,9007199254740992,9223372036854775808,-9223372036854775808]')).toEqual([
      2 ** 53 - 1,
      2 ** 53,
      2 ** 63,
      -(2 ** 63),
    ])
  })

  test('fractions and exponents mean what they mean to JSON.parse', () => {
    for (const text of ['1.5e3', '1e400', '-1e400', '1E-7', '0.1', '-0', '0', '3.141592653589793238462643', '1e23']) {
      expect(Object.is(parseJson(text), JSON.parse(text))).toBe(true)
      expect(parseJson(`[${text},{"timeNano":1}]`)).toEqual([JSON.parse(text), { timeNano: 1n }])
      expect(Object.is(parseExactJson(text), JSON.parse(text))).toBe(true)
    }
  })

  test('digits in strings and in keys are text', () => {
    const digits = '9223372036854775807'
    expect(parseJson(`{"${digits}":"${digits}","a":"x:${digits}","b":"\\":${digits}"}`)).toEqual({
      [digits]: digits,
      a: `x:${digits}`,
      b: `":${digits}`,
    })
  })

  test('__proto__ is dropped and changes nothing; constructor is a name like others', () => {
    for (const text of [
      '{"__proto__":{"a":1},"b":2}',
      '{"\\u005f_proto__":{"a":1},"b":2}',
      '{"__pr\\u006fto__":1,"b":2}',
    ]) {
      const value = parseJson(text)
      expect(value).toEqual({ b: 2 })
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      expect(Object.hasOwn(value as object, '__proto__')).toBe(false)
    }
    expect(parseJson('{"constructor":"x","timeNano":1}')).toEqual({ constructor: 'x', timeNano: 1n })
  })

  test('what is not JSON is INVALID_JSON with the place', () => {
    const long = `{"a":"${'x'.repeat(500)}",oops}`
    const error = failure(() => parseJson(long))
    expect(MooringError.is(error, 'INVALID_JSON') && error.details.excerpt).toContain('oops')
    expect(MooringError.is(error, 'INVALID_JSON') && error.details.excerpt.length).toBeLessThanOrEqual(120)
    expect(String(failure(() => parseJson('{"a":')))).toContain('ends too early')
    expect(String(failure(() => parseJson('')))).toContain('ends too early')
  })

  test('depth: 1000 levels are read with care, a bomb is INVALID_JSON and no stack overflow', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}{"timeNano":1}${']'.repeat(depth)}`
    expect(() => parseJson(nested(999))).not.toThrow()
    expect(
      MooringError.is(
        failure(() => parseJson(nested(100_000))),
        'INVALID_JSON',
      ),
    ).toBe(true)
  })

  test('both readers accept and refuse what JSON.parse does', () => {
    const strange = fc.stringMatching(/^[[\]{}",:\\ a0-9.eE+\-tfnrulsx\n\t]{0,24}$/)
    const plain = fc.json({ depthSize: 'small' })
    const broken = fc
      .tuple(plain, fc.nat(), fc.constantFrom('', '"', ',', '\\', '}', '\u0001', '0'))
      .map(([text, at, bad]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + bad + text.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(strange, plain, broken), (text) => {
        fc.pre(!/__proto__|\d{16}/.test(text))
        let wanted: unknown
        try {
          wanted = JSON.parse(text)
        } catch {
          for (const read of [parseJson, parseExactJson]) {
            expect(
              MooringError.is(
                failure(() => read(text)),
                'INVALID_JSON',
              ),
            ).toBe(true)
          }
          return
        }
        for (const read of [parseJson, parseExactJson]) expect(read(text)).toEqual(wanted)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('json', () => {
  test('bigints are numbers, and come back', () => {
    const value = { timeNano: 1700000000123456789n, list: [{ IPsInUse: 18446744073709551615n }] }
    expect(json(value)).toBe('{"timeNano":1700000000123456789,"list":[{"IPsInUse":18446744073709551615}]}')
    expect(parseJson(json(value))).toEqual(value)
    expect(json(Object(5n))).toBe('5')
    fc.assert(
      fc.property(fc.bigInt(), (timeNano) => {
        expect(parseJson(json({ timeNano }))).toEqual({ timeNano })
      }),
    )
  })

  test('prints everything else as JSON.stringify does, with and without space', () => {
    const space = fc.constantFrom(undefined, 0, 2, 20, '', '\t', 'a long indent')
    fc.assert(
      fc.property(
        fc.anything({ withDate: true, withBoxedValues: true, withSparseArray: true }),
        space,
        (value, indent) => {
          const wanted = JSON.stringify(value, undefined, indent) as string | undefined
          if (wanted !== undefined) expect(json(value, indent)).toBe(wanted)
          else
            expect(
              MooringError.is(
                failure(() => json(value, indent)),
                'INVALID_ARGUMENT',
              ),
            ).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('respects toJSON, and gives it the key', () => {
    const cidr = { toJSON: (key: string) => `${key}=10.0.0.0/8` }
    expect(json({ a: cidr, b: [cidr], c: new Date(0) })).toBe(JSON.stringify({ a: cidr, b: [cidr], c: new Date(0) }))
  })

  test('a key __proto__ is printed like others, and holes are null', () => {
    expect(json(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}')
    expect(json([1, , 2])).toBe('[1,null,2]')
  })

  test('a cycle is refused; the same thing twice is not', () => {
    const twice = { n: 1n }
    expect(json([twice, twice])).toBe('[{"n":1},{"n":1}]')
    const cycle: Record<string, unknown> = {}
    cycle['self'] = [cycle]
    const error = failure(() => json(cycle))
    expect(MooringError.is(error, 'INVALID_ARGUMENT')).toBe(true)
    expect(() => JSON.stringify(error)).not.toThrow()
  })

  test('undefined, a function and a symbol are refused', () => {
    for (const value of [undefined, () => 1, Symbol('x')]) {
      expect(
        MooringError.is(
          failure(() => json(value)),
          'INVALID_ARGUMENT',
        ),
      ).toBe(true)
    }
  })
})
