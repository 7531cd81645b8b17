const cyclic: Record<string, unknown> = {}
cyclic['front'] = cyclic
const cyclicList: unknown[] = []
cyclicList.push(cyclicList)
const { proxy: revoked, revoke } = Proxy.revocable({}, {})
revoke()
const throwing = (): never => {
  throw new RangeError('not today')
}

/** Values that are wrong wherever a spec or a config has a setting. */
export const oddValues: Readonly<Record<string, unknown>> = {
  Symbol: Symbol('odd'),
  'a function': () => undefined,
  'a Date': new Date(0),
  'no date': new Date(Number.NaN),
  'a Map': new Map([['front', {}]]),
  'a Set': new Set(['front']),
  'a RegExp': /front/,
  bytes: new Uint8Array(2),
  'a promise': Promise.resolve({}),
  'a boxed text': new String('front'),
  'an instance': new (class Odd {
    front = {}
  })(),
  NaN: Number.NaN,
  'a bigint': 7n,
  'a fraction': 1.5,
  'a list of a symbol': [Symbol('odd')],
  'a list of null': [null],
  'an object without a prototype': Object.assign(Object.create(null) as object, { odd: Symbol('odd') }),
  'an own __proto__': JSON.parse('{ "__proto__": { "odd": 1 } }') as unknown,
  'the names of Object.prototype': { constructor: 1, hasOwnProperty: 1, toString: 1, valueOf: 1 },
  'no text': { toString: throwing, valueOf: throwing },
  'an object in itself': cyclic,
  'a list in itself': cyclicList,
  'a getter that throws': Object.defineProperty({}, 'front', { get: throwing, enumerable: true }),
  'a proxy that throws': new Proxy({}, { get: throwing, ownKeys: throwing }),
  'a proxy that is revoked': revoked,
  'a long text': ', '.repeat(10_000),
  'a long list': Array.from({ length: 50 }, () => 7),
}

/** Every place of a value, from the outside in. */
export function* placesIn(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, below] of Object.entries(value)) yield* placesIn(below, [...path, key])
}

/** The same with another value at one place. */
export function withValue(whole: unknown, [key, ...below]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const changed: unknown = withValue((whole as Readonly<Record<string, unknown>>)[key], below, value)
  return Array.isArray(whole)
    ? whole.map((one: unknown, at) => (String(at) === key ? changed : one))
    : { ...(whole as object), [key]: changed }
}
