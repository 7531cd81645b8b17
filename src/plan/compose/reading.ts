import { isPlainObject } from '../../errors/brand.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { SpecPath, Violations } from '../spec/violations.js'
import type { AllLeftAside } from './left-aside.js'
import type { Places } from './places.js'

/** What a config is read with. */
export interface Reading {
  /** The name of the project. */
  readonly project: string
  readonly violations: Violations
  readonly left: AllLeftAside
  readonly places: Places
}

export type ConfigObject = Readonly<Record<string, unknown>>

/** An object of a config; nothing, and null, are an empty one. */
export function objectAt(path: SpecPath, given: unknown, violations: Violations): ConfigObject {
  const object = given ?? {}
  if (isPlainObject(object)) return object
  violations.look(path, () => {
    throw invalidArgument(String(path.at(-1)), given, 'compose prints an object here')
  })
  return {}
}

/** A list of a config; nothing, and null, are an empty one. */
export function listAt(path: SpecPath, given: unknown, violations: Violations): readonly unknown[] {
  const list = given ?? []
  if (Array.isArray(list)) return list
  violations.look(path, () => {
    throw invalidArgument(String(path.at(-1)), given, 'compose prints a list here')
  })
  return []
}

/** A text of a config; '' if there is none. */
export function textAt(path: SpecPath, given: unknown, violations: Violations): string {
  const text = given ?? ''
  if (typeof text === 'string') return text
  violations.look(path, () => {
    throw invalidArgument(String(path.at(-1)), given, 'compose prints text here')
  })
  return ''
}

/** A number of a config, which may be written as text. */
export function numberAt(path: SpecPath, given: unknown, usual: number, violations: Violations): number {
  if (given === undefined || given === null || given === '') return usual
  const number = typeof given === 'number' || typeof given === 'string' ? Number(given) : Number.NaN
  if (Number.isSafeInteger(number)) return number
  violations.look(path, () => {
    throw invalidArgument(String(path.at(-1)), given, 'compose prints a whole number here')
  })
  return usual
}

/** Texts by their names, as engines take them: compose makes text of numbers. */
export function textsAt(path: SpecPath, given: unknown, violations: Violations): Readonly<Record<string, string>> {
  const pairs = Object.entries(objectAt(path, given, violations))
  return Object.fromEntries(
    pairs.map(([key, value]) => [
      key,
      typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : textAt([...path, key], value, violations),
    ]),
  )
}

/** What was said of some settings, by the names that mooring has for them; what says nothing is left out. */
export function said(given: ConfigObject, names: Readonly<Record<string, string>>): ConfigObject {
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => {
      const value = Object.hasOwn(given, key) ? given[key] : undefined
      return value === undefined || value === null || value === '' ? [] : [[name, value]]
    }),
  )
}
