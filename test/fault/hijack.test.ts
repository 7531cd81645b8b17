import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, frame, json, upgraded } from './http.js'
import { expectTyped, readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const execs: Readonly<Record<string, Script>> = {
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 3, Pid: 1 })),
}

/** Closing with unread input makes the kernel reset the connection. */
const neverRead: Script = (peer) => {
  peer.socket.pause()
  return peer.send(upgraded)
}

test('bytes that come in one packet with the 101 are not lost', async () => {
  await using engine = await fakeEngine({
    ...execs,
    'POST /exec/e1/start': async (peer) => {
      await peer.send(Buffer.concat([upgraded, frame('stdout', 'early '), frame('stderr', 'é中😀')]))
      peer.end()
    },
  })
  const output = await engine.docker.container.ref('c1').exec('sh').output()
  expect(output).toEqual({ stdout: 'early ', stderr: 'é中😀', exitCode: 3 })
})

test('the options of an upgrade are its body, and its input arrives behind it, byte for byte', async () => {
  const received: Buffer[] = []
  await using engine = await fakeEngine({
    ...execs,
    'POST /exec/e1/start': async (peer) => {
      peer.onRaw = (bytes) => received.push(bytes)
      // Half-closed: the program reads the end of its stdin, and then speaks.
      peer.onEnd = () => {
        void peer.send(frame('stdout', 'after the end')).then(() => peer.end())
      }
      await peer.send(upgraded)
    },
  })
  const input = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
  const output = await engine.docker.container.ref('c1').exec('cat').stdin(input).output()
  expect(output).toEqual({ stdout: 'after the end', stderr: '', exitCode: 3 })
  expect(Buffer.concat(received).equals(input)).toBe(true)
  const { body } = await engine.arrival('POST /exec/e1/start')
  expect(JSON.parse(body.toString())).toEqual({ Tty: false })
})

test('a refused upgrade gives the words of the engine, typed', async () => {
  await using engine = await fakeEngine({
    ...execs,
    'POST /exec/e1/start': (peer) => peer.send(json({ message: 'No such exec instance: e1' }, 404)),
  })
  const error = await typed(engine.docker.container.ref('c1').exec('sh').output(), 'NOT_FOUND')
  expect(error).toMatchObject({
    operation: 'ExecStart',
    sent: 'yes',
    status: 404,
    engineMessage: 'No such exec instance: e1',
  })
})

test('a 200 in place of the 101 is UPGRADE_REFUSED, and its connection is closed', async () => {
  await using engine = await fakeEngine({
    ...execs,
    'POST /exec/e1/start': (peer) => peer.send(answer(200, {}, 'what?')),
  })
  expect((await typed(engine.docker.container.ref('c1').exec('sh').output(), 'UPGRADE_REFUSED')).details).toEqual({
    status: 200,
  })
  await (
    await engine.arrival('POST /exec/e1/start')
  ).peer.closed
})

test('a 101 that was not asked for is a typed error', async () => {
  await using engine = await fakeEngine({ 'GET /networks': (peer) => peer.send(upgraded) })
  await typed(engine.docker.network.list(), 'CONNECTION_LOST')
})

/** More than all buffers on the way hold. */
const tooMuch = Buffer.alloc(2 * 1024 * 1024)

test('an upgraded connection that is reset: readers and writers are told, and nothing escapes', async () => {
  await using engine = await fakeEngine({ ...execs, 'POST /exec/e1/start': neverRead })
  const attached = await engine.docker.container.ref('c1').exec('sh').attach()
  const reading = readAll(attached.output)
  const writing = rejection(attached.stdin.write(tooMuch))
  const { peer } = await engine.arrival('POST /exec/e1/start')
  peer.cut()
  const lost = { code: 'CONNECTION_LOST', operation: 'ExecStart', sent: 'yes' }
  expect(expectTyped((await reading).error)).toMatchObject(lost)
  expect(expectTyped(await writing)).toMatchObject(lost)
  expect(expectTyped(await rejection(attached.stdin.write('too late')))).toMatchObject(lost)
  await attached.stdin.end()
})

test('a hundred connections that are reset before anybody reads them: nothing escapes', async () => {
  await using engine = await fakeEngine({ ...execs, 'POST /exec/e1/start': neverRead })
  const exec = engine.docker.container.ref('c1').exec('sh')
  const attached = await Promise.all(Array.from({ length: 100 }, () => exec.attach()))
  const writes = attached.map(({ stdin }) => rejection(stdin.write(tooMuch)))
  for (const { path, peer } of engine.asked) if (path.endsWith('/start')) peer.cut()
  for (const error of await Promise.all(writes)) expectTyped(error)
  for (const { output } of attached) expectTyped((await readAll(output)).error)
})

test('an engine that is gone when the pipe ends is no end of the program', async () => {
  await using engine = await fakeEngine({
    ...execs,
    'GET /exec/e1/json': (peer) => peer.cut(),
    'POST /exec/e1/start': async (peer) => {
      await peer.send(Buffer.concat([upgraded, frame('stdout', 'half')]))
      peer.end()
    },
  })
  await typed(engine.docker.container.ref('c1').exec('sh').output(), 'CONNECTION_LOST')
})
