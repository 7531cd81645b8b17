import { createReadStream } from 'node:fs'
import { once } from 'node:events'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const loaded: Script = (peer) => peer.send(Buffer.concat([chunkedHead, chunk('{"stream":"ok"}\n'), chunk('')]))
const scripts = { 'POST /images/load': loaded, 'POST /images/create': loaded }
const missing = '/nowhere/rootfs.tar'
const file = 'package-lock.json'

test('a file that is missing rejects the call with its own reason, and the process goes on', async () => {
  await using engine = await fakeEngine(scripts)
  const { image } = engine.docker
  expect(await rejection(image.load(createReadStream(missing)))).toMatchObject({ code: 'ENOENT', path: missing })
  expect(await rejection(image.import(createReadStream(missing), { name: 'app' }))).toMatchObject({ code: 'ENOENT' })
  expect(await rejection(engine.docker.call('ImageLoad', { body: createReadStream(missing) }))).toMatchObject({
    code: 'ENOENT',
  })
})

test('a source that fails half-way rejects the call with its own reason', async () => {
  await using engine = await fakeEngine({ 'POST /images/load': freeze })
  async function* source(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new Uint8Array(1024))
    throw new Error('the disk is gone')
  }
  expect(await rejection(engine.docker.image.load(source()))).toMatchObject({ message: 'the disk is gone' })
  await engine.allClosed()
})

test('a source that gives something else than bytes is refused', async () => {
  await using engine = await fakeEngine({ 'POST /images/load': freeze })
  const numbers = (async function* () {
    yield await Promise.resolve(42)
  })()
  await typed(engine.docker.image.load(numbers as never), 'INVALID_ARGUMENT')
})

test.each(['new Uint8Array(8)', '(async function* () { yield new Uint8Array(8) })()'])(
  'bytes that another realm made are sent: %s',
  async (program) => {
    await using engine = await fakeEngine(scripts)
    await engine.docker.image.load(runInNewContext(program) as Uint8Array)
    expect(engine.requests.at(-1)).toBe('POST /images/load')
  },
)

test.each([undefined, null, 5, {}, [], '', 'rootfs.tar', new Uint8Array(0)])(
  'a source that is %j is refused before anything is sent',
  async (source) => {
    await using engine = await fakeEngine(scripts)
    await typed(engine.docker.image.load(source as never), 'INVALID_ARGUMENT')
    await typed(engine.docker.image.import(source as never, { name: 'app' }), 'INVALID_ARGUMENT')
    expect(engine.requests.filter((request) => request.startsWith('POST'))).toEqual([])
  },
)

test('a file is closed when the call fails before it is read', async () => {
  await using engine = await fakeEngine(scripts)
  await using nobody = new Docker({ host: 'unix:///nowhere/docker.sock' })
  const failing: readonly ((source: NodeJS.ReadableStream & AsyncIterable<Uint8Array>) => Promise<unknown>)[] = [
    (source) => nobody.image.load(source),
    (source) => engine.docker.image.load(source, { signal: AbortSignal.abort() }),
    (source) => engine.docker.image.import(source, { name: 'Not A Name' }),
    (source) => engine.docker.image.import(source, { name: 'app', changes: ['nonsense'] }),
  ]
  for (const call of failing) {
    const source = createReadStream(file)
    const closed = once(source, 'close')
    await rejection(call(source))
    await closed
  }
})

test('a file is closed when the engine refuses it', async () => {
  await using engine = await fakeEngine({
    'POST /images/load': (peer) => peer.send(json({ message: 'no space left on device' }, 500)),
  })
  const source = createReadStream(file)
  const closed = once(source, 'close')
  expect(await typed(engine.docker.image.load(source), 'DISK_FULL')).toMatchObject({ sent: 'yes' })
  await closed
})
