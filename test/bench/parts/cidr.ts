import { mooringCidr, ipAddressCidr, type CidrMaths } from '../candidates/cidr.js'
import { undiciCaller } from '../candidates/calls/undici.js'
import { loadMooring, loadMooringCidr } from '../candidates/mooring.js'
import { check, measureBlocks, type Candidate } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import { startStub } from '../stub/start.js'
import type { Effort } from './part.js'

const count = 10_000
/** The blocks 10.0.0.0/24 to 10.39.15.0/24 in an order of no use. */
const taken = Array.from({ length: count }, (_, n) => (n * 7919) % count).map((n) => `10.${n >> 8}.${n & 255}.0/24`)
const free = '10.39.16.0/24'
/** One look at all of them takes a tenth of a millisecond, which is too short to be measured. */
const times = 50

/** Addresses without an engine, and a free subnet with one. */
export async function cidr({ blocks }: Effort): Promise<readonly Row[]> {
  const maths = [mooringCidr(await loadMooringCidr()), ipAddressCidr()]
  const rounds = Math.ceil(blocks / 2)
  return [
    await measureMaths('parse an IPv4 block', count, maths, rounds, parse),
    await measureMaths('whether two blocks overlap', times * count, maths, rounds, overlap),
    await measureMaths(`the first free /24 among ${count}, from texts`, 1, maths, rounds, (one) => () => {
      check('the free block', one.firstFree(taken), free)
    }),
    await freeSubnet(Math.ceil(blocks / 4)),
  ]
}

type Work = (maths: CidrMaths) => () => void

const parse: Work =
  ({ prefixLengths }) =>
  () =>
    check('the sum of prefix lengths', prefixLengths(taken), 24 * count)

const overlap: Work = ({ overlapping }) => {
  const count16 = overlapping('10.7.0.0/16', taken)
  return () => {
    for (let n = 0; n < times; n++) check('the number of overlaps', count16(), 256)
  }
}

function measureMaths(row: string, units: number, all: readonly CidrMaths[], rounds: number, work: Work): Promise<Row> {
  const candidates = all.map((one) => {
    const run = work(one)
    return {
      name: one.name,
      units,
      run: () => {
        run()
        return Promise.resolve()
      },
    }
  })
  return measureBlocks({ row, unit: 'operation', base: 'ip-address', candidates, rounds, warmups: 5, swept: false })
}

/** `docker.network.freeSubnet` on an engine with so many networks, beside the list that it has to ask for. */
async function freeSubnet(rounds: number): Promise<Row> {
  await using stub = await startStub({ networks: count })
  const { Docker } = await loadMooring()
  await using docker = new Docker({ host: `unix://${stub.socket}` })
  const undici = undiciCaller(stub.socket)
  const candidates: readonly Candidate[] = [
    {
      name: 'undici',
      units: 1,
      run: async () => check('the number of networks', await undici.list(), count),
    },
    {
      name: 'mooring',
      units: 1,
      run: async () => check('the free block', (await docker.network.freeSubnet({ size: 24 })).toString(), free),
    },
  ]
  const row = `a free subnet among ${count} networks, and the list alone`
  const measured = await measureBlocks({
    row,
    unit: 'call',
    base: 'undici',
    candidates,
    stub,
    rounds,
    warmups: 2,
    swept: false,
  })
  await undici.close()
  return measured
}
