import { expect, test } from 'vitest'
import { onEachEngine } from '../engine/each-engine.js'
import { race } from '../engine/network/race/race.js'
import { openDocker } from '../engine/open-docker.js'
import { runScript } from '../engine/run-script.js'
import { lab } from '../lab/lab.js'

onEachEngine('sixteen processes on engine %s', (engineName) => {
  // a /18 has 1024 blocks of this size, so the last of the 800 have to search
  test('that make fifty networks of free blocks each get them all', async () => {
    await using docker = await openDocker(engineName)
    const { host } = await lab.engine(engineName)
    await race(docker, { racers: 16, networks: 50, from: '10.204.0.0/18' }, async (leg) => {
      const program = 'test/engine/network/race/racer-program.ts'
      const ended = await runScript(program, [JSON.stringify(leg)], { DOCKER_HOST: host })
      expect(ended).toEqual({ stdout: '', exitCode: 0 })
    })
  })
})
