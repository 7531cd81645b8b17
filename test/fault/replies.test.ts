import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ErrorCode } from '../../src/errors/codes.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, chunk, chunkedHead, chunks, head, json, lastChunk } from './http.js'
import { expectTyped, readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container, networks } from './replies.js'

keepProcessQuiet()

const list = JSON.stringify(networks)
const send =
  (...bytes: Uint8Array[]): Script =>
  (peer) =>
    peer.send(Buffer.concat(bytes))
const sendAndEnd =
  (...bytes: Uint8Array[]): Script =>
  async (peer) => {
    await peer.send(Buffer.concat(bytes))
    peer.end()
  }

const whole: Readonly<Record<string, Script>> = {
  'in chunks of one byte': send(chunkedHead, chunks(list, 1)),
  'in chunks with extensions and trailers': send(
    chunkedHead,
    Buffer.from(`${Buffer.byteLength(list).toString(16)};a=b\r\n${list}\r\n0\r\nX-Trailer: yes\r\n\r\n`),
  ),
  'byte by byte': async (peer) => {
    for (const byte of answer(200, {}, list)) await peer.send(Buffer.of(byte))
  },
  'until the connection ends': sendAndEnd(head(200), Buffer.from(list)),
  'after informational answers': send(head(103, { Link: '</x>' }), head(102), answer(200, {}, list)),
  'with bytes behind its end': send(answer(200, {}, list), Buffer.from('more than was promised')),
  'with a length that leaves its last line end out': send(answer(200, {}, list), Buffer.from('\n')),
  'with headers of 15 KiB': send(answer(200, { 'X-Long': 'x'.repeat(15_000) }, list)),
  'with white space around it': send(answer(200, {}, `\r\n\t ${list} \n`)),
}

for (const [how, script] of Object.entries(whole)) {
  test(`a list that comes ${how} is read exactly, more than once`, async () => {
    await using engine = await fakeEngine({ 'GET /networks': script })
    for (let i = 0; i < 3; i++) {
      expect((await engine.docker.network.list()).map(({ summary }) => summary)).toEqual(networks)
    }
  })
}

const broken: Readonly<Record<string, readonly [Script, ...ErrorCode[]]>> = {
  'is not HTTP': [send(Buffer.from('SSH-2.0-OpenSSH_9.6\r\n')), 'REPLY_MISMATCH'],
  'is empty': [send(answer(200, {}, '')), 'INVALID_JSON'],
  'is half of a JSON document': [send(answer(200, {}, list.slice(0, 50))), 'INVALID_JSON'],
  'is two JSON documents': [send(answer(200, {}, list + list)), 'INVALID_JSON'],
  'is HTML': [send(answer(200, { 'Content-Type': 'text/html' }, '<html>proxy</html>')), 'INVALID_JSON'],
  'is an object in place of a list': [send(json({})), 'REPLY_MISMATCH'],
  'is null': [send(json(null)), 'REPLY_MISMATCH'],
  'is packed although nobody asked for that': [
    send(answer(200, { 'Content-Encoding': 'gzip' }, gzipSync(list))),
    'INVALID_JSON',
  ],
  'promises more than it holds': [
    sendAndEnd(head(200, { 'Content-Length': 9999 }), Buffer.from(list)),
    'CONNECTION_LOST',
  ],
  'promises less than it holds': [send(head(200, { 'Content-Length': 9 }), Buffer.from(list)), 'INVALID_JSON'],
  'has a length that is no number': [
    sendAndEnd(head(200, { 'Content-Length': 'many' }), Buffer.from(list)),
    'REPLY_MISMATCH',
  ],
  'has a chunk of no size': [send(chunkedHead, Buffer.from('zz\r\n')), 'REPLY_MISMATCH'],
  'lacks its last chunk': [sendAndEnd(chunkedHead, chunk(list)), 'CONNECTION_LOST'],
  'lacks its last chunk and said Connection: close': [
    sendAndEnd(head(200, { 'Transfer-Encoding': 'chunked', Connection: 'close' }), chunk(list)),
    'CONNECTION_LOST',
  ],
  'has headers of 20 KiB': [send(answer(200, { 'X-Long': 'x'.repeat(20_000) }, list)), 'REPLY_MISMATCH'],
  'has headers without end': [
    (peer) => peer.send(`HTTP/1.1 200 OK\r\n${'X-More: x\r\n'.repeat(100_000)}`),
    'REPLY_MISMATCH',
  ],
  'says only 100 Continue': [send(head(100)), 'CONNECTION_LOST'],
  'has a number that does not fit': [
    send(answer(200, {}, '[{"Id":"1","Name":"a","Size":9223372036854775807}]')),
    'NUMBER_NOT_EXACT',
  ],
  'is larger than allowed': [send(answer(200, {}, JSON.stringify('x'.repeat(70_000)))), 'REPLY_TOO_LARGE'],
  'is larger than allowed, in chunks without end': [
    async (peer) => {
      await peer.send(chunkedHead)
      for (let i = 0; i < 1000 && !peer.socket.destroyed; i++) await peer.send(chunk('x'.repeat(1000)))
    },
    'REPLY_TOO_LARGE',
  ],
}

for (const [how, [script, code]] of Object.entries(broken)) {
  test(`a list that ${how} is ${code ?? 'an error'}`, async () => {
    await using engine = await fakeEngine({ 'GET /networks': script }, { maxReplyBytes: 64 * 1024 })
    const error = await typed(engine.docker.network.list(), code ?? 'SERVER_ERROR')
    expect(error.operation).toBe('NetworkList')
  })
}

const html = '<html><body><h1>502 Bad Gateway</h1></body></html>'
const refusals: Readonly<Record<string, readonly [bytes: Uint8Array, message: unknown]>> = {
  'in JSON': [json({ message: 'boom' }, 500), 'boom'],
  'in HTML': [answer(500, { 'Content-Type': 'text/html' }, html), html],
  'without a word': [answer(500, {}, ''), 'HTTP status 500'],
  'in a page without end': [answer(500, {}, `sorry ${'x'.repeat(10_000_000)}`), expect.stringContaining('sorry')],
  'in half a JSON document': [answer(500, {}, '{"message":"bo'), '{"message":"bo'],
  'with 1 MiB of text': [answer(500, {}, 'x'.repeat(1024 * 1024)), 'x'.repeat(1000)],
  'with a message that is no text': [answer(500, {}, '{"message":{"a":1}}'), '{"message":{"a":1}}'],
}

for (const [how, [bytes, message]] of Object.entries(refusals)) {
  test(`a 500 ${how} keeps its status and its words: for a short call, a stream and an upgrade`, async () => {
    await using engine = await fakeEngine({
      'GET /networks': send(bytes),
      'GET /containers/c1/json': send(json(container)),
      'GET /containers/c1/logs': send(bytes),
      'POST /containers/c1/exec': send(json({ Id: 'e1' }, 201)),
      'POST /exec/e1/start': send(bytes),
    })
    const expected = { code: 'SERVER_ERROR', status: 500, engineMessage: message, sent: 'yes' }
    const c1 = engine.docker.container.ref('c1')
    expect(expectTyped(await rejection(engine.docker.network.list()))).toMatchObject(expected)
    expect(expectTyped((await readAll(c1.logs())).error)).toMatchObject(expected)
    expect(expectTyped(await rejection(c1.exec('sh').output()))).toMatchObject(expected)
    await (
      await engine.arrival('GET /containers/c1/logs')
    ).peer.closed
    await (
      await engine.arrival('POST /exec/e1/start')
    ).peer.closed
  })
}

test('a 500 that is cut in its words is a typed error', async () => {
  const cut = sendAndEnd(head(500, { 'Content-Length': 99 }), Buffer.from('{"mess'))
  await using engine = await fakeEngine({ 'GET /networks': cut, 'POST /containers/c1/kill': cut })
  expect(await typed(engine.docker.network.list(), 'CONNECTION_LOST')).toMatchObject({ sent: 'yes' })
  expect(await typed(engine.docker.container.ref('c1').kill(), 'CONNECTION_LOST')).toMatchObject({
    sent: 'yes',
    target: 'c1',
  })
})

test.each([301, 302, 307, 308])('a redirect (%i) is not followed', async (status) => {
  await using engine = await fakeEngine({
    'GET /networks': send(answer(status, { Location: '/elsewhere' }, '')),
    'POST /containers/c1/kill': send(answer(status, { Location: 'http://127.0.0.1:1/elsewhere' }, '')),
  })
  expect(await rejection(engine.docker.network.list())).toMatchObject({ code: 'SERVER_ERROR', status })
  expect(await rejection(engine.docker.container.ref('c1').kill())).toMatchObject({ code: 'SERVER_ERROR', status })
  expect(engine.requests).toEqual(['GET /_ping', 'GET /networks', 'POST /containers/c1/kill'])
})

test('a packed stream is not unpacked behind the back of its reader', async () => {
  await using engine = await fakeEngine({
    'GET /containers/c1/json': send(json(container)),
    'GET /containers/c1/logs': send(
      head(200, { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked' }),
      chunk(gzipSync('hello')),
      lastChunk,
    ),
  })
  expect((await readAll(engine.docker.container.ref('c1').logs())).error).toMatchObject({ code: 'INVALID_FRAME' })
})

test('no compression is asked for', async () => {
  await using engine = await fakeEngine({})
  await engine.docker.ping()
  expect(engine.asked[0]?.headers.has('accept-encoding')).toBe(false)
})
