import type { Stub } from '../stub/start.js'
import type { Row, Unit } from './row.js'
import { shuffled } from './shuffled.js'

/** One way to do the work of a row. */
export interface Candidate {
  readonly name: string
  /** Units of work in one block. A slow candidate may do less: all are counted for one unit. */
  readonly units: number
  /** Requests that one block sends; not looked at when left out. */
  readonly requests?: number | undefined
  /** Does one block. Throws when the work was not done as it should be. */
  readonly run: () => Promise<void>
}

export interface BlocksToMeasure {
  readonly row: string
  readonly unit: Unit
  readonly base: string
  readonly candidates: readonly Candidate[]
  readonly stub?: Stub | undefined
  /** Rounds that count; in each one every candidate does one block. */
  readonly rounds: number
  /** Rounds before them. */
  readonly warmups: number
  /** Whether a block is long enough to begin with a heap that was swept: short ones would be measured while it warms up. */
  readonly swept: boolean
}

interface Block {
  /** Microseconds of CPU for one unit. */
  readonly cpu: number
  /** Microseconds by the clock for one unit. */
  readonly wall: number
  /** Microseconds of the stub's CPU for one unit. */
  readonly stub: number
}

/** Measures candidates in turns, in one process: what the machine does meanwhile meets all of them alike. */
export async function measureBlocks(what: BlocksToMeasure): Promise<Row> {
  const { row, unit, base, candidates, stub, rounds, warmups, swept } = what
  const blocks = new Map(candidates.map(({ name }) => [name, [] as Block[]]))
  for (let round = -warmups; round < rounds; round++) {
    for (const candidate of shuffled(candidates, round + warmups)) {
      // what the block before left behind is not for this one to clear away
      if (swept) await sweep()
      else globalThis.gc?.({ type: 'minor' })
      const block = await measure(row, candidate, stub)
      if (round >= 0) blocks.get(candidate.name)?.push(block)
    }
  }
  const results = [...blocks].map(([name, all]) => [name, columnsOf(all)] as const)
  return { name: row, unit, base, candidates: Object.fromEntries(results) }
}

function columnsOf(blocks: readonly Block[]): Readonly<Record<keyof Block, readonly number[]>> {
  return {
    cpu: blocks.map(({ cpu }) => cpu),
    wall: blocks.map(({ wall }) => wall),
    stub: blocks.map(({ stub }) => stub),
  }
}

async function measure(row: string, candidate: Candidate, stub: Stub | undefined): Promise<Block> {
  const { name, units, requests, run } = candidate
  const stubBefore = await stub?.report()
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  try {
    await run()
  } catch (cause) {
    throw new Error(`${name} failed at "${row}"`, { cause })
  }
  const wall = (performance.now() - began) * 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  const stubAfter = await stub?.report()
  if (requests !== undefined)
    check(`the number of requests of ${name}`, (stubAfter?.requests ?? 0) - (stubBefore?.requests ?? 0), requests)
  const stubCpu = (stubAfter?.cpu ?? 0) - (stubBefore?.cpu ?? 0)
  return { cpu: (user + system) / units, wall: wall / units, stub: stubCpu / units }
}

/** Clears the heap, and waits for the threads that go on with it. */
async function sweep(): Promise<void> {
  globalThis.gc?.()
  await new Promise((resolve) => setTimeout(resolve, 2))
}

/** Refuses a block whose work is wrong. */
export function check(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${what} is ${String(found)} and should be ${String(wanted)}`)
}
