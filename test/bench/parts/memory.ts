import { built } from '../built.js'
import { numberFrom } from '../measure/one-process.js'
import type { Row } from '../measure/row.js'
import { startStub } from '../stub/start.js'
import type { Effort } from './part.js'

interface MemoryRow {
  readonly name: string
  readonly unit: 'MiB' | 'ms'
  /** The first word of the measurement; the second is the candidate. */
  readonly what: string
  readonly candidates: readonly [base: string, ...others: string[]]
}

const rows: readonly MemoryRow[] = [
  {
    name: 'peak of memory, 1 GiB of logs in frames of 16 KiB',
    unit: 'MiB',
    what: 'peak',
    candidates: ['drain', 'mooring', 'dockerode', 'node-sdk'],
  },
  { name: 'growth under a slow reader of 256 MiB', unit: 'MiB', what: 'slow', candidates: ['mooring'] },
  { name: 'growth of the heap over 20,000 calls', unit: 'MiB', what: 'calls', candidates: ['undici', 'mooring'] },
  { name: 'a ping beside 500 open logs', unit: 'ms', what: 'ping', candidates: ['mooring'] },
]

/** Memory: each measurement in a process of its own. */
export async function memory({ runs }: Effort): Promise<readonly Row[]> {
  await using stub = await startStub()
  // what is measured hardly varies
  const rounds = Math.ceil(runs / 2)
  return rows.map(({ name, unit, what, candidates }) => {
    const measure = (candidate: string): number =>
      numberFrom(built.memoryOne, [`${what} ${candidate}`, stub.socket], ['--expose-gc'])
    const values = candidates.map((candidate) => [
      candidate,
      { value: Array.from({ length: rounds }, () => measure(candidate)) },
    ])
    return { name, unit, base: candidates[0], candidates: Object.fromEntries(values) as Row['candidates'] }
  })
}
