import { held, hidden, quoted } from '../errors/describe-value.js'
import { UsageError } from '../errors/usage.js'

/** The parts of an image's name. */
export interface ImageReference {
  /** The registry with its port, as it was written: `192.168.0.1:5000`; undefined stands for Docker Hub. */
  readonly registry: string | undefined
  /** Where the image lies in its registry: `library/busybox`, `busybox`. */
  readonly path: string
  /** Registry and path together, as the engine wants them. */
  readonly repository: string
  readonly tag: string | undefined
  /** The content itself: `sha256:...`. It wins over the tag. */
  readonly digest: string | undefined
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const registryForm = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::\\d{1,5})?$`)
const componentForm = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/
const tagForm = /^\w[\w.-]{0,127}$/
const digestForm = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/
const longestName = 255

/**
 * Reads an image's name: `[registry[:port]/]path[:tag][@digest]`, by the rules of registries.
 *
 * @example parseImageReference('192.168.0.1:5000/lab/busybox:1').tag // '1'
 * @throws UsageError INVALID_REF, with the reason.
 */
export function parseImageReference(text: unknown): ImageReference {
  if (typeof text !== 'string') throw refuse(text, 'it is no text')
  if (text === '') throw refuse(text, 'it is empty')
  const scheme = /^[a-z]+:\/\/(?:[^/]*@)?/i
  if (scheme.test(text)) throw refuse(text, 'a registry is named without a scheme', text.replace(scheme, ''))
  const login = /^[^/@]*:[^/]*@(?=[^/@]*\/)/
  if (login.test(text))
    throw refuse(text.replace(login, `${hidden}@`), 'who logs in is told with the option auth', text.replace(login, ''))

  const [name = '', digest, ...more] = text.split('@')
  if (more.length > 0) throw refuse(text, 'it holds more than one @')
  if (digest !== undefined && !digestForm.test(digest))
    throw refuse(text, `${JSON.stringify(digest)} is no digest, such as sha256:...`)

  const colon = name.lastIndexOf(':')
  // A colon before a slash belongs to the registry's port.
  const hasTag = colon > name.lastIndexOf('/')
  const repository = hasTag ? name.slice(0, colon) : name
  const tag = hasTag ? name.slice(colon + 1) : undefined
  if (tag !== undefined && !tagForm.test(tag))
    throw refuse(text, tag === '' ? 'nothing follows its colon' : `${JSON.stringify(tag)} is no tag`)

  return { ...splitRepository(text, repository), repository, tag, digest }
}

/** Whether a text is the id of an image, which no registry knows. */
export function isImageId(text: unknown): boolean {
  return typeof text === 'string' && /^(?:sha256:)?[0-9a-f]{64}$/.test(text)
}

/** Refuses `sha256:...` where a registry is asked: it would be read as the tag of an image called sha256. */
export function refuseImageId(text: string, { repository }: ImageReference): void {
  if (repository !== 'sha256') return
  throw new UsageError('INVALID_REF', {
    message: `${JSON.stringify(text)} is an image id, and ids mean nothing to a registry`,
    details: { noun: 'image', value: text },
    hint: 'ask by name, or by digest: name@sha256:...',
    target: text,
  })
}

/** The same with the tag that docker means when none is written. Without it an engine would take every tag. */
export function withDefaultTag(reference: ImageReference): ImageReference {
  return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference
}

/** The name in one piece again. */
export function writeImageReference({ repository, tag, digest }: ImageReference): string {
  return `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}

function splitRepository(text: string, repository: string): Pick<ImageReference, 'registry' | 'path'> {
  if (repository.length > longestName) throw refuse(text, `its name is longer than ${longestName} characters`)
  if (/^[0-9a-f]{64}$/.test(repository)) throw refuse(text, 'it is an image id, and ids mean nothing to a registry')
  const slash = repository.indexOf('/')
  const first = repository.slice(0, Math.max(slash, 0))
  const registry = looksLikeRegistry(first) ? first : undefined
  if (registry !== undefined && !registryForm.test(registry))
    throw refuse(text, `${JSON.stringify(registry)} is no registry`)
  const path = registry === undefined ? repository : repository.slice(slash + 1)
  const wrong = path.split('/').find((component) => !componentForm.test(component))
  if (wrong !== undefined) throw refuseComponent(text, wrong, inLowerCase(text, repository, first))
  return { registry, path }
}

/** The rule by which docker tells `myhost/app` on Docker Hub from `myhost:5000/app` on a registry. */
function looksLikeRegistry(first: string): boolean {
  return isAddress(first) || first !== first.toLowerCase()
}

function isAddress(first: string): boolean {
  return /[.:]/.test(first) || first === 'localhost'
}

/** The same name without capital letters. A first part that only they make a registry is more often a user's name. */
function inLowerCase(text: string, repository: string, first: string): string {
  const kept = isAddress(first) ? first.length : 0
  return text.slice(0, kept) + repository.slice(kept).toLowerCase() + text.slice(repository.length)
}

function refuseComponent(text: string, component: string, lowered: string): UsageError<'INVALID_REF'> {
  if (component === '') return refuse(text, 'a part of its path is empty')
  if (component !== component.toLowerCase() && componentForm.test(component.toLowerCase())) {
    return refuse(text, 'its path must be lower case', lowered)
  }
  return refuse(text, `${JSON.stringify(component)} is no part of a path: letters and digits, with . _ - between them`)
}

function refuse(value: unknown, why: string, instead?: string): UsageError<'INVALID_REF'> {
  return new UsageError('INVALID_REF', {
    message: `${quoted(value)} names no image: ${why}`,
    details: { noun: 'image', value: held(value) },
    hint:
      instead === undefined
        ? "write it like 'alpine', 'nginx:1.29' or 'registry.example:5000/team/app:1'"
        : `did you mean ${JSON.stringify(instead)}?`,
    target: typeof value === 'string' ? value : undefined,
  })
}

/** The name or the id of an image, as it was given. @throws UsageError INVALID_REF */
export function checkImage(image: string): string {
  if (!isImageId(image)) parseImageReference(image)
  return image
}
