import { held, quoted } from '../errors/describe-value.js'
import { UsageError } from '../errors/usage.js'

/** Something that exists on an engine, as others may name it: a handle fits, and so does plain data. */
export interface Ref<Noun extends string = string> {
  readonly noun: Noun
  readonly id: string
  readonly name: string
}

/** A thing by its id, by its name or by its handle. */
export type RefLike<Noun extends string = string> = string | Ref<Noun>

/** How a thing's name may look in a path: networks and images may hold slashes, the others may not. */
export type RefShape = 'word' | 'slashes'

/** What a name in a path stands for. */
export interface PathRef {
  readonly noun: string
  readonly shape: RefShape
}

/** What no name of anything holds. */
export const control = /[\u0000-\u001f\u007f]/

/**
 * The one place where a caller's word becomes part of a path.
 * What an engine could hold is percent-encoded; what would name another path is refused.
 *
 * @throws UsageError INVALID_REF for '', '.', '..', control characters, and slashes where names have none.
 */
export function pathSegment(noun: string, shape: RefShape, given: unknown): string {
  return encodeURIComponent(checkRef(noun, shape, given)).replaceAll('%2F', shape === 'slashes' ? '/' : '%2F')
}

/**
 * The id or name that is meant by a word or a handle. The same check for what goes into a body, where an engine would
 * look up an empty name.
 */
export function checkRef(noun: string, shape: RefShape, given: unknown): string {
  // A program without types may bring anything; and engines write the name of a container with a slash.
  const id: unknown = idOf(given as RefLike)
  const value = noun === 'container' && typeof id === 'string' ? plainName(id) : id
  const why = isHandleOnOther(noun, given) ? `it is a ${given.noun}` : refusal(shape, value)
  if (why === undefined) return value as string // refusal() has looked
  throw new UsageError('INVALID_REF', {
    message: `${quoted(nameOf(given as RefLike))} names no ${noun}: ${why}`,
    details: { noun, value: held(value) },
    hint: isPromise(given) ? `await it: what was given is a promise of a ${noun}` : `give the ${noun}'s name or id`,
    target: typeof value === 'string' ? value : undefined,
  })
}

function isPromise(given: unknown): boolean {
  return typeof given === 'object' && given !== null && 'then' in given
}

/** The name of a container without the slash that engines write before it. */
export function plainName(name: string): string {
  return name.startsWith('/') ? name.slice(1) : name
}

function isHandleOnOther(noun: string, given: unknown): given is { readonly noun: string } {
  return typeof given === 'object' && given !== null && 'noun' in given && given.noun !== noun
}

function refusal(shape: RefShape, value: unknown): string | undefined {
  if (isPromise(value)) return 'it is a promise'
  if (typeof value !== 'string') return 'it is no text'
  if (value === '') return 'it is empty'
  if (control.test(value)) return 'it holds a control character'
  if (/\p{Surrogate}/u.test(value)) return 'it is no well-formed text'
  const parts = value.split('/')
  if (parts.length > 1 && shape === 'word') return 'it holds a slash'
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'it would lead to another path, so use its id'
  return undefined
}

/** The id of a thing, or the name it was given by; the id of a handle is never mistaken for another's name. */
function idOf(ref: RefLike): string {
  // A program without types may bring anything: what is no text is refused where it becomes part of a path.
  const given: unknown = ref
  return (typeof given === 'object' && given !== null && 'id' in given ? given.id : given) as string
}

/** The name of a thing, or the word it was given by. */
export function nameOf(ref: RefLike): string {
  const given: unknown = ref
  return (typeof given === 'object' && given !== null && 'name' in given ? given.name : given) as string
}

/** Whether it is an id as engines give it, so that nothing else can be meant. */
export function isFullId(ref: string): boolean {
  return /^[0-9a-f]{64}$/.test(ref)
}
