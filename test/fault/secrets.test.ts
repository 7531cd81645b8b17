import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { MooringError } from '../../src/errors/base.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json, lastChunk } from './http.js'
import { rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const password = 'canary-4f1c9e'
const auth = { username: 'user', password }
const encoded = Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')

/** Every way a text can show the secret. */
const canaries = [password, encoded, encoded.replaceAll('=', ''), Buffer.from(password).toString('base64').slice(0, 16)]
const shows = (text: string): boolean => canaries.some((canary) => text.includes(canary))

const failures: Readonly<Record<string, Script>> = {
  'cuts the connection': (peer) => peer.cut(),
  freezes: () => undefined,
  refuses: (peer) => peer.send(json({ message: 'unauthorized: authentication required' }, 401)),
  'fails in mid-stream': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('{"error":"denied"}\n'), lastChunk])),
  'answers garbage': (peer) => peer.send('garbage\r\n\r\n'),
  'answers a garbage line': (peer) => peer.send(Buffer.concat([chunkedHead, chunk('garbage\n'), lastChunk])),
}

function everythingOf(error: unknown): string {
  const plain = MooringError.is(error) ? JSON.stringify(error.toJSON()) : ''
  const deep = inspect(error, {
    depth: Infinity,
    showHidden: true,
    getters: true,
    maxArrayLength: null,
    maxStringLength: null,
  })
  return `${plain}\n${deep}\n${String(error)}\n${error instanceof Error ? (error.stack ?? '') : ''}`
}

for (const [how, script] of Object.entries(failures)) {
  test(`when the engine ${how}, no error shows the password of a registry`, async () => {
    await using engine = await fakeEngine({ 'POST /images/create': script })
    const error = await rejection(
      engine.docker.image.pull('private', { auth, timeout: how === 'freezes' ? 100 : 30_000 }),
    )
    expect(shows(everythingOf(error))).toBe(false)
    const { headers, head } = await engine.arrival('POST /images/create')
    expect(headers.get('x-registry-auth')).toBe(encoded)
    expect(shows(head.replace(encoded, ''))).toBe(false)
  })
}

for (const [how, script] of Object.entries(failures)) {
  test(`when the engine ${how} in a push, no error shows the password of a registry`, async () => {
    await using engine = await fakeEngine({ 'POST /images/reg%3A5000/app/push': script })
    const timeout = how === 'freezes' ? 100 : 30_000
    const error = await rejection(engine.docker.image.push('reg:5000/app', { auth, timeout }))
    expect(shows(everythingOf(error))).toBe(false)
    const { head } = await engine.arrival('POST /images/reg%3A5000/app/push')
    expect(shows(head.replace(encoded, ''))).toBe(false)
  })
}

test('when there is no engine, no error shows the password of a registry', async () => {
  const { Docker } = await import('../../src/docker.js')
  const error = await rejection(new Docker({ host: 'unix:///nowhere/docker.sock' }).image.pull('private', { auth }))
  expect(shows(everythingOf(error))).toBe(false)
})

test('credentials and headers that are refused are not repeated', async () => {
  await using engine = await fakeEngine({})
  const wrong = { username: 'user', password, registry: password }
  expect(shows(everythingOf(await rejection(engine.docker.image.pull('private', { auth: wrong }))))).toBe(false)
  const headers = { 'X-Registry-Auth': `${password}\r\nX-Other: ${password}` as never }
  const misspelt = { 'X-Registry-Aut': password } as never
  for (const [given, code] of [[headers, 'INVALID_ARGUMENT'] as const, [misspelt, 'UNKNOWN_OPTION'] as const]) {
    const error = await rejection(
      engine.docker.call('ImageCreate', { query: { fromImage: 'private' }, headers: given }),
    )
    expect(error).toMatchObject({ code, sent: 'no' })
    expect(shows(everythingOf(error))).toBe(false)
  }
  expect(engine.requests.filter((request) => request.startsWith('POST'))).toEqual([])
})

test('the channel of diagnostics is told of calls, and of no secret', async () => {
  await using engine = await fakeEngine({ 'POST /images/create': (peer) => peer.send(json({ message: 'no' }, 500)) })
  const messages: unknown[] = []
  const listen = (message: unknown): void => void messages.push(message)
  subscribe('mooring:call', listen)
  await rejection(engine.docker.image.pull('private', { auth }))
  unsubscribe('mooring:call', listen)
  expect(messages).toContainEqual(expect.objectContaining({ operation: 'ImageCreate' }))
  expect(shows(inspect(messages, { depth: Infinity }))).toBe(false)
})

test('NODE_DEBUG=mooring prints calls, and no secret', async () => {
  await using engine = await fakeEngine({ 'POST /images/create': (peer) => peer.send(json({ message: 'no' }, 500)) })
  const program = fileURLToPath(new URL('pull.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, password], {
    env: { ...process.env, DOCKER_HOST: `unix://${engine.path}`, NODE_DEBUG: 'mooring' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const pieces: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece))
  await new Promise((resolve) => child.on('close', resolve))
  const output = Buffer.concat(pieces).toString()
  expect(output).toMatch(/MOORING \d+: ImageCreate POST \/v1\.51\/images\/create/)
  expect(output).toContain('SERVER_ERROR')
  expect(shows(output)).toBe(false)
})
