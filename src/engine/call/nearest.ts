import { quoted } from '../../errors/describe-value.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { UsageError } from '../../errors/usage.js'

/** The known word closest to a misspelt one; undefined when none is close. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  // of two letters one is the same at least
  let least = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1) + 1
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue // as far apart at least
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** What docker's own API, compose and other clients call an option of mooring. */
const alsoCalled: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    socketPath: ['host'],
    socket: ['host'],
    url: ['host'],
    ipv4_address: ['ip'],
    ipv4Address: ['ip'],
    ipAddress: ['ip'],
    ipv6_address: ['ip6'],
    ipv6Address: ['ip6'],
    macAddress: ['mac'],
    mac_address: ['mac'],
    aliases: ['alias'],
    src: ['source', 'name', 'image'],
    dst: ['target'],
    destination: ['target'],
    readonly: ['readOnly'],
    ro: ['readOnly'],
    t: ['stopTimeout'],
    username: ['auth'],
    authconfig: ['auth'],
    cols: ['columns'],
    width: ['columns'],
    w: ['columns'],
    height: ['rows'],
    h: ['rows'],
  }),
)

/** The error for an option nobody knows: an engine would take it and ignore it. */
export function unknownOption(option: string, known: readonly string[], where: string): UsageError<'UNKNOWN_OPTION'> {
  const close = alsoCalled.get(option)?.find((name) => known.includes(name)) ?? nearest(option, known)
  return new UsageError('UNKNOWN_OPTION', {
    message: `${where} has no option ${quoted(option)}`,
    details: { option, nearest: close },
    hint: close === undefined ? `it has: ${known.join(', ')}` : `did you mean ${JSON.stringify(close)}?`,
  })
}

/** Refuses what has no keys, and every key that is in neither list. */
export function refuseUnknown(
  given: object,
  known: readonly string[],
  where: string,
  alsoKnown: readonly string[] = [],
): void {
  const options: unknown = given // callers without types may pass anything
  if (typeof options !== 'object' || options === null) {
    const says = `the options of ${where} cannot be ${quoted(options)}`
    throw invalidArgument('options', options, 'give an object, or nothing', says)
  }
  for (const key of Object.keys(given))
    if (!known.includes(key) && !alsoKnown.includes(key)) throw unknownOption(key, [...known, ...alsoKnown], where)
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
