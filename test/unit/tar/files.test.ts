import { unpackTar } from 'modern-tar'
import { describe, expect, it } from 'vitest'
import { checkFiles, entriesOfFiles, type FilesGiven } from '../../../src/tar/files.js'
import { packed } from '../../../src/tar/pack.js'
import { refusal } from '../refusal.js'

async function unpacked(files: FilesGiven): Promise<readonly string[]> {
  const pieces: Uint8Array[] = []
  for await (const piece of packed(entriesOfFiles(checkFiles('context', files)))) pieces.push(piece)
  const entries = await unpackTar(Buffer.concat(pieces))
  return entries.map(({ header: { name, mode = 0 }, data = new Uint8Array() }) =>
    [name, mode.toString(8), Buffer.from(data).toString()].join(' ').trim(),
  )
}

describe('files given by their content', () => {
  it('become an archive, with the directories that they lie in', async () => {
    const files = {
      Dockerfile: 'FROM a',
      './bin//run': { content: Buffer.from('#!'), mode: 0o755 },
      'bin/deep/empty': '',
    }
    expect(await unpacked(files)).toEqual([
      'Dockerfile 644 FROM a',
      'bin/ 755',
      'bin/run 755 #!',
      'bin/deep/ 755',
      'bin/deep/empty 644',
    ])
  })

  it.each([
    [{}, /has no files/],
    ['Dockerfile', /cannot be "Dockerfile"/],
    [{ '/etc/passwd': '' }, /no path in an archive/],
    [{ 'a/../../b': '' }, /no path in an archive/],
    [{ 'folder/': '' }, /no path in an archive/],
    [{ '': '' }, /no path in an archive/],
    [{ './.': '' }, /no path in an archive/],
    [{ 'a\u0000b': '' }, /no path in an archive/],
    [{ a: 1 }, /content of "a" is 1/],
    [{ a: { content: null } }, /content of "a" is null/],
    [{ a: { content: '', mode: '755' } }, /mode of "a" cannot be "755"/],
    [{ a: { content: '', mode: 0o100644 } }, /mode of "a"/],
    [{ a: '', './a': '' }, /"a" is named twice/],
    [{ a: '', 'a/b/c': '' }, /"a" would be a file and a directory/],
  ])('refuses %j', (files, says) => {
    const error = refusal(() => checkFiles('context', files))
    expect(error.code).toBe('INVALID_ARGUMENT')
    expect(error.sentence).toMatch(says)
  })
})
