import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packTar } from 'modern-tar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Container } from '../../src/container/container.js'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { answer, head, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

let here: string
beforeAll(async () => {
  here = await mkdtemp(join(tmpdir(), 'fault-copying-'))
})
afterAll(() => rm(here, { recursive: true }))

const archive = await packTar([
  { header: { name: 'etc', type: 'directory', size: 0 } },
  { header: { name: 'etc/first', size: 5 }, body: 'first' },
  { header: { name: 'etc/second', size: 6 }, body: 'second' },
])
/** How much of it there is when the content of `second` is half there. */
const half = 512 * 4 + 3

function statHeader(over: object = {}): string {
  const stat = { name: 'etc', size: 0, mode: 2 ** 31 + 0o755, mtime: '2026-11-26T22:43:33Z', linkTarget: '', ...over }
  return Buffer.from(JSON.stringify(stat)).toString('base64')
}

const answered = (length: number, over?: object): Buffer =>
  head(200, { 'X-Docker-Container-Path-Stat': statHeader(over), 'Content-Length': length })

/** An engine whose container answers so to a read of any path. */
async function engineThat(script: Script): Promise<FakeEngine & { readonly web: Container }> {
  const engine = await fakeEngine({
    'GET /containers/web/json': (peer) => peer.send(json({ Id: 'web', Name: '/web' })),
    'GET /containers/web/archive': script,
    'HEAD /containers/web/archive': (peer) =>
      peer.send(answer(200, { 'X-Docker-Container-Path-Stat': statHeader() }, '')),
    'PUT /containers/web/archive': (peer) => peer.send(json({ message: 'no space left on device' }, 500)),
  })
  return Object.assign(engine, { web: await engine.docker.container.get('web') })
}

test('an archive that ends early is told, and leaves nothing', async () => {
  const early: readonly (readonly [code: string, script: Script])[] = [
    // the answer is whole, and the archive is not
    ['ARCHIVE_DAMAGED', (peer) => peer.send(Buffer.concat([answered(half), archive.subarray(0, half)]))],
    ['ARCHIVE_DAMAGED', (peer) => peer.send(Buffer.concat([answered(512), archive.subarray(0, 512)]))],
    ['ARCHIVE_DAMAGED', (peer) => peer.send(answered(0))],
    ['ARCHIVE_DAMAGED', (peer) => peer.send(Buffer.concat([answered(2048), Buffer.alloc(2048, 'x')]))],
    // the connection is gone in the middle
    [
      'CONNECTION_LOST',
      async (peer) => {
        await peer.send(Buffer.concat([answered(archive.length), archive.subarray(0, half)]))
        peer.end()
      },
    ],
  ]
  for (const [code, script] of early) {
    await using engine = await engineThat(script)
    const error = await rejection(engine.web.copyOut('/etc', join(here, 'early')))
    expect(error).toMatchObject({ code })
    expect(await readdir(here)).toEqual([])
  }
})

test('an abort in the middle of a file leaves nothing where nothing was, and whole files where a directory was', async () => {
  const script: Script = (peer) => peer.send(Buffer.concat([answered(archive.length), archive.subarray(0, half)]))
  for (const place of ['new', '.']) {
    if (place === '.') await mkdir(join(here, 'etc'))
    await using engine = await engineThat(script)
    const abort = new AbortController()
    const copy = engine.web.copyOut('/etc', join(here, place), { signal: abort.signal })
    const { peer } = await engine.arrival('GET /containers/web/archive')
    const folder = place === 'new' ? 'new' : 'etc'
    // The second file has begun when the first is whole.
    for (;;) {
      const names = await readdir(join(here, folder)).catch((): string[] => [])
      if (names.includes('first') && names.length === 2) break
      await new Promise((resolve) => setImmediate(resolve))
    }
    abort.abort(new Error('enough'))
    await expect(copy).rejects.toThrow('enough')
    await peer.closed
    if (place === 'new') expect(await readdir(here)).toEqual([])
    else expect(await readdir(join(here, 'etc'))).toEqual(['first'])
  }
  expect(await readFile(join(here, 'etc', 'first'), 'utf8')).toBe('first')
  await rm(join(here, 'etc'), { recursive: true })
})

test('a timeout is for the whole copy', async () => {
  await using engine = await engineThat((peer) => peer.send(answered(archive.length)))
  await typed(engine.web.copyOut('/etc', join(here, 'late'), { timeout: 100 }), 'TIMED_OUT')
  await using other = await engineThat((peer) => peer.send(answered(archive.length, { mode: 0o644 })))
  await typed(other.web.readFile('/etc/first', { timeout: 100 }), 'TIMED_OUT')
  expect(await readdir(here)).toEqual([])
})

test('readFile() trusts neither what the engine says of a file, nor what its archive holds', async () => {
  const file = { name: 'x', size: 5, mode: 0o644 }
  const large = await packTar([{ header: { name: 'x', size: 5000 }, body: new Uint8Array(5000) }])
  const link = await packTar([{ header: { name: 'x', size: 0, type: 'symlink', linkname: '/etc/passwd' } }])
  for (const [code, bytes, over] of [
    ['TOO_LARGE', large, file],
    ['TOO_LARGE', large, { ...file, size: 5000 }],
    ['NOT_A_FILE', link, file],
    ['NOT_A_FILE', new Uint8Array(1024), file],
    ['NOT_A_FILE', archive, {}],
  ] as const) {
    await using engine = await engineThat((peer) => peer.send(Buffer.concat([answered(bytes.length, over), bytes])))
    await typed(engine.web.readFile('/x', { maxBytes: 1000 }), code)
    await (
      await engine.arrival('GET /containers/web/archive')
    ).peer.closed
  }
})

test('links that lead on for ever end', async () => {
  await using engine = await engineThat((peer) =>
    peer.send(answered(0, { mode: 2 ** 27 + 0o777, linkTarget: '/another' })),
  )
  await typed(engine.web.readFile('/x'), 'NOT_A_FILE')
})

test('a refusal in the middle of a copy into the container is told, and the source is closed', async () => {
  const path = join(here, 'large')
  await writeFile(path, new Uint8Array(1024 * 1024))
  await using engine = await engineThat(() => undefined)
  const error = await typed(engine.web.copyIn(path, '/data'), 'DISK_FULL')
  expect(error).toMatchObject({ operation: 'PutContainerArchive', target: 'web' })
  const put = await engine.arrival('PUT /containers/web/archive')
  expect(Object.fromEntries(put.query)).toEqual({ path: '/data', noOverwriteDirNonDir: '1' })
  await rm(path)
})

test('nothing is sent for what cannot be copied', async () => {
  await using engine = await engineThat(() => undefined)
  const before = engine.requests.length
  for (const [code, copy] of [
    ['FILE_UNREADABLE', () => engine.web.copyIn(join(here, 'missing'), '/x')],
    ['FILE_UNWRITABLE', () => engine.web.copyOut('/x', join(here, 'no', 'such'))],
    ['INVALID_ARGUMENT', () => engine.web.copyIn(Buffer.from('x'), '')],
  ] as const)
    expect(await rejection(copy())).toMatchObject({ code })
  expect(engine.requests).toHaveLength(before)
})
