import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareApi, newestApi } from '../../src/engine/call/api-version.js'
import { lab, type ThrowAwayEngine } from '../lab/lab.js'
import { onEachEngine } from './each-engine.js'
import { busybox, olderApi, openAt, openDocker } from './open-docker.js'

onEachEngine('a client of engine %s', (engineName) => {
  test('speaks the newest API that both know', async () => {
    await using docker = await openDocker(engineName)
    const { apiVersion: theirs } = await lab.engine(engineName)
    const { apiVersion, host, from } = await docker.describeConnection()
    expect(apiVersion).toBe(compareApi(theirs, newestApi) < 0 ? theirs : newestApi)
    expect((await docker.ping()).apiVersion).toBe(theirs)
    expect({ host, from }).toEqual({ host: (await lab.engine(engineName)).host, from: 'the option host' })
  })

  test('speaks an older one that it was told to', async () => {
    const apiVersion = olderApi(engineName)
    await using docker = await openDocker(engineName, { apiVersion })
    expect((await docker.describeConnection()).apiVersion).toBe(apiVersion)
    expect((await docker.network.list({ name: '^bridge$' })).map(({ name }) => name)).toEqual(['bridge'])
  })

  test('is told when its version is too new for the engine', async () => {
    const { apiVersion: theirs } = await lab.engine(engineName)
    await using tooNew = await openDocker(engineName, { apiVersion: '1.99' })
    await expect(tooNew.network.list()).rejects.toMatchObject({
      code: 'API_TOO_NEW',
      name: 'BadRequestError',
      operation: 'NetworkList',
      details: { version: '1.99', max: theirs },
    })
  })
})

test('an engine that refuses old versions tells a client which one it needs', async () => {
  await using old = await openDocker('newest', { apiVersion: '1.43' })
  await expect(old.info()).rejects.toMatchObject({
    code: 'API_TOO_OLD',
    name: 'BadRequestError',
    details: { option: 'the client', needs: '1.44', has: '1.43' },
  })
})

describe('an engine that comes and goes', () => {
  let engine: ThrowAwayEngine
  beforeAll(async () => {
    engine = await lab.start('restless', { root: 'forky' })
  })
  afterAll(() => engine.remove())

  test('is asked again when it restarted under a connection that was kept', async () => {
    await using docker = openAt(engine.host)
    await Promise.all(Array.from({ length: 20 }, () => docker.info()))
    await engine.restart()
    const names = await Promise.all(Array.from({ length: 20 }, async () => (await docker.network.get('bridge')).name))
    expect(names).toEqual(Array.from({ length: 20 }, () => 'bridge'))
  })

  test('ends each call at its own deadline when it is frozen, also when the first is the negotiation', async () => {
    await using known = openAt(engine.host)
    await known.ping()
    await known.describeConnection()
    await using fresh = openAt(engine.host)
    engine.freeze()
    try {
      const timedOut = (operation: string) => ({
        code: 'TIMED_OUT',
        name: 'ConnectionError',
        operation,
        details: { timeout: 300 },
      })
      await expect(known.network.list({}, { timeout: 300 })).rejects.toMatchObject({
        ...timedOut('NetworkList'),
        sent: 'unknown',
      })
      await expect(fresh.network.list({}, { timeout: 300 })).rejects.toMatchObject({ code: 'TIMED_OUT', sent: 'no' })
      await expect(fresh.ping({ timeout: 300 })).rejects.toMatchObject(timedOut('SystemPing'))
      await using hasty = openAt(engine.host, { timeout: 300 })
      await expect(hasty.network.list()).rejects.toMatchObject({ code: 'TIMED_OUT', details: { timeout: 300 } })
    } finally {
      engine.thaw()
    }
    expect(await fresh.network.exists('bridge')).toBe(true)
    expect(await known.network.exists('bridge')).toBe(true)
  })

  test('ends calls and streams with what happened when it is killed, and is found again when it is back', async () => {
    await using docker = openAt(engine.host)
    const { container, streams } = await docker.container
      .run(busybox, 'sh', '-c', 'echo ready; exec sleep 600')
      .init()
      .attach()
    const output = streams.output[Symbol.asyncIterator]()
    expect(await output.next()).toMatchObject({ done: false, value: { stream: 'stdout' } })
    const waiting = container.wait().catch((error: unknown) => error)
    const reading = output.next().catch((error: unknown) => error)
    const watching = docker.events()[Symbol.asyncIterator]()
    const watched = watching.next().catch((error: unknown) => error)
    await docker.ping()
    await engine.kill()
    expect(await waiting).toMatchObject({
      code: 'CONNECTION_LOST',
      name: 'ConnectionError',
      operation: 'ContainerWait',
      sent: 'yes',
    })
    expect(await reading).toMatchObject({ name: 'ConnectionError' })
    await expect(docker.network.list()).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      sent: 'no',
      operation: 'NetworkList',
    })
    await expect(docker.network.bridge('never').create()).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      sent: 'no',
    })
    await engine.restart()
    expect((await container.inspect()).State.Running).toBe(false)
    await watching.return()
    await watched
    await docker.cleanup()
    expect(await docker.container.exists(container)).toBe(false)
  })

  test('may be there only after its client was opened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'late-'))
    try {
      const socket = join(folder, 'docker.sock')
      await using docker = openAt(`unix://${socket}`)
      await expect(docker.ping()).rejects.toMatchObject({
        code: 'ENGINE_UNREACHABLE',
        details: { tried: [{ why: 'missing' }] },
      })
      await expect(docker.network.list()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' })
      await symlink(engine.socket, socket)
      expect((await docker.network.get('bridge')).name).toBe('bridge')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
