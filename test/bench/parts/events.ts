import { loadMooring } from '../candidates/mooring.js'
import {
  dockerodeEvents,
  handEvents,
  mooringEvents,
  nodeSdkEvents,
  type EventReader,
} from '../candidates/streams/events.js'
import { check, measureBlocks, type Candidate } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import { firstEvent } from '../stub/events.js'
import { startStub } from '../stub/start.js'
import type { Effort } from './part.js'

const count = 100_000

const chunks = [
  { row: 'one chunk each', chunk: 'each' },
  { row: 'chunks of 32 KiB', chunk: 32_768 },
] as const

/** Events: as many as an engine can say, parsed one by one. */
export async function events({ runs, gateOnly }: Effort): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { row, chunk } of gateOnly ? chunks.slice(0, 1) : chunks) {
    await using stub = await startStub({ events: { count, chunk } })
    const { Docker } = await loadMooring()
    await using docker = new Docker({ host: `unix://${stub.socket}` })
    const readers = [
      handEvents(stub.socket),
      { ...handEvents(stub.socket), name: 'hand-written again' },
      mooringEvents(docker),
    ]
    if (!gateOnly) readers.push(await nodeSdkEvents(stub.socket), dockerodeEvents(stub.socket))
    const candidates = readers.map(candidateOf)
    rows.push(
      await measureBlocks({
        row,
        unit: 'event',
        base: 'hand-written',
        candidates,
        stub,
        rounds: runs,
        warmups: 1,
        swept: true,
      }),
    )
  }
  return rows
}

const lastEvent = firstEvent + BigInt(count - 1)

function candidateOf({ name, read }: EventReader): Candidate {
  const run = async (): Promise<void> => {
    const last = await read(count)
    // who reads it as a number has it rounded
    check('the moment of the last event', last, typeof last === 'bigint' ? lastEvent : Number(lastEvent))
  }
  return { name, units: count, run }
}
