import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Address4, Address6 } from 'ip-address'
import type { Input } from './inputs.js'

/** What python's ipaddress makes of an input; see oracle.py. Numbers are decimal text. */
export interface PythonAnswer {
  readonly address: { family: 4 | 6; value: string; text: string; mapped: string | null } | null
  readonly block: {
    readonly family: 4 | 6
    readonly prefixLength: number
    readonly first: string
    readonly last: string
    readonly size: string
    readonly text: string
    readonly mapped: string | null
    readonly contains: boolean
    readonly contained: boolean
    readonly overlaps: boolean
    readonly split: string[] | null
    readonly hosts: number | null
    readonly firstHost: string
  } | null
}

/** Asks python about all inputs at once. */
export function askPython(inputs: readonly Input[]): PythonAnswer[] {
  const lines = inputs.map(({ text, partner, splitBits }) => JSON.stringify([text, partner, splitBits]))
  const script = fileURLToPath(new URL('oracle.py', import.meta.url))
  const { status, stdout, stderr } = spawnSync('python3', [script], {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`python3 ${script} failed: ${stderr}`)
  const answers = stdout.trimEnd().split('\n')
  return answers.map((answer) => JSON.parse(answer) as PythonAnswer)
}

/** What the ip-address package makes of a text: an address or a block, it does not tell them apart. */
export function readByIpAddress(text: string): Address4 | Address6 | undefined {
  if (!reads.has(text)) reads.set(text, tryIpAddress(text))
  return reads.get(text)
}

// It takes microseconds for each, and several properties ask.
const reads = new Map<string, Address4 | Address6 | undefined>()

function tryIpAddress(text: string): Address4 | Address6 | undefined {
  try {
    return text.includes(':') ? new Address6(text) : new Address4(text)
  } catch {
    return undefined
  }
}

/** A way in which an oracle takes more than we promise to take. */
export interface Difference {
  readonly what: string
  /** Whether this text shows it. */
  readonly holds: (text: string) => boolean
}

const zone: Difference = { what: 'zones', holds: (text) => text.includes('%') }
const noPrefix: Difference = { what: 'blocks without a prefix length', holds: (text) => !text.includes('/') }
const paddedPrefix: Difference = { what: 'leading zeros in the prefix length', holds: (text) => /\/0\d+$/.test(text) }
const dottedMask: Difference = { what: 'dotted masks', holds: (text) => /\/\d+\.\d+\.\d+\.\d+$/.test(text) }
const slash: Difference = { what: 'addresses with a prefix length', holds: (text) => text.includes('/') }
const hostBits: Difference = {
  what: 'host bits',
  holds(text) {
    const block = readByIpAddress(text)
    return block !== undefined && block.bigInt() !== block.startAddress().bigInt()
  },
}

/** Every difference we know of. A text that shows none of them gets one verdict from all. */
export const LAXER = {
  node: { address: [zone] },
  python: { address: [zone], block: [zone, noPrefix, paddedPrefix, dottedMask] },
  ipAddress: { address: [zone, slash], block: [zone, noPrefix, paddedPrefix, hostBits] },
} as const
