import { loadMooring } from '../candidates/mooring.js'
import {
  dockerodeReader,
  drainReader,
  framesReader,
  handReader,
  linesReader,
  nodeSdkReader,
} from '../candidates/streams/logs.js'
import type { Row } from '../measure/row.js'
import { recipeOf, type Recipe } from '../stub/recipe.js'
import { startStub } from '../stub/start.js'
import type { Effort } from './part.js'
import { measureStreams } from './streams.js'

/** An engine sends each frame of a log in a chunk of its own; a proxy may join them. */
const recipes: readonly { readonly row: string; readonly recipe: Recipe; readonly slow: number }[] = [
  { row: '80 B, one chunk each', recipe: { payload: 80, frames: 400_000, chunk: 'each' }, slow: 1 / 4 },
  { row: '16 KiB, one chunk each', recipe: { payload: 16_384, frames: 24_000, chunk: 'each' }, slow: 1 / 4 },
  { row: '80 B, chunks of 32 KiB', recipe: { payload: 80, frames: 400_000, chunk: 32_768 }, slow: 1 / 32 },
]

/** Logs: frames and lines. */
export async function logs({ runs, gateOnly }: Effort): Promise<readonly Row[]> {
  await using stub = await startStub()
  const { Docker } = await loadMooring()
  await using docker = new Docker({ host: `unix://${stub.socket}` })
  const framesOf = (container: string): number => recipeOf(container)?.frames ?? NaN
  const rows: Row[] = []
  for (const { row, recipe, slow } of gateOnly ? recipes.slice(0, 1) : recipes) {
    const readers = [
      drainReader(stub.socket, framesOf),
      drainReader(stub.socket, framesOf, 'drain again'),
      framesReader(docker),
      linesReader(docker),
    ]
    if (!gateOnly)
      readers.push(
        handReader(stub.socket),
        dockerodeReader(stub.socket, slow),
        await nodeSdkReader(stub.socket, slow / 2),
      )
    rows.push(await measureStreams({ row, base: 'drain', recipe, readers }, stub, runs))
  }
  return rows
}
