import { isPlainObject } from '../../errors/brand.js'
import { sentenceOf } from '../../errors/base.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { SpecPath, Violations } from './violations.js'

/** No setting is deeper; what is below is not copied. */
const deepest = 8

interface Place {
  readonly given: object
  readonly copy: object
  readonly path: SpecPath
}

/**
 * The objects and lists of what was given, each read once: a getter or a proxy may throw, or say something else the next
 * time. What cannot be read is told, and is left out.
 */
export function plainCopy(given: unknown, violations: Violations): unknown {
  const copies = new Map<object, object>() // a part may be in several places, or in itself
  const waiting: Place[] = []
  const copied = copyOf(given, [])
  for (const place of waiting) copyFields(place)
  return copied

  function copyFields({ given: object, copy, path }: Place): void {
    for (const key of read(path, () => Object.keys(object)) ?? []) {
      const at = [...path, Array.isArray(object) ? Number(key) : key]
      const field = read(at, () => ({ value: Reflect.get(object, key) as unknown }))
      if (field === undefined) continue
      const value = copyOf(field.value, at)
      Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true })
    }
  }

  function copyOf(value: unknown, path: SpecPath): unknown {
    if (typeof value !== 'object' || value === null || path.length > deepest) return value
    const known = copies.get(value)
    if (known !== undefined) return known
    return read(path, () => {
      if (!Array.isArray(value) && !isPlainObject(value)) return value // an Ip, a Cidr, or what is refused later
      const copy = Array.isArray(value) ? [] : {}
      copies.set(value, copy)
      waiting.push({ given: value, copy, path })
      return copy
    })
  }

  /** Reading may run code of the caller's. */
  function read<Value>(path: SpecPath, look: () => Value): Value | undefined {
    try {
      return look()
    } catch (cause) {
      const name = String(path.at(-1) ?? 'spec')
      violations.add(path, invalidArgument(name, {}, 'give plain data', `${name} cannot be read: ${sentenceOf(cause)}`))
      return undefined
    }
  }
}
