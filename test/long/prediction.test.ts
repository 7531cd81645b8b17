import { expect, test } from 'vitest'
import { onEachEngine } from '../engine/each-engine.js'
import { seeded } from '../engine/network/ipam/random.js'
import { groundOn, runSequence, type Tally } from '../engine/network/ipam/sequence.js'

const blockOfSeeds = 50

onEachEngine('five hundred random sequences on engine %s', (engineName) => {
  const ground = groundOn(engineName)

  test.for(Array.from({ length: 10 }, (_, block) => block * blockOfSeeds + 1))(
    'give the addresses that were foretold, fifty from sequence %i on',
    async (first) => {
      const tally: Tally = { steps: 0, addresses: 0, refusals: 0 }
      const began = performance.now()
      for (let seed = first; seed < first + blockOfSeeds; seed++) await runSequence(ground(), seeded(seed), 6, tally)
      console.log(
        `${engineName} from ${first}, ${Math.round((performance.now() - began) / 1000)} s: ${JSON.stringify(tally)}`,
      )
      expect(tally.addresses).toBeGreaterThan(50)
    },
  )
})
