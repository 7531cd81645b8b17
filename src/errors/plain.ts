const deepest = 6
const widest = 100

/**
 * Any value at all as JSON can hold it: a BigInt as its digits, a circle, a thing without end and what cannot be read as
 * a word in brackets.
 */
export function plain(value: unknown, above: readonly object[] = []): unknown {
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value !== 'object' || value === null) return value
  if (above.includes(value)) return '[circular]'
  if (above.length >= deepest) return '[object]'
  try {
    return plainObject(value, [...above, value])
  } catch {
    return '[unreadable]' // a getter or a proxy that throws
  }
}

function plainObject(value: object, above: readonly object[]): unknown {
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const written: unknown = Reflect.apply(value.toJSON, value, [])
    return written === value ? '[circular]' : plain(written, above)
  }
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Map) return plain([...value], above)
  if (Array.isArray(value) || value instanceof Set)
    return Array.from<unknown>(value)
      .slice(0, widest)
      .map((item) => plain(item, above))
  // fromEntries, because assigning to a key `__proto__` would change a prototype
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, widest)
      .map(([key, item]) => [key, plain(item, above)]),
  )
}
