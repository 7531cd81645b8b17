import { loadMooring, type MooringClient } from '../candidates/mooring.js'
import { framesReader, handReader } from '../candidates/streams/logs.js'
import { callbackReader, dockerodeReader, iteratorReader, mooringReader } from '../candidates/streams/pipes.js'
import type { Reader } from '../candidates/streams/reader.js'
import { measureBlocks } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import type { Recipe } from '../stub/recipe.js'
import { startStub, type Stub } from '../stub/start.js'
import type { Effort } from './part.js'
import { measureStreams, readerOf } from './streams.js'

const short: Recipe = { payload: 80, frames: 800_000, chunk: 'each' }

/** Attach and exec: frames one after the other on a raw connection. */
export async function pipes({ runs, gateOnly }: Effort): Promise<readonly Row[]> {
  await using stub = await startStub()
  const { Docker } = await loadMooring()
  await using docker = new Docker({ host: `unix://${stub.socket}` })
  const rows: Row[] = []
  for (const kind of gateOnly ? (['attach'] as const) : (['attach', 'exec'] as const)) {
    const readers = [
      iteratorReader(stub.socket, kind),
      { ...iteratorReader(stub.socket, kind), name: 'hand-written again' },
      mooringReader(docker, kind),
    ]
    if (!gateOnly) readers.push(callbackReader(stub.socket, kind), dockerodeReader(stub.socket, kind, 1 / 64))
    rows.push(await measureStreams({ row: `${kind}, 80 B`, base: 'hand-written', recipe: short, readers }, stub, runs))
  }
  if (gateOnly) return rows
  return [...rows, await linear(docker, stub, runs), await hugeFrame(docker, stub, runs)]
}

/**
 * Whether a byte costs the same in chunks of any size. A raw connection is cut where the kernel likes; the chunks of a log
 * come as they were sent, and the frames in them are cut by the same code.
 */
function linear(docker: MooringClient, stub: Stub, rounds: number): Promise<Row> {
  const inChunks = (reader: Reader, size: number) => {
    const recipe = { payload: 80, frames: 400_000, chunk: size * 1024 }
    return readerOf({ ...reader, name: `${reader.name} ${size} KiB` }, recipe)
  }
  const readers = [framesReader(docker), handReader(stub.socket)]
  const candidates = readers.flatMap((reader) => [inChunks(reader, 8), inChunks(reader, 64)])
  const row = 'chunks of 8 and of 64 KiB'
  return measureBlocks({
    row,
    unit: 'MB',
    base: 'mooring frames 8 KiB',
    candidates,
    stub,
    rounds,
    warmups: 1,
    swept: true,
  })
}

/** One frame of 64 MiB, by the clock. */
function hugeFrame(docker: MooringClient, stub: Stub, rounds: number): Promise<Row> {
  const recipe: Recipe = { payload: 64 * 1024 ** 2, frames: 1, chunk: 'each' }
  const read = mooringReader(docker, 'attach').read
  // a frame this long is given in pieces
  const counted = async (container: string) => ({ ...(await read(container)), items: undefined })
  const candidates = [{ ...readerOf({ name: 'mooring', read: counted }, recipe), units: 1 }]
  return measureBlocks({
    row: 'one frame of 64 MiB',
    unit: 'frame',
    base: 'mooring',
    candidates,
    stub,
    rounds,
    warmups: 1,
    swept: true,
  })
}
