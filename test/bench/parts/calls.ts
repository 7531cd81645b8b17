import type { Caller } from '../candidates/calls/caller.js'
import { dispatchCaller } from '../candidates/calls/dispatch.js'
import { dockerodeCaller } from '../candidates/calls/dockerode.js'
import { mooringCaller } from '../candidates/calls/mooring.js'
import { nodeSdkCaller } from '../candidates/calls/node-sdk.js'
import { undiciCaller } from '../candidates/calls/undici.js'
import { loadMooring } from '../candidates/mooring.js'
import { check, measureBlocks } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import { inspectedSubnet } from '../stub/lists.js'
import { startStub, type Stub } from '../stub/start.js'
import type { Effort } from './part.js'

interface Operation {
  readonly name: string
  readonly requests: number
  readonly ask: (caller: Caller) => Promise<unknown>
  /** What `ask` gives when all is well. */
  readonly answer: unknown
}

let networks = 0

const operations: readonly Operation[] = [
  { name: 'ping', requests: 1, ask: (caller) => caller.ping(), answer: true },
  { name: 'list of 3', requests: 1, ask: (caller) => caller.list(), answer: 3 },
  { name: 'inspect', requests: 1, ask: (caller) => caller.inspect(), answer: inspectedSubnet },
  { name: 'create + delete', requests: 2, ask: (caller) => caller.cycle(`bench-${++networks}`), answer: 64 },
]

/** Calls of one block, by how many are in flight at once. */
const callsInBlock: Readonly<Record<number, number>> = { 1: 80, 16: 160, 64: 320 }

/** Short calls: 1, 16 and 64 in flight. */
export async function calls({ blocks, gateOnly }: Effort): Promise<readonly Row[]> {
  await using stub = await startStub()
  const callers = await openCallers(stub, gateOnly)
  const rows: Row[] = []
  for (const operation of operations)
    for (const inFlight of gateOnly ? [16] : [1, 16, 64])
      rows.push(await measureCalls(stub, callers, operation, inFlight, blocks))
  await Promise.all(callers.map((caller) => caller.close()))
  return rows
}

async function openCallers({ socket }: Stub, gateOnly: boolean): Promise<readonly Caller[]> {
  const callers = [
    undiciCaller(socket),
    undiciCaller(socket, 'undici again'),
    mooringCaller(await loadMooring(), socket),
  ]
  if (!gateOnly) callers.push(dispatchCaller(socket), dockerodeCaller(socket), await nodeSdkCaller(socket))
  // mooring asks an engine once which API it speaks
  for (const caller of callers) await caller.list()
  return callers
}

function measureCalls(
  stub: Stub,
  callers: readonly Caller[],
  operation: Operation,
  inFlight: number,
  rounds: number,
): Promise<Row> {
  const units = callsInBlock[inFlight] ?? inFlight
  const candidates = callers.map((caller) => ({
    name: caller.name,
    units,
    requests: units * operation.requests,
    run: () => runCalls(caller, operation, inFlight, units),
  }))
  const row = `${operation.name}, ${inFlight} in flight`
  return measureBlocks({ row, unit: 'call', base: 'undici', candidates, stub, rounds, warmups: 5, swept: false })
}

async function runCalls(caller: Caller, { ask, answer, name }: Operation, inFlight: number, count: number) {
  let left = count
  const askInTurn = async (): Promise<void> => {
    while (left-- > 0) check(name, await ask(caller), answer)
  }
  await Promise.all(Array.from({ length: inFlight }, askInTurn))
}
