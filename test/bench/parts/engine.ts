import { dockerodeCycle, mooringCycle, undiciCycle, type ContainerCycle } from '../candidates/engine.js'
import { loadMooring } from '../candidates/mooring.js'
import { check, measureBlocks, type Candidate } from '../measure/blocks.js'
import type { Row } from '../measure/row.js'
import type { Effort } from './part.js'

/** A real container is started, asked to run a program, and removed: what of that is the client's. */
export async function engine({ runs, engineSocket = '' }: Effort): Promise<readonly Row[]> {
  const { Docker } = await loadMooring()
  await using docker = new Docker({ host: `unix://${engineSocket}` })
  const cycles = [
    undiciCycle(engineSocket),
    undiciCycle(engineSocket, 'undici again'),
    mooringCycle(docker),
    dockerodeCycle(engineSocket),
  ]
  const row = 'create, start, exec, remove'
  const candidates = cycles.map(candidateOf)
  return [
    await measureBlocks({ row, unit: 'call', base: 'undici', candidates, rounds: runs, warmups: 1, swept: false }),
  ]
}

function candidateOf({ name, run }: ContainerCycle): Candidate {
  return { name, units: 1, run: async () => check('what the program said', await run(), 'hello\n') }
}
