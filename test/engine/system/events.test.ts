import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../../src/engine/engine.js'
import { Images } from '../../../src/image/images.js'
import { System } from '../../../src/system/system.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { onEachEngine, sideBySide } from '../each-engine.js'
import { openEngine, unique } from '../open-engine.js'

onEachEngine('events of engine %s', (engineName) => {
  let host: LabEngine
  let engine: Engine
  let system: System

  beforeAll(async () => {
    host = await lab.engine(engineName)
    engine = openEngine(host.socket)
    system = new System(engine)
  })
  afterAll(() => engine.close())

  async function docker(...argv: readonly string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await host.exec('docker', ...argv)
    if (exitCode !== 0) throw new Error(`docker ${argv.join(' ')}: ${stderr}`)
    return stdout.trim()
  }

  test('tell of everything that happens after ready, in order', async () => {
    const volume = unique('mooring-test')
    await using events = system.events({ volume })
    await events.ready()
    await docker('volume', 'create', volume)
    await docker('volume', 'rm', volume)
    const { value: created } = await events.next()
    const { value: destroyed } = await events.next()
    expect(created).toMatchObject({
      Type: 'volume',
      Action: 'create',
      Actor: { ID: volume, Attributes: { driver: 'local' } },
      scope: 'local',
    })
    expect(destroyed).toMatchObject({ Type: 'volume', Action: 'destroy', Actor: { ID: volume } })
    expect(created?.timeNano).toBeTypeOf('bigint')
    expect((created?.timeNano ?? 0n) < (destroyed?.timeNano ?? 0n)).toBe(true)
  })

  test('are never missed, however soon after ready something happens', async () => {
    const images = new Images(engine)
    for (let round = 0; round < 20; round++) {
      const image = `${unique('mooring-test')}:1`
      await using events = system.events({ type: 'image', event: 'tag' })
      await events.ready()
      await images.ref('lab/busybox:1').tag(image)
      for await (const { Actor } of events) if (Actor.Attributes.name === image) break
      await images.remove(image)
    }
  })

  test('of a network say which container was connected', async () => {
    const network = unique('mooring-test')
    const container = unique('mooring-test')
    await using events = system.events({ type: 'network', network })
    await events.ready()
    const id = await docker('network', 'create', network)
    const containerId = await docker(
      'run',
      '-d',
      '--init',
      '--net',
      network,
      '--name',
      container,
      'lab/busybox:1',
      'sleep',
      '600',
    )
    await docker('rm', '-f', container)
    await docker('network', 'rm', network)

    const actions: string[] = []
    for await (const { Action, Actor } of events) {
      expect(Actor.ID).toBe(id)
      actions.push(Action)
      if (Action === 'connect')
        expect(Actor.Attributes).toMatchObject({ name: network, type: 'bridge', container: containerId })
      if (Action === 'destroy') break
    }
    // Some engines say disconnect twice.
    expect([...new Set(actions)]).toEqual(['create', 'connect', 'disconnect', 'destroy'])
  })

  test('of a container come with its exit code', async () => {
    const container = unique('mooring-test')
    await using events = system.events({ container, event: ['create', 'die', 'destroy'] })
    await events.ready()
    await host.exec('docker', 'run', '--rm', '--name', container, 'lab/busybox:1', 'sh', '-c', 'exit 7')
    const seen: [string, string | undefined][] = []
    for await (const event of events) {
      if (event.Type === 'container') seen.push([event.Action, event.Actor.Attributes.exitCode])
      if (event.Action === 'destroy') break
    }
    expect(seen).toEqual([
      ['create', undefined],
      ['die', '7'],
      ['destroy', undefined],
    ])
  })

  test('of before are told with since, and the loop ends at until', async () => {
    const volume = unique('mooring-test')
    const since = (await system.info()).SystemTime
    await docker('volume', 'create', volume)
    await docker('volume', 'rm', volume)
    const until = (await system.info()).SystemTime
    const told: string[] = []
    const times: bigint[] = []
    for await (const { Action, timeNano } of system.events({ volume, since, until })) {
      told.push(Action)
      times.push(timeNano)
    }
    expect(told).toEqual(['create', 'destroy'])
    const recent: string[] = []
    for await (const { Action } of system.events({ volume, since: '5m', until })) recent.push(Action)
    expect(recent, 'five minutes of the engine').toEqual(told)

    const again: string[] = []
    for await (const { Action } of system.events({ volume, since: times[1], until })) again.push(Action)
    expect(again, 'since is inclusive, to the nanosecond').toEqual(['destroy'])
  })

  test('with a filter that cannot be are refused', async () => {
    // deliberately wrong: what a JavaScript caller could write
    const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT', sent: 'no' }) as Error
    expect(() => system.events({ scope: ['local', 7] as never })).toThrow(refused)
    expect(() => system.events({ since: 'yesterday' })).toThrow(refused)
    await expect(system.events({ since: '2000000000', until: '1000000000' }).ready()).rejects.toMatchObject({
      operation: 'SystemEvents',
      sent: 'yes',
    })
  })

  test('that are aborted reject with the reason, and the client goes on', async () => {
    const controller = new AbortController()
    const events = system.events(undefined, { signal: controller.signal })
    await events.ready()
    controller.abort('the reason itself')
    const all = (async () => {
      for await (const event of events) expect(event.Type).toBeTypeOf('string')
    })()
    await expect(all).rejects.toBe('the reason itself')
    expect((await system.ping()).osType).toBe('linux')
  })
})

sideBySide(['bookworm', 'forky'], 'events of an engine of Debian %s', (root) => {
  test(
    'end with CONNECTION_LOST when it is killed, and when it is stopped in good order',
    { timeout: 120_000 },
    async () => {
      await using host = await lab.start(`ev-${root.slice(0, 4)}`, { root, images: false })
      const engine = openEngine(host.socket)
      try {
        const system = new System(engine)
        for (const end of ['kill', 'stop'] as const) {
          const events = system.events({ volume: 'kept' })
          const bounded = system.events({ volume: 'kept', until: new Date(Date.now() + 3_600_000) })
          await Promise.all([events.ready(), bounded.ready()])
          await host.exec('docker', 'volume', 'create', 'kept')
          expect((await events.next()).value?.Action).toBe('create')
          await host[end]()
          await expect(events.next()).rejects.toMatchObject({ name: 'ConnectionError', code: 'CONNECTION_LOST' })
          const all = (async () => {
            for await (const event of bounded) expect(event.Actor.ID).toBe('kept')
          })()
          await expect(all).rejects.toMatchObject({ name: 'ConnectionError', code: 'CONNECTION_LOST' })
          await host.restart()
          await host.exec('docker', 'volume', 'rm', 'kept')
          expect((await system.ping()).osType).toBe('linux')
        }
      } finally {
        await engine.close()
      }
    },
  )
})
