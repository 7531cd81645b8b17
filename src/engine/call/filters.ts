import { isPlainObject, isPromise } from '../../errors/brand.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { refuseUnknown } from './nearest.js'
import type { Param } from './param.js'
import { checkRef, nameOf, type RefLike } from '../ref.js'

/** One value or several, of which any may match; several labels must all be there. */
export type OneOrMore<Value> = Value | readonly Value[]

/** How the values of one filter are written. */
export interface FilterKind<Value> {
  readonly write: (value: Value, name: string) => readonly string[]
}

/** Filters by their names, as a caller writes them. */
type FilterValues<Kinds> = {
  readonly [Name in keyof Kinds]?: (Kinds[Name] extends FilterKind<infer Value> ? Value : never) | undefined
}

/** The parameter `filters`. */
export interface FiltersParam<Values extends object> extends Param<Values> {
  readonly names: readonly (keyof Values & string)[]
  /** The same filters, written out as lists of texts: what is sent later must not change with what the caller has. */
  readonly fixed: (value: Values, name: string) => Values
}

type AnyKinds = Readonly<Record<string, FilterKind<never>>>

/** Declares the parameter `filters` of an operation: the name of each filter, and what it takes. */
export function filtersOf<const Kinds extends AnyKinds>(kinds: Kinds): FiltersParam<FilterValues<Kinds>> {
  const names = Object.keys(kinds)
  const fixed = (given: FilterValues<Kinds>, name: string): FilterValues<Kinds> => {
    if (!isPlainObject(given)) throw invalidArgument(name, given, 'give an object such as { label: "a=b" }')
    refuseUnknown(given, names, 'this call')
    const lists: Record<string, readonly string[] | undefined> = {}
    // Loops, here and below: each function more between a mistake and its refusal hides one more line of the caller's.
    for (const [key, wanted] of Object.entries(given))
      if (wanted !== undefined) lists[key] = kinds[key]?.write(wanted as never, `${name}.${key}`)
    return lists as FilterValues<Kinds> // a list of texts is what every kind takes, too
  }
  return {
    names: names, // Object.keys() loses what it looked at
    fixed,
    write: (given, name) => JSON.stringify(fixed(given, name)),
  }
}

/** A kind whose values are written one by one. */
export function each<One>(write: (value: One, name: string) => string): FilterKind<OneOrMore<One>> {
  return {
    write: (wanted, name) => {
      const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted]
      // Engines take a filter without values for no filter: a prune would take everything.
      if (list.length === 0)
        throw invalidArgument(name, wanted, 'leave the filter out to take all', `${name} names nothing`)
      const texts: string[] = []
      for (const one of list) texts.push(write(one as One, name)) // each write looks
      return texts
    },
  }
}

/** What a list of one holds: filters that take one value take it in a list, too. */
export function onlyOne(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

function written(value: unknown, name: string, hint: string): string {
  if (typeof value === 'string' && !value.includes('\u0000')) return value
  throw invalidArgument(name, value, hint)
}

const text = each<string>((value, name) => written(value, name, 'give a text, or a list of texts'))

const flag: FilterKind<boolean | 'true' | 'false'> = {
  write: (value, name) => {
    const word = onlyOne(value)
    if (word === true || word === false || word === 'true' || word === 'false') return [String(word)]
    throw invalidArgument(name, value, 'give true or false')
  },
}

const whole = each<number | bigint | `${bigint}`>((value, name) => {
  if (/^-?\d{1,19}$/.test(String(value))) return String(value)
  throw invalidArgument(name, value, 'give a whole number, or a list of them')
})

/** A port or a range of them: `80`, `'53/udp'`, `'8000-8010/tcp'`. */
const port = each<number | string>((value, name) => {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(?:tcp|udp|sctp))?$/.exec(String(value)) ?? []
  if (first !== undefined && Number(first) <= 65_535 && Number(last) <= 65_535) return String(value)
  throw invalidArgument(name, value, "give a port such as 80, '53/udp' or '8000-8010/tcp'")
})

/** Words that the engine has in a closed list. */
function words<const Word extends string>(...known: readonly Word[]): FilterKind<OneOrMore<Word>> {
  return each<Word>((value, name) => {
    if (known.includes(value)) return value
    throw invalidArgument(name, value, `it is one of ${known.join(', ')}`)
  })
}

/** A thing by its id, its name or its handle. A handle is written as its id. */
function ref<const Noun extends string>(noun: Noun): FilterKind<OneOrMore<RefLike<Noun>>> {
  return each<RefLike<Noun>>((value, name) => refText(noun, value, name))
}

function refText(noun: string, value: RefLike, name: string): string {
  if (typeof value === 'object' && !isPromise(value)) return checkRef(noun, 'slashes', value)
  return written(value, name, `give the ${noun}'s name, its id or its handle`)
}

/** As `ref`, for a filter that some things pass by their id and some by their name: a handle is written as both. */
function idAndName<const Noun extends string>(noun: Noun): FilterKind<OneOrMore<RefLike<Noun>>> {
  const ids = ref(noun)
  return {
    write: (wanted, name) => {
      const handles: readonly RefLike<Noun>[] = Array.isArray(wanted) ? wanted : [wanted as RefLike<Noun>]
      const both = handles.flatMap((one) => (typeof one === 'string' ? [one] : [one, nameOf(one)]))
      return [...new Set(ids.write(both, name))]
    },
  }
}

/**
 * A label that what is pruned does not have. One only: given several, engines spare only what has all of them, although
 * it reads as if each were spared (moby `matchLabels`, 20.10 to 29).
 */
const notLabel: FilterKind<string> = {
  write: (value, name) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (list.length <= 1) return text.write(list as readonly string[], name)
    const hint = 'list what there is, and remove what is meant'
    throw invalidArgument(name, value, hint, `${name} takes one label: engines spare only what has all of several`)
  },
}

/** What filters take. */
export const filter = { text, flag, whole, port, words, ref, idAndName, notLabel }
