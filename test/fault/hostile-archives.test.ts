import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { packTar, type TarEntry } from 'modern-tar'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { MooringError } from '../../src/errors/base.js'
import { extract } from '../../src/tar/extract.js'
import { unpacked } from '../../src/tar/unpack.js'
import { fakeEngine } from './fake-engine.js'
import { answer } from './http.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

let base: string
let outside: string
let target: string

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'hostile-'))
  outside = join(base, 'outside')
  target = join(base, 'in')
  mkdirSync(join(outside, 'dir'), { recursive: true })
  writeFileSync(join(outside, 'secret'), 'secret')
  writeFileSync(join(outside, 'dir', 'kept'), 'kept')
})
beforeEach(clear)
afterAll(() => rmSync(base, { recursive: true }))

/** A target with links of the host in it, which lead out. */
function clear(): void {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(join(target, 'tree'), { recursive: true })
  symlinkSync('../../outside', join(target, 'tree', 'host-link'))
  symlinkSync(join(outside, 'secret'), join(target, 'tree', 'host-file'))
  rmSync(join(base, 'hard'), { force: true })
}

/** All that lies outside of the target: content, permissions, times, and how many names a file has. */
function shown(folder = base): readonly string[] {
  const lines: string[] = []
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (path === target) continue
    const facts = lstatSync(path)
    const what = facts.isSymbolicLink() ? readlinkSync(path) : facts.isFile() ? readFileSync(path, 'utf8') : ''
    lines.push(`${path} ${facts.mode} ${facts.mtimeMs} ${facts.isDirectory() ? '' : facts.nlink} ${what}`)
    if (facts.isDirectory()) lines.push(...shown(path))
  }
  return lines
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

const below = fc
  .array(fc.constantFrom('a', 'a', 'b', 'b', 'host-link', 'host-file', 'dir', 'secret', '.', '..'), { maxLength: 3 })
  .map((parts) => parts.join('/'))
/** `tree` stands for the root that was asked for. */
const path = fc
  .tuple(fc.constantFrom(...Array<string>(9).fill('tree/'), 'tree', './', '/', '../', ''), below)
  .map((parts) => parts.join(''))
const leadsTo = fc.oneof(
  path,
  fc.constantFrom('..', '../..', '../../outside', '../../outside/secret', '../outside/secret', '/etc/passwd', '.'),
  fc.constantFrom('outside', 'outside/secret').map((name) => join(base, name)),
)
const entry = fc.record({
  name: path,
  type: fc.constantFrom('file', 'file', 'directory', 'symlink', 'symlink', 'link', 'fifo', 'character-device'),
  linkname: leadsTo,
  mode: fc.constantFrom(0o644, 0o666, 0o755, 0o4755, 0),
})
type Entry = typeof entry extends fc.Arbitrary<infer Value> ? Value : never

async function archiveOf(entries: readonly Entry[]): Promise<Uint8Array> {
  return await packTar(
    entries.map(({ name, type, linkname, mode }): TarEntry => {
      const isLink = type === 'symlink' || type === 'link'
      const header = { name, mode, type, size: type === 'file' ? 5 : 0, ...(isLink && { linkname }) } as const
      return type === 'file' ? { header, body: 'wrote' } : { header }
    }),
  )
}

// 5,000 of them
test.each([1, 2, 3, 4, 5])(
  'of 1,000 generated archives, with seed %i, none writes, links to or changes anything outside of its target',
  async (seed) => {
    const before = shown()
    let wrote = 0
    let refused = 0
    const property = fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('tree', '.', '/'),
      fc.boolean(),
      async (entries, root, isThere) => {
        clear()
        const place = isThere ? join(target, 'tree') : join(target, 'new')
        try {
          const named = (name: string): string =>
            root === 'tree' ? name : name.replace(/^tree\/?/, root === '.' ? './' : '/')
          const archive = await archiveOf(
            entries.map((one) => ({ ...one, name: named(one.name), linkname: named(one.linkname) })),
          )
          await extract(place, root, unpacked(whole(archive)), { skipSpecial: true })
          wrote++
        } catch (error) {
          if (!MooringError.is(error)) throw error
          refused++
          if (!isThere) expect(readdirSync(target)).toEqual(['tree']) // nothing is left half-way
        }
        expect(shown()).toEqual(before)
      },
    )
    await fc.assert(property, { seed, numRuns: 1000 })
    expect(wrote).toBeGreaterThan(100)
    expect(refused).toBeGreaterThan(100)
  },
)

/** What hostile containers have been seen to send, and what is said of it. */
const hostile: readonly (readonly [says: string, code: string, entries: readonly Partial<Entry>[]])[] = [
  ['a name with ..', 'ARCHIVE_UNSAFE', [{ name: 'tree/../../outside/new' }]],
  ['an absolute name', 'ARCHIVE_UNSAFE', [{ name: '/etc/new' }]],
  ['another root', 'ARCHIVE_UNSAFE', [{ name: 'tree', type: 'directory' }, { name: 'other/new' }]],
  ['a root that only begins alike', 'ARCHIVE_UNSAFE', [{ name: 'treetop/new' }]],
  [
    'a file through its own link',
    'ARCHIVE_UNSAFE',
    [
      { name: 'tree/way', type: 'symlink', linkname: '../../outside' },
      { name: 'tree/way/new', type: 'file' },
    ],
  ],
  ['a file through a link of the host', 'ARCHIVE_UNSAFE', [{ name: 'tree/host-link/new' }]],
  ['a directory in the place of a link', 'CANNOT_OVERWRITE', [{ name: 'tree/host-link', type: 'directory' }]],
  ['a hard link to the outside', 'ARCHIVE_UNSAFE', [{ name: 'tree/x', type: 'link', linkname: '../outside/secret' }]],
  [
    'a hard link through a link',
    'ARCHIVE_UNSAFE',
    [{ name: 'tree/x', type: 'link', linkname: 'tree/host-link/secret' }],
  ],
  ['a hard link to a link', 'ARCHIVE_UNSAFE', [{ name: 'tree/x', type: 'link', linkname: 'tree/host-file' }]],
  ['a device', 'SPECIAL_FILE', [{ name: 'tree/x', type: 'character-device' }]],
  [
    'a file in the place of a directory',
    'CANNOT_OVERWRITE',
    [{ name: 'tree/d', type: 'directory' }, { name: 'tree/d' }],
  ],
]

test.each(hostile)('%s is refused as %s by copyOut()', async (_, code, entries) => {
  const archive = await archiveOf(
    entries.map((given) => ({ name: 'tree', type: 'file' as const, linkname: '', mode: 0o644, ...given })),
  )
  const before = shown()
  await using engine = await serving(archive)
  const web = await engine.docker.container.get('web')
  const error: unknown = await web.copyOut('/tree', target).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code })
  expect(shown()).toEqual(before)
  expect(readdirSync(target)).toEqual(['tree'])
  await (
    await engine.arrival('GET /containers/web/archive')
  ).peer.closed
})

test('a file takes the place of a link, and what that led to stays as it was', async () => {
  const before = shown()
  await using engine = await serving(
    await archiveOf([{ name: 'tree/host-file', type: 'file', linkname: '', mode: 0o4755 }]),
  )
  const web = await engine.docker.container.get('web')
  await web.copyOut('/tree', target)
  const facts = lstatSync(join(target, 'tree', 'host-file'))
  expect([facts.isFile(), facts.mode & 0o7777, facts.nlink]).toEqual([true, 0o755, 1])
  expect(shown()).toEqual(before)
})

test('a file of the host that has another name outside gives way to the new one, and is not written', async () => {
  linkSync(join(outside, 'secret'), join(target, 'tree', 'hard'))
  await using engine = await serving(await archiveOf([{ name: 'tree/hard', type: 'file', linkname: '', mode: 0o666 }]))
  const web = await engine.docker.container.get('web')
  await web.copyOut('/tree', target)
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret')
  expect(readFileSync(join(target, 'tree', 'hard'), 'utf8')).toBe('wrote')
})

const stat = { name: 'tree', size: 5, mode: 2 ** 31 + 0o755, mtime: '2026-11-26T22:43:33Z', linkTarget: '' }

/** An engine whose container has this archive at every path. */
function serving(archive: Uint8Array): ReturnType<typeof fakeEngine> {
  const header = Buffer.from(JSON.stringify(stat)).toString('base64')
  return fakeEngine({
    'GET /containers/web/json': (peer) =>
      peer.send(answer(200, { 'Content-Type': 'application/json' }, '{"Id":"web","Name":"/web"}')),
    'GET /containers/web/archive': (peer) =>
      peer.send(
        Buffer.concat([
          Buffer.from(
            `HTTP/1.1 200 OK\r\nX-Docker-Container-Path-Stat: ${header}\r\nContent-Length: ${archive.length}\r\n\r\n`,
          ),
          archive,
        ]),
      ),
  })
}
