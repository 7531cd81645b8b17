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

    test.each(['start', 'remove'] as const)(
      'dies at every request of one in vain (at the first %s) of what removes itself: after recover() all is as it was',
      async (vainAt) => {
        const { socket } = await lab.engine(engineName)
        await using docker = await openDocker(engineName)
        const [name, side, linked] = [unique('web'), unique('side'), unique('linked')]
        const web = await sleeper(docker).name(name).label('generation', '0').volume('/data').rm().start()
        await sleeper(docker).net(web).name(side).rm().start()
        // as docker run --link says it, on the default bridge
        await sleeper(docker)
          .name(linked)
          .raw({ HostConfig: { Links: [`${name}:base`] } })
          .start()
        try {
          await web.exec('sh', '-c', 'echo kept > /data/file').output({ check: true })
          let deaths = 0
          for (let at = 1, end: number | undefined; end === undefined; at++) {
            for (const moment of ['before', 'after'] as const) {
              end = await program.run(socket, name, { of: 'all', at, moment, vainAt })
              if (end === undefined) deaths++
              await docker.container.recover([name, side, linked][at % 3] ?? name, { ready: false })
              await docker.container.recover(name, { ready: false })
              const now = docker.container.ref(name)
              const ip = `${await now.ip()}`
              await expectWhole(docker, name, ip)
              for (const other of [side, linked]) {
                const found = await docker.container.list({ all: true, name: other })
                expect(
                  found.map((one) => one.name),
                  `${moment} ${at}`,
                ).toEqual([other])
              }
              expect(`${await docker.container.ref(side).ip()}`, `${moment} ${at}`).toBe(ip)
              const { stdout } = await docker.container.ref(linked).exec('cat', '/etc/hosts').output({ check: true })
              const { Id } = await now.inspect()
              expect(stdout, `${moment} ${at}`).toContain(`${ip}\tbase ${Id.slice(0, 12)} ${name}\n`)
            }
          }
          console.log(`${engineName}: died ${deaths} times before it was taken back at ${vainAt}`)
          expect(deaths).toBeGreaterThan(50)
        } finally {
          for (const left of [linked, side, name])
            for (const one of await docker.container.list({ all: true, name: left })) await one.remove({ force: true })
        }
      },
    )
  })
})
