import type { Param } from '../engine/call/param.js'
import { invalidArgument } from '../errors/invalid-argument.js'

const form = /^[\w.-]+(?:\/[\w.-]+){0,2}$/

/** What an image is made for: `linux/arm64`, `linux/arm/v7`, or one part alone: `linux`, `arm64`. */
export const platform: Param<string> = {
  write: (value, name) => {
    if (typeof value === 'string' && form.test(value)) return value
    throw invalidArgument(name, value, "write it like 'linux/amd64' or 'linux/arm/v7'")
  },
}

/** What an engine says that an image is made for, in the words of its inspection. */
export interface ImagePlatform {
  readonly Os: string
  readonly Architecture: string
  readonly Variant?: string | null | undefined
}

interface Parts {
  readonly os: string | undefined
  readonly architecture: string | undefined
  readonly variant: string | undefined
}

/** Other names of architectures, as engines take them; some of them say a variant as well. */
const otherNames: Readonly<Record<string, readonly [architecture: string, variant?: string]>> = {
  aarch64: ['arm64'],
  armhf: ['arm', 'v7'],
  armel: ['arm', 'v6'],
  i386: ['386'],
  x86_64: ['amd64'],
  'x86-64': ['amd64'],
}

/** A single word is an operating system if it is one of these, else an architecture. */
const systems = ['linux', 'windows', 'darwin', 'freebsd', 'openbsd', 'netbsd', 'solaris']

/**
 * Whether an image is made for the platform that was asked for. A part that was not said fits any; a lower variant of
 * the same architecture fits, since its processors run it, and so does an image that does not say its variant.
 */
export function fitsPlatform(image: ImagePlatform, wanted: string): boolean {
  const { os, architecture, variant } = partsOf(wanted)
  if (os !== undefined && os !== image.Os.toLowerCase()) return false
  if (architecture !== undefined && architecture !== image.Architecture.toLowerCase()) return false
  const [most, has] = [numberOf(variant), numberOf(image.Variant)]
  return most === undefined || has === undefined || has <= most
}

/** `linux/arm/v7`, of an image. */
export function writePlatform({ Os, Architecture, Variant }: ImagePlatform): string {
  return [Os, Architecture, Variant ?? ''].filter((part) => part !== '').join('/')
}

/** A platform in the form in which engines take it in JSON; undefined when it does not say both parts. */
export function platformOf(text: string): { readonly os: string; readonly architecture: string } | undefined {
  const { os, architecture, variant } = partsOf(text)
  if (os === undefined || architecture === undefined) return undefined
  return { os, architecture, ...(variant !== undefined && { variant }) }
}

/** The same for an argument that must say both parts. */
export function platformObject(name: string, text: unknown): { readonly os: string; readonly architecture: string } {
  const object = platformOf(platform.write(text as string, name)) // which looks
  if (object !== undefined) return object
  throw invalidArgument(name, text, "say both parts: 'linux/amd64'")
}

function partsOf(text: string): Parts {
  const parts = text.toLowerCase().split('/')
  const [only = ''] = parts
  if (parts.length === 1 && systems.includes(only)) return { os: only, architecture: undefined, variant: undefined }
  const [os, name = '', variant] = parts.length === 1 ? [undefined, only] : parts
  const [architecture, itsVariant] = otherNames[name] ?? [name]
  return { os, architecture, variant: variant ?? itsVariant }
}

/** 7, of `v7`. Other variants have no order, and engines do not compare them, either. */
function numberOf(variant: string | null | undefined): number | undefined {
  const [, digits] = /^v(\d+)$/.exec(variant?.toLowerCase() ?? '') ?? []
  return digits === undefined ? undefined : Number(digits)
}
