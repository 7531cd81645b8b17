import type { Caller } from '../candidates/calls/caller.js'
import { dispatchCaller } from '../candidates/calls/dispatch.js'
import { dockerodeCaller } from '../candidates/calls/dockerode.js'
import { mooringCaller } from '../candidates/calls/mooring.js'
import { nodeSdkCaller } from '../candidates/calls/node-sdk.js'
import { undiciCaller } from '../candidates/calls/undici.js'
import { loadMooring } from '../candidates/mooring.js'
import { check, measureBlocks } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import { startStub, type Stub } from '../stub/start.js'
import type { Effort } from './part.js'

const networks = 500
const containers = 1000

interface List {
  readonly row: string
  readonly ask: (caller: Caller) => Promise<number>
  readonly length: number
}

const lists: readonly List[] = [
  { row: '500 networks of 20 containers, 2.8 MB', ask: (caller) => caller.list(), length: networks },
  { row: '1000 containers, 1.6 MB', ask: (caller) => caller.containers(), length: containers },
]

/** Long lists, where JSON.parse decides. */
export async function longLists({ blocks }: Effort): Promise<readonly Row[]> {
  await using stub = await startStub({ networks, containersOfNetwork: 20, containers })
  const callers = await openCallers(stub)
  const rows: Row[] = []
  for (const list of lists) rows.push(await measureList(stub, callers, list, Math.ceil(blocks / 2)))
  await Promise.all(callers.map((caller) => caller.close()))
  return rows
}

async function openCallers({ socket }: Stub): Promise<readonly Caller[]> {
  const mooring = await loadMooring()
  return [
    undiciCaller(socket),
    undiciCaller(socket, 'undici again'),
    dispatchCaller(socket),
    mooringCaller(mooring, socket),
    mooringCaller(mooring, socket, { name: 'mooring, validateReplies', validateReplies: true }),
    dockerodeCaller(socket),
    await nodeSdkCaller(socket),
  ]
}

function measureList(stub: Stub, callers: readonly Caller[], list: List, rounds: number): Promise<Row> {
  const { row, ask, length } = list
  const candidates = callers.map((caller) => ({
    name: caller.name,
    units: 1,
    run: async () => check('the length of the list', await ask(caller), length),
  }))
  return measureBlocks({ row, unit: 'call', base: 'undici', candidates, stub, rounds, warmups: 2, swept: false })
}
