import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { Docker } from '../../src/docker.js'
import { chunkedHead, head, json, upgraded } from './http.js'
import { readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const scripts: Readonly<Record<string, Script>> = {
  'GET /networks': (peer) => peer.send(json(networks)),
  'GET /version': freeze,
  'POST /containers/c1/kill': freeze,
  'GET /containers/c1/json': (peer) => peer.send(json(container)),
  'GET /containers/c1/logs': (peer) => peer.send(chunkedHead),
  'GET /events': (peer) => peer.send(chunkedHead),
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'POST /exec/e1/start': (peer) => peer.send(upgraded),
}

test('close() ends streams and calls with CLIENT_CLOSED, and says what became of their requests', async () => {
  await using engine = await fakeEngine(scripts)
  const { docker } = engine
  const c1 = docker.container.ref('c1')
  const reading = [readAll(c1.logs({ follow: true })), readAll(docker.events())]
  const attached = readAll((await c1.exec('sh').attach()).output)
  const version = typed(docker.version(), 'CLIENT_CLOSED')
  const kill = typed(c1.kill(), 'CLIENT_CLOSED')
  for (const request of ['GET /containers/c1/logs', 'GET /events', 'GET /version', 'POST /containers/c1/kill']) {
    await engine.arrival(request)
  }
  await docker.close()
  for (const { items, error } of await Promise.all([...reading, attached])) {
    expect(items).toEqual([])
    expect(error).toMatchObject({ code: 'CLIENT_CLOSED' })
  }
  expect(await version).toMatchObject({ sent: 'unknown', operation: 'SystemVersion' })
  expect(await kill).toMatchObject({ sent: 'unknown', operation: 'ContainerKill', target: 'c1' })
  await engine.allClosed()
})

test('close() during the negotiation ends what waits for it', async () => {
  await using engine = await fakeEngine({ 'GET /_ping': freeze })
  const calls = [engine.docker.network.list(), engine.docker.network.list()].map((call) => typed(call, 'CLIENT_CLOSED'))
  await engine.arrival('GET /_ping')
  await engine.docker.close()
  await Promise.all(calls)
  await engine.allClosed()
})

test('close() again and again, and at once, is fine; calls after it are CLIENT_CLOSED and send nothing', async () => {
  await using engine = await fakeEngine(scripts)
  await engine.docker.network.list()
  await Promise.all([engine.docker.close(), engine.docker.close()])
  await engine.docker.close()
  const sent = engine.requests.length
  expect((await typed(engine.docker.network.list(), 'CLIENT_CLOSED')).sent).toBe('no')
  expect((await readAll(engine.docker.container.ref('c1').logs())).error).toMatchObject({ code: 'CLIENT_CLOSED' })
  expect((await readAll(engine.docker.events())).error).toMatchObject({ code: 'CLIENT_CLOSED' })
  expect(engine.requests).toHaveLength(sent)
})

test('a call that was made just before close() opens no connection behind it', async () => {
  await using engine = await fakeEngine(scripts, { apiVersion: '1.44' })
  const call = typed(engine.docker.network.remove('front'), 'CLIENT_CLOSED')
  await engine.docker.close()
  expect((await call).sent).toBe('no')
  expect(engine.peers).toHaveLength(0)
})

test('a client that was never used can be closed, and looks for no engine', async () => {
  await using engine = await fakeEngine(scripts)
  await engine.docker.close()
  expect(engine.peers).toHaveLength(0)
})

test('calls that are made while close() is under way leave no connection behind', async () => {
  await using engine = await fakeEngine(scripts)
  await engine.docker.network.list()
  const closing = engine.docker.close()
  await Promise.allSettled(Array.from({ length: 50 }, () => engine.docker.network.list()))
  await closing
  await engine.allClosed()
})

test('close() takes no calls and ends streams from the first moment, also while it waits for what is undone', async () => {
  await using engine = await fakeEngine({
    ...scripts,
    'POST /networks/create': freeze,
    'DELETE /networks/n1': freeze,
  })
  const { docker } = engine
  const reading = readAll(docker.container.ref('c1').logs({ follow: true }))
  const made = typed(docker.network.bridge('front').create(), 'CLIENT_CLOSED')
  await engine.arrival('GET /containers/c1/logs')
  const { peer } = await engine.arrival('POST /networks/create')
  const closing = docker.close()
  expect((await reading).error).toMatchObject({ code: 'CLIENT_CLOSED' })
  expect(await made).toMatchObject({ sent: 'unknown', operation: 'NetworkCreate' })
  expect((await typed(docker.network.list(), 'CLIENT_CLOSED')).sent).toBe('no')
  await peer.send(json({ Id: 'n1', Warning: '' }, 201))
  const removal = await engine.arrival('DELETE /networks/n1')
  await removal.peer.send(head(204))
  await closing
  await engine.allClosed()
})

test('close() of a frozen engine waits five seconds for what is undone, and says what may have stayed', async () => {
  await using engine = await fakeEngine({ ...scripts, 'POST /networks/create': freeze })
  const docker = new Docker({ host: `unix://${engine.path}` })
  const made = typed(docker.network.bridge('front').create(), 'CLIENT_CLOSED')
  await engine.arrival('POST /networks/create')
  const began = performance.now()
  expect(await rejection(docker.close())).toMatchObject({ code: 'STILL_THERE', details: { left: ['network front'] } })
  expect(performance.now() - began).toBeGreaterThan(4_900)
  await made
  await engine.allClosed()
})

test('close() has nothing to tell of a create that was never sent', async () => {
  await using engine = await fakeEngine({ 'GET /_ping': freeze })
  const controller = new AbortController()
  const { docker } = engine
  const aborted = rejection(docker.network.bridge('front').create({ signal: controller.signal }))
  const closed = typed(docker.container.run('alpine').create(), 'CLIENT_CLOSED')
  await engine.arrival('GET /_ping')
  controller.abort('enough')
  expect(await aborted).toBe('enough')
  await docker.close()
  expect((await closed).sent).toBe('no')
})

/** Runs a program against the engine; it must end by itself. */
function run(kind: string, path: string): Promise<{ code: number | null; signal: string | null; output: string }> {
  const program = fileURLToPath(new URL('program.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, kind], {
    env: { ...process.env, DOCKER_HOST: `unix://${path}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pieces: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece))
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 30_000)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(tooLong)
      resolve({ code, signal, output: Buffer.concat(pieces).toString() })
    })
  })
}

test.each([
  { kind: 'idle', when: 'after its last call, without close()' },
  { kind: 'disposed', when: 'after `await using`' },
  { kind: 'left', when: 'after breaking out of a stream' },
  { kind: 'failed', when: 'after calls that failed, timed out or were aborted' },
])('a program ends by itself $when', async ({ kind }) => {
  await using engine = await fakeEngine({
    ...scripts,
    'GET /containers/c1/logs': (peer) =>
      peer.send(Buffer.concat([chunkedHead, Buffer.from('9\r\n\x01\0\0\0\0\0\0\x01a\r\n')])),
  })
  expect(await run(kind, engine.path)).toEqual({ code: 0, signal: null, output: 'done\n' })
})
