import { describe, expect, test } from 'vitest'
import { Container } from '../../src/container/container.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json, lastChunk } from './http.js'
import { typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const gone: Script = (peer) => peer.send(json({ message: 'No such container: c1' }, 404))
const created = {
  Id: 'c1',
  Name: '/web',
  Created: '2026-11-24T04:41:00Z',
  State: { Status: 'created', Running: false, Error: '', StartedAt: '0001-01-01T00:00:00Z' },
}

/** A container that is there when it is looked at, and gone when it is waited for. */
const vanishing = (events: Script) =>
  fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(created)),
    'POST /containers/c1/wait': gone,
    'GET /events': events,
  })

const event = (Action: string, Attributes: object = {}): string =>
  JSON.stringify({ Type: 'container', Action, Actor: { ID: 'c1', Attributes }, time: 1, timeNano: 1 })

const telling =
  (...lines: readonly string[]): Script =>
  (peer) =>
    peer.send(Buffer.concat([chunkedHead, ...lines.map((line) => chunk(`${line}\n`)), lastChunk]))

describe('a container that runs and removes itself while its wait is set up', () => {
  test('has the exit code that the events of the engine tell', async () => {
    await using engine = await vanishing(telling(event('start'), event('die', { exitCode: '3' })))
    expect(await engine.docker.container.ref('c1').wait()).toEqual({ exitCode: 3 })
  })

  test('and was never started, is NOT_RUNNING', async () => {
    await using engine = await vanishing((peer) => peer.send(Buffer.concat([chunkedHead, lastChunk])))
    const error = await typed(engine.docker.container.ref('c1').wait(), 'NOT_RUNNING')
    expect(error.message).toContain('container "web" was removed before it ran')
  })

  test('is NOT_FOUND where the events may not be read', async () => {
    await using engine = await vanishing((peer) => peer.send(json({ message: 'forbidden' }, 403)))
    await typed(engine.docker.container.ref('c1').wait(), 'NOT_FOUND')
  })
})

test('a wait that takes too long names the container as its handle does', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(created)),
    'POST /containers/c1/wait': () => undefined,
  })
  await engine.docker.ping()
  const web = new Container(engine.docker.engine, { id: 'c1', name: 'web' })
  const error = await typed(web.wait({ timeout: 100 }), 'TIMED_OUT')
  expect(error.target).toBe('web')
  expect(error.sentence).toBe('ContainerWait "web" did not end within 100 ms')
})
