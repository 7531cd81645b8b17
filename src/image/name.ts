import { parseImageReference, withDefaultTag } from '../docker-words/image-reference.js'
import { nameOf, type RefLike } from '../engine/ref.js'
import { UsageError } from '../errors/usage.js'
import type { ImageInspect } from './wire/image.js'

type Named = Pick<ImageInspect, 'Id' | 'RepoTags' | 'RepoDigests'>

/**
 * What to call an image: as the caller did, unless that was an id. The engine found it by that name, so it is one, also
 * where the engine lists it in another form: `docker.io/library/alpine` is `alpine:latest` there.
 * A handle can hold a name that has moved to another image since; then it counts no more.
 */
export function nameFor(image: Named, asked?: RefLike<'image'>): string {
  if (asked === undefined) return ownName(image)
  const name = nameOf(asked)
  if (typeof asked === 'string') return isIdOf(image, name) ? ownName(image) : name
  return namesOf(image).includes(listed(name)) ? name : ownName(image)
}

/** The first name that the engine lists, and without any, the short id. */
function ownName(image: Named): string {
  return namesOf(image)[0] ?? shortId(image.Id)
}

/** Its tags, then its digests. Engines before 25 list `<none>:<none>` and `<none>@<none>` where there is none. */
function namesOf({ RepoTags, RepoDigests }: Named): readonly string[] {
  return [...(RepoTags ?? []), ...(RepoDigests ?? [])].filter((name) => !name.startsWith('<none>'))
}

/** Whether it was asked for by its id, or the beginning of that. A tag that looks like one goes first, as in the engine. */
function isIdOf(image: Named, asked: string): boolean {
  if (namesOf(image).includes(`${asked}:latest`)) return false
  return image.Id.startsWith(asked) || image.Id.startsWith(`sha256:${asked}`)
}

/** A name in the form in which engines list it. */
function listed(name: string): string {
  const short = name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\/(?=[^/]+$)/, '')
  if (short.includes('@')) return short.replace(/:[^:@/]+@/, '@')
  return short.lastIndexOf(':') > short.lastIndexOf('/') ? short : `${short}:latest`
}

/** Twelve hexadecimal digits, as docker prints ids. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

/** A name that an image can be given, in its two parts. */
export function nameToGive(text: string): { readonly repository: string; readonly tag: string } {
  const { repository, tag = 'latest', digest } = withDefaultTag(parseImageReference(text))
  if (digest === undefined) return { repository, tag }
  throw new UsageError('INVALID_REF', {
    message: `${JSON.stringify(text)} cannot be given to an image: a digest follows from its content`,
    details: { noun: 'image', value: text },
    hint: 'leave out what follows the @',
    target: text,
  })
}
