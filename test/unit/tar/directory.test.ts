import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackTar } from 'modern-tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { entriesOfDirectory } from '../../../src/tar/directory.js'
import type { TarEntries, TarEntry } from '../../../src/tar/entry.js'
import { packed } from '../../../src/tar/pack.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-tar-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A new directory with these files in it. */
function directory(name: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, name)
  mkdirSync(path)
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(path, file, '..'), { recursive: true })
    writeFileSync(join(path, file), content)
  }
  return path
}

async function written(entries: TarEntries): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of packed(entries)) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function codeOf(entries: TarEntries): Promise<string | undefined> {
  const error: unknown = await written(entries).catch((reason: unknown) => reason)
  return MooringError.is(error) ? error.code : undefined
}

describe('a directory as an archive', () => {
  it('has modes, times, links and owners, in the order of names', async () => {
    const path = directory('kinds', { 'b.txt': 'b', 'a/deep/run.sh': '#!/bin/sh\n' })
    chmodSync(join(path, 'a/deep/run.sh'), 0o4755)
    utimesSync(join(path, 'b.txt'), 1_500_000_000.9, 1_500_000_000.9)
    symlinkSync('../b.txt', join(path, 'a/link'))
    symlinkSync('/nowhere', join(path, 'dangling'))
    linkSync(join(path, 'b.txt'), join(path, 'c.txt'))
    const entries = await unpackTar(await written(entriesOfDirectory(path)))
    const { uid = 0 } = { uid: process.getuid?.() }
    expect(
      entries.map(({ header: { name, type, linkname } }) => [name, type, linkname ?? ''].join(' ').trim()),
    ).toEqual([
      'a/ directory',
      'a/deep/ directory',
      'a/deep/run.sh file',
      'a/link symlink ../b.txt',
      'b.txt file',
      'c.txt link b.txt',
      'dangling symlink /nowhere',
    ])
    const file = entries.find(({ header }) => header.name === 'b.txt')
    expect(file?.header.mtime).toEqual(new Date(1_500_000_000_000))
    expect(file?.header.uid).toBe(uid)
    expect(entries.find(({ header }) => header.name.endsWith('run.sh'))?.header.mode).toBe(0o4755)
    expect(Buffer.from(file?.data ?? []).toString()).toBe('b')
  })

  it('is one that tar reads, with long and foreign names', async () => {
    const long = `${'d'.repeat(120)}/${'f'.repeat(200)}`
    const path = directory('names', { [long]: 'x', 'größe/日本語.txt': 'y', ' spaced ': 'z' })
    const list = execFileSync('tar', ['-tf', '-', '--quoting-style=literal'], {
      input: await written(entriesOfDirectory(path)),
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    expect(list.split('\n').filter((line) => line !== '' && !line.endsWith('/'))).toEqual([
      ' spaced ',
      long,
      'größe/日本語.txt',
    ])
  })

  it('holds what the filter takes, and of what it looks into only that', async () => {
    const path = directory('filtered', { 'in/yes': '', 'in/no': '', 'out/yes': '', 'deep/yes': '' })
    const asked: string[] = []
    const filter = (name: string, isDirectory: boolean): 'take' | 'leave' | 'look inside' => {
      asked.push(name)
      if (isDirectory) return name === 'out' ? 'leave' : name === 'deep' ? 'look inside' : 'take'
      return name.endsWith('yes') ? 'take' : 'leave'
    }
    const entries = await unpackTar(await written(entriesOfDirectory(path, { filter })))
    expect(entries.map(({ header }) => header.name)).toEqual(['deep/yes', 'in/', 'in/yes'])
    expect(asked).not.toContain('out/yes')
  })

  it('is refused by name when it does not exist, is a file, or holds what vanishes', async () => {
    expect(await codeOf(entriesOfDirectory(join(folder, 'nowhere')))).toBe('FILE_UNREADABLE')
    const path = directory('vanishing', { a: '', b: '' })
    expect(await codeOf(entriesOfDirectory(join(path, 'a')))).toBe('FILE_UNREADABLE')
    const filter = (name: string): 'take' => {
      if (name === 'a') rmSync(join(path, 'b'))
      return 'take'
    }
    expect(await codeOf(entriesOfDirectory(path, { filter }))).toBe('FILE_UNREADABLE')
  })

  it('fails when a file gets shorter or becomes something else, and leaves out what is added', async () => {
    const changes = (name: string, change: (file: string) => void): TarEntries => {
      const path = directory(name, { file: 'content' })
      return changed(path, () => {
        change(join(path, 'file'))
      })
    }
    expect(await codeOf(changes('shorter', (file) => { writeFileSync(file, 'co') }))).toBe('FILE_CHANGED') // prettier-ignore
    const swapped = changes('swapped', (file) => {
      rmSync(file)
      symlinkSync('/etc/passwd', file)
    })
    expect(await codeOf(swapped)).toBe('FILE_UNREADABLE')
    const longer = await unpackTar(await written(changes('longer', (file) => { writeFileSync(file, 'content and more') }))) // prettier-ignore
    expect(Buffer.from(longer[0]?.data ?? []).toString()).toBe('content')
  })

  it('reads no further ahead than a few megabytes, and closes its files when the reader leaves', async () => {
    const path = directory('large', { file: '' })
    truncateSync(join(path, 'file'), 64 * 1024 * 1024)
    let ahead = 0
    let most = 0
    let sent = 0
    for await (const piece of packed(counted(path, (bytes) => (ahead += bytes)))) {
      most = Math.max(most, ahead)
      ahead -= piece.length
      if ((sent += piece.length) > 32 * 1024 * 1024) break
    }
    expect(most).toBeLessThan(10 * 1024 * 1024)
    expect(most).toBeGreaterThan(0)
    expect(openFiles(path)).toEqual([])
  })
})

/** The entries of a directory, which tell how many bytes of their files were read. */
async function* counted(path: string, onRead: (bytes: number) => void): AsyncGenerator<TarEntry> {
  for await (const entry of entriesOfDirectory(path)) {
    const { content } = entry
    if (content === undefined || !('read' in content)) yield entry
    else yield { ...entry, content: { size: content.size, read: () => tell(content.read(), onRead) } }
  }
}

async function* tell(pieces: AsyncIterable<Uint8Array>, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onRead(piece.length)
    yield piece
  }
}

/** The entries of a directory, which is changed after its files were looked at and before they are read. */
async function* changed(path: string, change: () => void): AsyncGenerator<TarEntry> {
  for await (const entry of entriesOfDirectory(path)) {
    change()
    yield entry
  }
}

function openFiles(path: string): readonly string[] {
  const links = execFileSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' })
  return links.split('\n').filter((line) => line.includes(path))
}
