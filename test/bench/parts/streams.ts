import type { Reader } from '../candidates/streams/reader.js'
import { check, measureBlocks, type Candidate } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import { nameOf, payloadBytes, type Recipe } from '../stub/recipe.js'
import type { Stub } from '../stub/start.js'

/** One row of streams: every reader reads the same output, or a part of it. */
export interface StreamRow {
  readonly row: string
  readonly base: string
  readonly recipe: Recipe
  readonly readers: readonly Reader[]
}

const megabyte = 1_000_000

/** Measures the cost of a megabyte. */
export function measureStreams({ row, base, recipe, readers }: StreamRow, stub: Stub, rounds: number): Promise<Row> {
  const candidates = readers.map((reader) => readerOf(reader, recipe))
  return measureBlocks({ row, unit: 'MB', base, candidates, stub, rounds, warmups: 1, swept: true })
}

/** A reader as a candidate: it must bring every byte and every frame. */
export function readerOf({ name, share = 1, splitsFrames = false, read }: Reader, recipe: Recipe): Candidate {
  const mine = { ...recipe, frames: Math.ceil(recipe.frames * share) }
  const container = nameOf(mine)
  const bytes = payloadBytes(mine)
  const run = async (): Promise<void> => {
    const found = await read(container)
    check('the number of bytes', found.bytes, bytes)
    const { items = mine.frames } = found
    if (splitsFrames) check('whether all frames came', items >= mine.frames && items <= 2 * mine.frames, true)
    else check('the number of items', items, mine.frames)
  }
  return { name, units: bytes / megabyte, run }
}
