import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import { Container } from '../../../src/container/container.js'
import { containerCreate, containerList } from '../../../src/container/operations.js'
import { openCall } from '../../../src/engine/context.js'
import type { Engine } from '../../../src/engine/engine.js'
import { MooringError } from '../../../src/errors/base.js'
import { lab } from '../../lab/lab.js'
import { openEngine, unique } from '../open-engine.js'
import { makeContainer, shell, startContainer } from './made.js'

onEachEngine('a container of engine %s', (engineName) => {
  let engine: Engine
  beforeAll(async () => {
    engine = openEngine((await lab.engine(engineName)).socket)
  })
  afterAll(() => engine.close())

  test('is described by the wire types in every state', async () => {
    await using container = await makeContainer(engine, {
      Env: ['A=b'],
      Labels: { a: 'b' },
      ExposedPorts: { '81/udp': {} },
      Healthcheck: { Test: ['CMD', 'true'], Interval: 1e9 },
      StopTimeout: 1,
      HostConfig: {
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
        Memory: 64 * 2 ** 20,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        Tmpfs: { '/run': 'size=1m' },
        Ulimits: [{ Name: 'nofile', Soft: 100, Hard: 200 }],
        Mounts: [{ Type: 'volume', Target: '/data' }],
      },
    })
    const states: string[] = []
    const look = async (): Promise<void> => {
      const { State } = await container.inspect({ size: true })
      states.push(State.Status)
      const listed = await engine.call(containerList, {
        query: { all: true, size: true, filters: { id: container.id } },
      })
      expect(listed).toHaveLength(1)
    }
    await look()
    await container.start()
    await look()
    await container.pause()
    await look()
    await container.unpause()
    await container.stop()
    await look()
    expect(states).toEqual(['created', 'running', 'paused', 'exited'])
  })

  test('says whether start and stop changed anything', async () => {
    await using container = await makeContainer(engine)
    expect(await container.stop()).toBe(false)
    expect(await container.start()).toBe(true)
    expect(await container.start()).toBe(false)
    expect(await container.stop()).toBe(true)
    expect(await container.stop()).toBe(false)
  })

  test('may take longer to stop than the default deadline', async () => {
    const hasty = openEngine((await lab.engine(engineName)).socket, { timeout: 900 })
    try {
      await using container = await shell(engine, 'trap "" TERM; echo ready; while :; do sleep 0.1; done', {
        HostConfig: { Init: false },
      })
      await container.start()
      for await (const { line } of container.logs({ follow: true }).lines()) if (line === 'ready') break
      expect(await new Container(hasty, container).stop({ stopTimeout: 2 })).toBe(true)
      expect((await container.inspect()).State.ExitCode).toBe(137)
    } finally {
      await hasty.close()
    }
  })

  test('a stop signal is sent by engines that know it, and refused for older ones', async () => {
    await using container = await shell(engine, 'trap "exit 7" USR1; echo ready; while :; do sleep 0.1; done', {
      HostConfig: { Init: false },
    })
    await container.start()
    for await (const { line } of container.logs({ follow: true }).lines()) if (line === 'ready') break
    if (engineName === 'e20') {
      await expect(container.stop({ stopSignal: 'USR1' })).rejects.toMatchObject({ code: 'API_TOO_OLD', sent: 'no' })
      await container.kill('USR1')
    } else {
      await container.stop({ stopSignal: 'USR1' })
    }
    expect(await container.wait()).toEqual({ exitCode: 7 })
  })

  test('a wait begun before the start sees the end', async () => {
    await using container = await shell(engine, 'exit 42')
    const { watchExit } = await import('../../../src/container/streams/exit-watch.js')
    const watch = await watchExit(openCall(engine), container.id, 'next-exit')
    await container.start()
    expect(await watch.exit()).toEqual({ exitCode: 42 })
  })

  test('a wait ends with the reason of its signal', async () => {
    await using container = await startContainer(engine)
    const abort = new AbortController()
    const waiting = container.wait({ signal: abort.signal })
    abort.abort('enough')
    await expect(waiting).rejects.toBe('enough')
  })

  test('that does not run cannot be killed', async () => {
    await using container = await makeContainer(engine)
    await expect(container.kill()).rejects.toMatchObject({ code: 'NOT_RUNNING', name: 'ConflictError' })
  })

  test('that runs is removed only by force', async () => {
    await using container = await startContainer(engine)
    await expect(container.remove()).rejects.toMatchObject({ code: 'STILL_RUNNING', name: 'InUseError' })
    await container.remove({ force: true })
    await expect(container.inspect()).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'container' } })
    await expect(container.remove()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is gone when any of many removals at once returns', async () => {
    await using container = await startContainer(engine)
    const removals = await Promise.allSettled(
      Array.from({ length: 20 }, async () => {
        await container.remove({ force: true })
        await expect(container.inspect()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }),
    )
    // One that comes after the end is told so.
    const failed = removals.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    for (const reason of failed) expect(MooringError.is(reason, 'NOT_FOUND')).toBe(true)
    expect(failed.length).toBeLessThan(20)
  })

  test('that is owned goes at the end of its block, with its anonymous volumes', async () => {
    let id: string
    {
      await using container = await startContainer(engine, { Volumes: { '/data': {} } })
      id = container.id
      expect(engine.session.owns(id)).toBe(true)
    }
    expect(engine.session.owns(id)).toBe(false)
    await expect(new Container(engine, { id, name: id }).inspect()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('that is owned and gone already is no failure at the end of its block', async () => {
    await using container = await startContainer(engine)
    await new Container(engine, container).remove({ force: true, volumes: true })
  })

  test('that was released stays', async () => {
    const owned = await makeContainer(engine)
    const kept = owned.release()
    try {
      await owned[Symbol.asyncDispose]()
      expect((await kept.inspect()).Id).toBe(owned.id)
    } finally {
      await kept.remove()
    }
  })

  test('can be renamed, and found by the new name', async () => {
    await using container = await makeContainer(engine)
    const name = unique('renamed')
    const renamed = await container.rename(name)
    expect(renamed.name).toBe(name)
    expect((await new Container(engine, { id: name, name }).inspect()).Id).toBe(container.id)
    await expect(container.rename('a b')).rejects.toMatchObject({ code: 'INVALID_NAME' })
  })

  test('lists the files it has changed, and none while it has changed none', async () => {
    // an init of the engine's own is a change, too
    await using container = await startContainer(engine, { HostConfig: { Init: false } })
    expect(await container.changes()).toEqual([])
    await container.exec('touch', '/new').output({ check: true })
    expect(await container.changes()).toContainEqual({ Path: '/new', Kind: 1 })
  })

  test('prints as one line, and as plain data', () => {
    const container = new Container(engine, { id: '0123456789abcdef', name: 'web' })
    expect(inspect(container)).toBe('Container web (0123456789ab)')
    expect(JSON.parse(JSON.stringify(container))).toEqual({ noun: 'container', id: '0123456789abcdef', name: 'web' })
  })

  test('misspelt options are refused before anything is sent', async () => {
    const container = new Container(engine, { id: 'nobody', name: 'nobody' })
    const misspelt = { forse: true, timeout: 1 }
    await expect(container.remove(misspelt)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { nearest: 'force' },
    })
  })

  test('is not made with fields that its engine would ignore', async () => {
    const body = { Image: 'lab/busybox:1', NetworkingConfig: { EndpointsConfig: { bridge: { GwPriority: 1 } } } }
    const creating = engine.call(containerCreate, { body, query: { name: unique('never') } })
    if (engineName === 'newest') await new Container(engine, { id: (await creating).Id, name: '' }).remove()
    else await expect(creating).rejects.toMatchObject({ code: 'API_TOO_OLD', sent: 'no' })
  })
})
