import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Docker } from '../../../../src/docker.js'
import type { OwnedNetwork } from '../../../../src/network/network.js'
import { lab, type LabEngineName } from '../../../lab/lab.js'
import { sideBySide } from '../../each-engine.js'
import { busybox, openDocker, sleeper } from '../../open-docker.js'
import { unique } from '../../open-engine.js'
import { expectWhole, killable, type Death, type Killable } from './killed.js'

// The requests that change something: create, stop, rename, rename, start, remove. Each engine takes its turn; in test/long
// a program dies at every request on each of them.
const deaths: readonly Death[] = [
  ...[1, 2, 3, 4, 5, 6].map((at): Death => ({ of: 'changes', at, moment: 'before' })),
  { of: 'changes', at: 6, moment: 'after' },
]
const engines: readonly LabEngineName[] = ['e20', 'e26', 'newest']

describe('a program that replaces a container', () => {
  let program: Killable
  beforeAll(async () => {
    program = await killable()
  })
  afterAll(() => program[Symbol.asyncDispose]())

  sideBySide(engines, 'on engine %s', (engineName) => {
    const address = '10.216.0.9'
    const name = unique('web')
    let docker: Docker
    let net: OwnedNetwork
    beforeAll(async () => {
      docker = await openDocker(engineName)
      net = await docker.network.bridge(unique('died')).subnet('10.216.0.0/24').create()
      const labelled = sleeper(docker).name(name).label('generation', '0')
      const web = await labelled.volume('/data').net(net, { ip: address }).start()
      await web.exec('sh', '-c', 'echo kept > /data/file').output({ check: true })
    })
    afterAll(async () => {
      await docker.container.remove(name, { force: true })
      await docker.cleanup()
      await docker.close()
    })

    test.each(deaths.filter((_, index) => engines[index % engines.length] === engineName))(
      'dies $moment the request $at that changes something: after recover() there is one, whole',
      async (death) => {
        const { socket } = await lab.engine(engineName)
        expect(await program.run(socket, name, death)).toBeUndefined()
        await docker.container.recover(name, { ready: false })
        await expectWhole(docker, name, address)
      },
    )

    test('lives, after one that died: replace() itself takes back what that has left', async () => {
      const { socket } = await lab.engine(engineName)
      expect(await program.run(socket, name, { of: 'changes', at: 2, moment: 'after' })).toBeUndefined()
      expect(await program.run(socket, name)).toBeGreaterThan(6)
      await expectWhole(docker, name, address)
    })
  })

  test('dies while the old one is being stopped: recover() waits for its end, and starts it again', async () => {
    const { socket } = await lab.engine('newest')
    await using docker = await openDocker('newest')
    const slow = 'trap "sleep 1; exit 0" TERM; while :; do sleep 0.1; done'
    await using own = await docker.container.run(busybox, 'sh', '-c', slow).label('generation', '0').start()
    const before = (await own.inspect()).State.StartedAt
    const signals = docker.events({ type: 'container', event: 'kill', container: own.id })
    const signalled = signals.next()
    await docker.ping() // the events are asked for before this answer comes
    const running = program.start(socket, own.name)
    await signalled
    running.kill()
    await running.ended
    await signals.return()
    const web = await docker.container.recover(own.name)
    const { State } = await web.inspect()
    expect(web.id).toBe(own.id)
    expect(State.Running).toBe(true)
    expect(Date.parse(State.StartedAt)).toBeGreaterThan(Date.parse(before))
  })
})
