import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, chunk, chunkedHead, chunks, frame, head, json, lastChunk, upgraded } from './http.js'
import { readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, eventLines, events } from './replies.js'

keepProcessQuiet()

const stream =
  (...lines: (string | Uint8Array)[]): Script =>
  (peer) =>
    peer.send(Buffer.concat([chunkedHead, ...lines.map(chunk), lastChunk]))

test('an error inside a pull that began well rejects with the words of the engine', async () => {
  const message = 'the layer does not verify'
  await using engine = await fakeEngine({
    'POST /images/create': stream(
      '{"status":"Pulling"}\n',
      `{"errorDetail":{"message":"${message}"},"error":"${message}"}\n`,
    ),
  })
  const steps: unknown[] = []
  const error = await typed(
    engine.docker.image.pull('alpine', { onStep: (step) => void steps.push(step) }),
    'STREAM_FAILED',
  )
  expect(error).toMatchObject({ details: { engineMessage: message }, operation: 'ImageCreate', sent: 'yes' })
  expect(steps).toEqual([{ status: 'Pulling' }])
})

test.each([
  ['garbage', 'INVALID_JSON', 'garbage\n'],
  ['a last line that was cut', 'INVALID_JSON', '{"status":"Pul'],
  ['a line that is a list', 'REPLY_MISMATCH', '[1]\n'],
  ['a line without end', 'LINE_TOO_LONG', 'x'.repeat(5 * 1024 * 1024)],
  ['a number that does not fit', 'NUMBER_NOT_EXACT', '{"progressDetail":{"current":9007199254740993}}\n'],
] as const)('a pull with %s is %s', async (_, code, line) => {
  await using engine = await fakeEngine({ 'POST /images/create': stream('{"status":"Pulling"}\n', line) })
  const error = await typed(engine.docker.image.pull('alpine'), code)
  expect(error.operation).toBe('ImageCreate')
})

test('a pull that is cut between two lines is no pull that ended', async () => {
  await using engine = await fakeEngine({
    'POST /images/create': async (peer) => {
      await peer.send(Buffer.concat([chunkedHead, chunk('{"status":"Pulling"}\n')]))
      peer.end()
    },
  })
  expect(await typed(engine.docker.image.pull('alpine'), 'CONNECTION_LOST')).toMatchObject({ operation: 'ImageCreate' })
})

test('events keep every digit of their time', async () => {
  await using engine = await fakeEngine({ 'GET /events': stream(...eventLines) })
  const { items, error } = await readAll(engine.docker.events())
  expect(items.map(({ timeNano }) => timeNano)).toEqual(events.map(({ timeNano }) => timeNano))
  expect(items).toEqual(events)
  expect(error).toMatchObject({ code: 'CONNECTION_LOST', operation: 'SystemEvents' })
})

test('events in records of json-seq, and in one chunk, are the same', async () => {
  await using engine = await fakeEngine({ 'GET /events': stream(eventLines.map((line) => `\u001e${line}`).join('')) })
  expect((await readAll(engine.docker.events())).items).toEqual(events)
})

test('an event that is no JSON is a typed error, after the events before it', async () => {
  await using engine = await fakeEngine({
    'GET /events': stream(eventLines[0] ?? '', '{"Type":\n', eventLines[1] ?? ''),
  })
  const { items, error } = await readAll(engine.docker.events())
  expect(items).toEqual(events.slice(0, 1))
  expect(error).toMatchObject({ code: 'INVALID_JSON', operation: 'SystemEvents' })
  await (
    await engine.arrival('GET /events')
  ).peer.closed
})

const text = 'é中😀\u{10ffff} ok\r\né\n'
const bytes = Buffer.from(text)

test('a character is never broken, wherever chunks and frames are split', async () => {
  // Both streams by turns, and every piece of one byte to four.
  const split = (size: number): Buffer[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)).flatMap(
      (piece) => [frame('stdout', piece), frame('stderr', piece)],
    )
  await using engine = await fakeEngine({
    'GET /containers/*': (peer, { path }) => {
      const [, size = 0, cut = 0] = (/s(\d+)-(\d+)/.exec(path) ?? []).map(Number)
      if (path.endsWith('/json')) return peer.send(json(container))
      return peer.send(Buffer.concat([chunkedHead, chunks(Buffer.concat(split(size)), cut)]))
    },
  })
  for (const size of [1, 2, 3, 4]) {
    for (const cut of [1, 2, 3, 5, 7, 11, 1000]) {
      const logs = engine.docker.container.ref(`s${size}-${cut}`).logs()
      const lines = (await readAll(logs.lines())).items
      for (const side of ['stdout', 'stderr']) {
        expect(lines.filter(({ stream }) => stream === side).map(({ line }) => line)).toEqual([
          'é中😀\u{10ffff} ok',
          'é',
        ])
      }
      const all = (await readAll(logs)).items.filter((frame) => frame.stream === 'stderr').map(({ data }) => data)
      expect(Buffer.concat(all).toString()).toBe(text)
    }
  }
})

test('the end of a container is told by two steps, and each can fail', async () => {
  const waits: readonly (readonly [Script, unknown])[] = [
    [stream('{"StatusCode":', '7}'), { exitCode: 7 }],
    [stream('{"StatusCode":7,"Error":{"Message":"oops"}}'), { code: 'STREAM_FAILED', operation: 'ContainerWait' }],
    [stream('{"StatusCode":'), { code: 'INVALID_JSON', operation: 'ContainerWait' }],
    [stream(''.padEnd(2 * 1024 * 1024, '[')), { code: 'REPLY_TOO_LARGE', operation: 'ContainerWait' }],
    [(peer) => peer.send(chunkedHead).then(() => peer.cut()), { code: 'CONNECTION_LOST', operation: 'ContainerWait' }],
    [(peer) => peer.send(answer(200, {}, 'a proxy says hello')), { code: 'INVALID_JSON', operation: 'ContainerWait' }],
  ]
  for (const [wait, expected] of waits) {
    await using engine = await fakeEngine({
      'GET /containers/c1/json': (peer) => peer.send(json(container)),
      'POST /containers/c1/wait': wait,
    })
    const outcome: unknown = await engine.docker.container
      .ref('c1')
      .wait()
      .catch((error: unknown) => error)
    expect(outcome).toMatchObject(expected as object)
  }
})

test('a source of a body that fails: the call rejects, and the connection is closed', async () => {
  await using engine = await fakeEngine({ 'POST /images/load': () => undefined })
  async function* tar(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(1024)
    await engine.docker.ping()
    throw new Error('the disk is broken')
  }
  const error = await rejection(engine.docker.call('ImageLoad', { body: tar() }))
  expect(error).toMatchObject({ message: 'the disk is broken' })
  for (const { path, peer } of engine.asked) if (path === '/images/load') await peer.closed
})

test('a stream that ends in good manners, but inside a frame, is STREAM_TRUNCATED: cut at every byte', async () => {
  const frames = [frame('stdout', 'one\n'), frame('stderr', 'é中😀')]
  const all = Buffer.concat(frames)
  const cutAt = (path: string): Buffer => all.subarray(0, Number(/cut-(\d+)/.exec(path)?.[1]))
  await using engine = await fakeEngine({
    'GET /containers/*': (peer, asked) => {
      if (asked.path.endsWith('/json')) return peer.send(json(container))
      return stream(cutAt(asked.path))(peer, asked)
    },
    'POST /containers/*': (peer, { path }) => peer.send(json({ Id: path.split('/')[2] }, 201)),
    'POST /exec/*': (peer, { path }) => peer.send(Buffer.concat([upgraded, cutAt(path)])).then(() => peer.end()),
    'GET /exec/*': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 0, Pid: 1 })),
  })
  const ends = [0, frames[0]?.length, all.length]
  for (let n = 1; n <= all.length; n++) {
    const c = engine.docker.container.ref(`cut-${n}`)
    const outcomes = [
      (await readAll(c.logs())).error,
      await c
        .exec('sh')
        .output()
        .catch((error: unknown) => error),
    ]
    if (ends.includes(n)) expect(outcomes).toEqual([undefined, expect.objectContaining({ exitCode: 0 })])
    else for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'STREAM_TRUNCATED', sent: 'yes' })
  }
})

test('a stream that ended keeps no connection, even when the engine would', async () => {
  const keptAlive = head(200, { 'Transfer-Encoding': 'chunked', 'Keep-Alive': 'timeout=600' })
  await using engine = await fakeEngine({
    'GET /containers/c1/json': (peer) => peer.send(json(container)),
    'GET /containers/c1/logs': (peer) => peer.send(Buffer.concat([keptAlive, chunk(frame('stdout', 'a')), lastChunk])),
  })
  expect(await engine.docker.container.ref('c1').logs().text()).toBe('a')
  await (
    await engine.arrival('GET /containers/c1/logs')
  ).peer.closed
})
