import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lab } from '../lab/lab.js'
import { onEachEngine } from '../engine/each-engine.js'
import { expectWhole, killable, type Killable } from '../engine/container/replace/killed.js'
import { openDocker, sleeper } from '../engine/open-docker.js'
import { unique } from '../engine/open-engine.js'

describe('a program that replaces a container, and one that shares its network', () => {
  let program: Killable
  beforeAll(async () => {
    program = await killable()
  })
  afterAll(() => program[Symbol.asyncDispose]())

  onEachEngine('on engine %s', (engineName) => {
    test('dies at every one of its requests: after recover() there is one of each, whole', async () => {
      const { socket } = await lab.engine(engineName)
      await using docker = await openDocker(engineName)
      await using net = await docker.network.bridge(unique('died')).subnet('10.217.0.0/24').create()
      const name = unique('web')
      const side = unique('side')
      const labelled = sleeper(docker).name(name).label('generation', '0')
      const web = await labelled.volume('/data').net(net, { ip: '10.217.0.9' }).start()
      await sleeper(docker).name(side).net(web).start()
      try {
        await web.exec('sh', '-c', 'echo kept > /data/file').output({ check: true })
        let deaths = 0
        for (let at = 1, end: number | undefined; end === undefined; at++) {
          for (const moment of ['before', 'after'] as const) {
            end = await program.run(socket, name, { of: 'all', at, moment })
            if (end === undefined) deaths++
            if (at % 2 === 0) await docker.container.recover(side, { ready: false })
            await docker.container.recover(name, { ready: false })
            await expectWhole(docker, name, '10.217.0.9')
            const beside = await docker.container.list({ all: true, name: side })
            expect(beside.map((one) => one.name)).toEqual([side])
            expect(`${await docker.container.ref(side).ip()}`, `${moment} ${at}`).toBe('10.217.0.9')
          }
        }
        console.log(`${engineName}: died ${deaths} times`)
        expect(deaths).toBeGreaterThan(50)
      } finally {
        for (const left of [side, name]) await docker.container.remove(left, { force: true })
      }
    })
  })
})
