import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { fakeEngine } from './fake-engine.js'
import { chunk, chunkedHead, json, lastChunk } from './http.js'
import { typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const request = 'GET /images/team/app%3A1/get'
const missing = json({ message: 'No such image: team/app:1' }, 404)

test('save() asks for nothing before it is read, and leaving it unread asks for nothing', async () => {
  await using engine = await fakeEngine({})
  const unread = await engine.docker.image.save('team/app:1')
  const left = await engine.docker.image.save('team/app:1')
  await left.return?.()
  expect(await left.next()).toEqual({ done: true, value: undefined })
  await engine.docker.ping()
  expect(engine.requests).toEqual(['GET /_ping'])
  await unread.return?.()
})

test('save() fails at the first read, with the line of its reader: what is not there, and a signal', async () => {
  await using engine = await fakeEngine({ [request]: (peer) => peer.send(missing) })
  const archive = await engine.docker.image.save('team/app:1')
  const error = await typed(archive.next(), 'NOT_FOUND')
  expect(error).toMatchObject({ operation: 'ImageGet', target: 'team/app:1', details: { noun: 'image' } })
  expect(error.stack).toContain('lazy-save.test.ts')
  expect(await archive.next()).toEqual({ done: true, value: undefined })
  const abort = new AbortController()
  const aborted = await engine.docker.image.save('team/app:1', { signal: abort.signal })
  abort.abort(new Error('enough'))
  await expect(aborted.next()).rejects.toThrow('enough')
  expect(engine.requests.filter((asked) => asked === request)).toHaveLength(1)
})

test('save() refuses at once what cannot be asked for', async () => {
  await using engine = await fakeEngine({})
  await expect(engine.docker.image.save('')).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
  const never = engine.docker.image.save('app', { timeout: -1 })
  await expect(never).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
  expect(engine.requests).toEqual([])
})

test('save() goes through a pipeline, has its own deadline from the first read, and is closed when its loop is left', async () => {
  let asked = 0
  await using engine = await fakeEngine({
    [request]: (peer) => {
      asked += 1
      return peer.send(Buffer.concat([chunkedHead, chunk('abc'), chunk('def'), ...(asked === 1 ? [lastChunk] : [])]))
    },
  })
  const read: Uint8Array[] = []
  const sink = new Writable({
    write: (bytes: Uint8Array, _, done) => {
      read.push(bytes)
      done()
    },
  })
  await pipeline(await engine.docker.image.save('team/app:1'), sink)
  expect(Buffer.concat(read).toString()).toBe('abcdef')

  for await (const bytes of await engine.docker.image.save('team/app:1')) {
    expect(bytes.length).toBeGreaterThan(0)
    break
  }
  await (
    await engine.arrival(request, 2)
  ).peer.closed

  const late = await engine.docker.image.save('team/app:1', { timeout: 150 })
  const reading = async (): Promise<void> => {
    for await (const bytes of late) expect(bytes.length).toBeGreaterThan(0)
  }
  expect((await typed(reading(), 'TIMED_OUT')).operation).toBe('ImageGet')
})
