import { expect, test } from 'vitest'
import { onEachEngine } from '../engine/each-engine.js'
import { seeded } from '../engine/network/ipam/random.js'
import { openGround, runSequence, type Tally } from '../engine/network/ipam/sequence.js'
import { openDocker } from '../engine/open-docker.js'
import { unique } from '../engine/open-engine.js'

onEachEngine('five hundred random sequences on engine %s', (engineName) => {
  test('give the addresses that were foretold', async () => {
    await using docker = await openDocker(engineName)
    await using home = await docker.network.bridge(unique('home')).subnet('10.205.1.0/28').create()
    const ground = await openGround(docker, home, '10.205.0.0/24')
    const tally: Tally = { steps: 0, addresses: 0, refusals: 0 }
    try {
      for (let seed = 1; seed <= 500; seed++) await runSequence(ground, seeded(seed), 6, tally)
    } finally {
      console.log(`${engineName}: ${JSON.stringify(tally)}`)
      for (const { container } of ground.actors) await container.remove({ force: true })
    }
    expect(tally.addresses).toBeGreaterThan(500)
  })
})
