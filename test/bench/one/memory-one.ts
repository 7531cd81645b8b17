// `memory-one.js <what> <socket>`: one measurement of memory, in a process of its own. Writes one number to stdout.
import type { Reader } from '../candidates/streams/reader.js'
import { loadMooring, type MooringClient } from '../candidates/mooring.js'
import { undiciCaller } from '../candidates/calls/undici.js'
import { mooringCaller } from '../candidates/calls/mooring.js'
import type { Caller } from '../candidates/calls/caller.js'
import { dockerodeReader, drainReader, framesReader, nodeSdkReader } from '../candidates/streams/logs.js'
import { check } from '../measure/blocks.js'
import { nameOf, payloadBytes, recipeOf, type Recipe } from '../stub/recipe.js'

const mebibyte = 1024 ** 2
const [, , what = '', socket = ''] = process.argv

async function open(): Promise<MooringClient> {
  const { Docker } = await loadMooring()
  return new Docker({ host: `unix://${socket}` })
}

/** The most memory that reading a gigabyte of logs takes, the program itself included. */
async function peakOfGigabyte(reader: Reader): Promise<number> {
  const recipe: Recipe = { payload: 16 * 1024, frames: 1024 ** 3 / (16 * 1024), chunk: 'each' }
  const { bytes } = await reader.read(nameOf(recipe))
  check('the number of bytes', bytes, payloadBytes(recipe))
  return process.resourceUsage().maxRSS / 1024
}

/** What a reader adds to the peak who does something else after each frame; the same was read fast before. */
async function growthOfSlowReader(docker: MooringClient): Promise<number> {
  const recipe: Recipe = { payload: 1024, frames: 256 * 1024, chunk: 'each' }
  const read = async (afterEach: () => Promise<unknown> | undefined): Promise<void> => {
    let bytes = 0
    for await (const { data } of docker.container.ref(nameOf(recipe)).logs()) {
      bytes += data.length
      await afterEach()
    }
    check('the number of bytes', bytes, payloadBytes(recipe))
  }
  await read(() => undefined)
  const before = process.resourceUsage().maxRSS
  await read(() => new Promise((resolve) => setImmediate(resolve)))
  return (process.resourceUsage().maxRSS - before) / 1024
}

/** How much the heap grows over so many calls. */
async function growthOfCalls(caller: Caller): Promise<number> {
  const callOften = async (times: number): Promise<void> => {
    for (let n = 0; n < times; n++) check('the length of the list', await caller.list(), 3)
  }
  await callOften(5000)
  const before = heapUsed()
  await callOften(20_000)
  return (heapUsed() - before) / mebibyte
}

function heapUsed(): number {
  for (let n = 0; n < 3; n++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** Milliseconds that a ping takes while so many logs are followed. */
async function pingBeside(docker: MooringClient, count: number): Promise<number> {
  const logs = Array.from({ length: count }, () =>
    docker.container.ref('open').logs({ follow: true })[Symbol.asyncIterator](),
  )
  const first = await Promise.all(logs.map((log) => log.next()))
  check('the number of logs that are open', first.filter(({ done }) => done !== true).length, count)
  const began = performance.now()
  await docker.ping()
  const took = performance.now() - began
  await docker.close()
  return took
}

const measurements: Readonly<Record<string, () => Promise<number>>> = {
  'peak drain': () => peakOfGigabyte(drainReader(socket, (container) => recipeOf(container)?.frames ?? NaN)),
  'peak mooring': async () => peakOfGigabyte(framesReader(await open())),
  'peak dockerode': () => peakOfGigabyte(dockerodeReader(socket, 1)),
  'peak node-sdk': async () => peakOfGigabyte(await nodeSdkReader(socket, 1)),
  'slow mooring': async () => growthOfSlowReader(await open()),
  'calls undici': () => growthOfCalls(undiciCaller(socket)),
  'calls mooring': async () => growthOfCalls(mooringCaller(await loadMooring(), socket)),
  'ping mooring': async () => pingBeside(await open(), 500),
}

const measured = await measurements[what]?.()
// peers may hold connections that nobody can close
process.stdout.write(String(measured), () => process.exit(0))
