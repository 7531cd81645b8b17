import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { MooringError } from '../../src/errors/base.js'
import { Docker } from '../../src/docker.js'
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

const address = `https://user:${password}@reg.example`
const image = `${address}/app`
const bare = `user:${password}@reg.example/app`
const written: Readonly<Record<string, (docker: Docker) => unknown>> = {
  'the image of a pull': (docker) => docker.image.pull(image),
  'the image of a pull, without a scheme': (docker) => docker.image.pull(bare),
  'the image of a push': (docker) => docker.image.push(image),
  'the image of get()': (docker) => docker.image.get(image),
  'the image of a container': (docker) => docker.container.run(bare),
  'the tag of an image': (docker) => docker.image.ref('a').tag(image),
  'the tag of a build': (docker) => docker.image.build('.').tag(bare),
  'the context of a build': (docker) => docker.image.build(`${address}/app.git`),
  'the image of distribution': (docker) => docker.distribution.inspect(image),
  'a line of docker run': (docker) => docker.container.fromDockerRun(`docker run ${image}`),
  'a host of a line': (docker) => docker.container.fromDockerRun(`docker run --add-host x:${address} app`),
  'an address that is waited for': (docker) => docker.container.ref('x').waitFor({ http: address }),
  'the name of a container': (docker) => docker.container.get(image),
  'the host': () => new Docker({ host: `tcp://user:${password}@reg.example` }).ping(),
  'the host of an unknown scheme': () => new Docker({ host: address }).ping(),
  'the host without a scheme': () => new Docker({ host: `user:${password}@reg.example` }).ping(),
  'a host behind ssh': () => new Docker({ host: `ssh://user:${password}@reg.example` }).ping(),
  'the name of a context': () => new Docker({ context: address }).ping(),
}

test.each(Object.entries(written))('a login in %s is in no error', async (_, call) => {
  await using engine = await fakeEngine({
    'GET /images/*': (peer, { path }) =>
      peer.send(json({ message: `no such image: ${decodeURIComponent(path)}` }, 404)),
  })
  const error = await rejection(Promise.resolve().then(() => call(engine.docker)))
  expect(MooringError.is(error)).toBe(true)
  expect(shows(everythingOf(error))).toBe(false)
})

test.each([
  ['the engine says', { error: `Get "${address}/v2/": dial tcp: no such host` }],
  ['the engine says in detail', { errorDetail: { message: `proxyconnect ${address}: refused` }, error: 'x' }],
  ['the command of a step holds', { error: `The command '/bin/sh -c curl ${image}' returned a non-zero code: 6` }],
  ['the engine says of an option', { error: `failed to mount: addr=h,password=${password}` }],
])('what %s half-way is told without the login in it: pull, push, build', async (_, line) => {
  const stream = Buffer.concat([
    chunkedHead,
    chunk(`${JSON.stringify({ stream: `Step 1/2 : RUN curl ${image}` })}\n`),
    chunk(`${JSON.stringify(line)}\n`),
    lastChunk,
  ])
  const script: Script = (peer) => peer.send(stream)
  await using engine = await fakeEngine({ 'POST /images/*': script, 'POST /build': script })
  const { docker } = engine
  const calls = [
    () => docker.image.pull('app'),
    () => docker.image.push('reg:5000/app'),
    () => docker.image.build(new Uint8Array(1024)).create(),
  ]
  for (const call of calls) {
    const error = await rejection(call())
    expect(MooringError.is(error)).toBe(true)
    expect(String(error)).toMatch(/\*\*\*/)
    expect(shows(everythingOf(error))).toBe(false)
  }
})

test('the channel of diagnostics is told of calls, and of no secret', async () => {
  await using engine = await fakeEngine({ 'POST /images/create': (peer) => peer.send(json({ message: 'no' }, 500)) })
  const messages: unknown[] = []
  const listen = (message: unknown): void => void messages.push(message)
  subscribe('mooring:call', listen)
  await rejection(engine.docker.image.pull('private', { auth }))
  await rejection(engine.docker.image.build(new Uint8Array(1024)).arg('TOKEN', password).create())
  await rejection(engine.docker.container.ref('a').commit('b:1', { changes: [`ENV TOKEN=${password}`] }))
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
