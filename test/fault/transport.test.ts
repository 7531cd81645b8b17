import { spawn } from 'node:child_process'
import { connect as openSocket } from 'node:net'
import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { httpTransport } from '../../src/transport/http-transport.js'
import type { HttpRequest } from '../../src/transport/transport.js'
import { unixTransport } from '../../src/transport/unix.js'
import { refusal } from '../unit/refusal.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json, lastChunk, upgraded } from './http.js'
import { readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { networks } from './replies.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const get = (path: string): HttpRequest => ({ method: 'GET', path, headers: {}, operation: 'Test', target: 'it' })
const post = (path: string): HttpRequest => ({ ...get(path), method: 'POST' })

test('a stream that is opened and never read is let go of by return(), and holds nothing', async () => {
  await using engine = await fakeEngine({ 'GET /big': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('a')])) })
  const transport = unixTransport(engine.path)
  const { body } = await transport.stream(get('/big'))
  expect(engine.open.size).toBe(1)
  await body.return?.()
  await engine.allClosed()
  await transport.close()
})

test('a stream that the caller has left before its head came opens nothing', async () => {
  await using engine = await fakeEngine({ 'GET /big': freeze })
  const transport = unixTransport(engine.path)
  const controller = new AbortController()
  const stream = rejection(transport.stream({ ...get('/big'), signal: controller.signal }))
  await engine.arrival('GET /big')
  controller.abort('left')
  expect(await stream).toBe('left')
  await engine.allClosed()
  expect(await rejection(transport.stream({ ...get('/big'), signal: controller.signal }))).toBe('left')
  expect(engine.peers).toHaveLength(1)
})

test('an upgrade asks for the protocol that its request names', async () => {
  await using engine = await fakeEngine({ 'POST /session': (peer) => peer.send(upgraded) })
  const transport = unixTransport(engine.path)
  await transport.upgrade({ ...post('/session'), protocol: 'h2c' })
  await transport.upgrade(post('/session'))
  expect(engine.asked.map(({ head }) => /^upgrade: (.*)$/im.exec(head)?.[1]?.trim())).toEqual(['h2c', 'tcp'])
  await transport.close()
})

test('sockets of your own carry short calls, streams and pipes', async () => {
  await using engine = await fakeEngine({
    'GET /networks': (peer) => peer.send(json(networks)),
    'GET /events': (peer) => peer.send(Buffer.concat([chunkedHead, lastChunk])),
    'POST /session': (peer) => peer.send(upgraded),
  })
  let opened = 0
  const transport = httpTransport({
    host: 'tunnel://a',
    connect: () => {
      opened += 1
      return new Promise((resolve, reject) => {
        const socket = openSocket(engine.path, () => resolve(wrapped(socket)))
        socket.once('error', reject)
      })
    },
  })
  const docker = new Docker({ transport, apiVersion: '1.44' })
  expect(await docker.network.list()).toHaveLength(1)
  expect(await docker.network.list()).toHaveLength(1)
  expect(opened).toBe(1)
  await readAll(docker.events())
  await transport.upgrade(post('/session'))
  expect(opened).toBe(3)
  expect(await docker.describeConnection()).toMatchObject({ host: 'tunnel://a', from: 'the option transport' })
  await docker.close()
  await engine.allClosed()
})

test('a connect that fails, in whatever way, is an engine that cannot be reached', async () => {
  const reasons = [
    Object.assign(new Error('no'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
    'a text',
  ]
  for (const reason of reasons) {
    const transport = httpTransport({
      host: 'tunnel://a',
      from: 'a test',
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a function of the user's may do so
      connect: () => Promise.reject(reason),
    })
    for (const call of [transport.request(get('/')), transport.stream(get('/')), transport.upgrade(post('/'))]) {
      expect(await typed(call, 'ENGINE_UNREACHABLE')).toMatchObject({
        sent: 'no',
        details: { tried: [{ host: 'tunnel://a', from: 'a test' }] },
      })
    }
  }
  const nothing = httpTransport({ host: 'tunnel://a', connect: () => Promise.resolve(undefined as never) })
  await typed(nothing.request(get('/')), 'ENGINE_UNREACHABLE')
})

test('a connect that hangs is told when nobody waits any more', async () => {
  const given: AbortSignal[] = []
  const transport = httpTransport({
    host: 'tunnel://a',
    connect: ({ signal }) => {
      given.push(signal)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))
    },
  })
  await typed(transport.request({ ...get('/'), timeout: 20 }), 'TIMED_OUT')
  const stream = typed(transport.stream(get('/')), 'CLIENT_CLOSED')
  await transport.close()
  await stream
  expect(given.map(({ aborted }) => aborted)).toEqual([true, true])
})

test('a failed source and a refused call let go of the source', async () => {
  await using engine = await fakeEngine({})
  const transport = unixTransport(engine.path)
  await transport.close()
  const source = new Duplex({ read: () => undefined })
  expect(await typed(transport.request({ ...post('/images/load'), body: source }), 'CLIENT_CLOSED')).toMatchObject({
    sent: 'no',
  })
  expect(source.destroyed).toBe(true)
})

test.each([0, -1, 1.5, Number.NaN])('%d connections cannot be', (connections) => {
  expect(refusal(() => unixTransport('/a.sock', { connections })).code).toBe('INVALID_ARGUMENT')
})

test('a program ends although a stream and a pipe are open that need not hold it', async () => {
  await using engine = await fakeEngine({
    'GET /events': (peer) => peer.send(chunkedHead),
    'POST /session': (peer) => peer.send(upgraded),
  })
  const program = `
    import { unixTransport } from ${JSON.stringify(new URL('../../src/transport/index.ts', import.meta.url).href)}
    const transport = unixTransport(${JSON.stringify(engine.path)})
    const rest = { headers: {}, operation: 'Test', unref: true, timeout: 3_600_000, idleTimeout: 3_600_000 }
    await transport.stream({ method: 'GET', path: '/events', ...rest })
    await transport.upgrade({ method: 'POST', path: '/session', ...rest })
    console.log('done')
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program])
  const pieces: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece))
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, output: Buffer.concat(pieces).toString() }).toEqual({ code: 0, output: 'done\n' })
})

/** A duplex that is no socket: what a tunnel gives. */
function wrapped(socket: Duplex): Duplex {
  const tunnel = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _, callback) => void socket.write(chunk, callback),
    final: (callback) => void socket.end(callback),
    destroy: (error, callback) => {
      socket.destroy()
      callback(error)
    },
  })
  socket.on('data', (bytes) => {
    if (!tunnel.push(bytes)) socket.pause()
  })
  socket.on('end', () => tunnel.push(null))
  socket.on('close', () => tunnel.destroy())
  return tunnel
}
