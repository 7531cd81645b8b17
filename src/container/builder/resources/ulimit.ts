import { nearest } from '../../../engine/call/nearest.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import type { Ulimit } from '../../wire/resources.js'

const ulimitNames = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
] as const

/** A limit of setrlimit(2), without its prefix `RLIMIT_`. */
export type UlimitName = (typeof ulimitNames)[number]

const form = "write it like .ulimit('nofile', 1024, 2048) or .ulimit('nofile=1024:2048')"

/** The limits with one more, which takes the place of the one of its name. */
export function withUlimit(before: readonly Ulimit[], first: unknown, soft: unknown, hard: unknown): Ulimit[] {
  const added = soft === undefined && hard === undefined ? parseUlimit(first) : ulimitOf(first, soft, hard)
  return [...before.filter(({ Name }) => Name !== added.Name), added]
}

function parseUlimit(text: unknown): Ulimit {
  const [, name, soft, hard] =
    typeof text === 'string' ? (/^(\w+)=(-1|\d{1,16})(?::(-1|\d{1,16}))?$/.exec(text) ?? []) : []
  if (name === undefined) throw invalidArgument('ulimit', text, form)
  return ulimitOf(name, Number(soft), hard === undefined ? undefined : Number(hard))
}

function ulimitOf(given: unknown, soft: unknown, hard: unknown = soft): Ulimit {
  const name = ulimitNames.find((one) => one === given)
  if (name === undefined) {
    const close = typeof given === 'string' ? nearest(given, ulimitNames) : undefined
    throw invalidArgument('ulimit', given, close === undefined ? form : `did you mean ${JSON.stringify(close)}?`)
  }
  const [least, most] = [limit(soft), limit(hard)]
  if (most !== -1 && (least === -1 || least > most))
    throw invalidArgument('ulimit', soft, 'the hard limit comes last, and the soft one is not above it')
  return { Name: name, Soft: least, Hard: most }
}

function limit(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= -1) return value
  throw invalidArgument('ulimit', value, 'a limit is a whole number, or -1 for none')
}
