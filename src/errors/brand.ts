import { types } from 'node:util'

// What a value is, whichever realm made it: a test runner and a vm context have a Date and an Object of their own,
// which `instanceof` does not know. For lists there is Array.isArray, for iterables Symbol.iterator: both know all realms.

export function isDate(value: unknown): value is Date {
  return types.isDate(value)
}

/** Bytes: a Uint8Array, and a Buffer, which is one. */
export function isBytes(value: unknown): value is Uint8Array {
  return types.isUint8Array(value)
}

/** An object as braces make it, or one without a prototype; a date, a list, a map and an instance of a class are none. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // The prototype of plain objects is where the chain of every realm ends.
  return typeof prototype !== 'object' || prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Something whose items come one after the other, with or without waiting; a text is none. */
export function isIterable(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value)
}

/** What `await` would wait for. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
