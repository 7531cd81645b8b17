import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { plainArchive } from '../../../../src/container/files/compression.js'
import { tarOf } from '../../../engine/image/tar.js'

const plain = tarOf('hosts', Buffer.from('127.0.0.1 localhost\n'))
const compressed: readonly (readonly [string, Uint8Array])[] = [
  ['gzip', gzipSync(plain)],
  ['bzip2', Buffer.from('BZh91AY&SY')],
  ['xz', Buffer.from('fd377a585a0000', 'hex')],
  ['zstd', Buffer.from('28b52ffd0000', 'hex')],
  ['zstd', Buffer.from('532a4d180400', 'hex')], // begins with a frame to be skipped
]

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

async function gathered(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = []
  for await (const piece of source) found.push(piece)
  return Buffer.concat(found)
}

describe('an archive to be unpacked in a container', () => {
  it.each(compressed)('compressed with %s is refused, whole and in pieces of any size', async (compression, bytes) => {
    const refused = { code: 'COMPRESSED_ARCHIVE', details: { compression }, sent: 'no' }
    expect(() => plainArchive('tar', bytes)).toThrow(expect.objectContaining(refused) as Error)
    for (const size of [1, 2, 5, 100]) {
      const source = plainArchive('tar', pieces(bytes, size)) as AsyncIterable<Uint8Array>
      await expect(gathered(source)).rejects.toMatchObject(refused)
    }
  })

  it.each([1, 5, 6, 7, 512, 5000])('passes as it is, in pieces of %i bytes', async (size) => {
    expect(await gathered(plainArchive('tar', pieces(plain, size)) as AsyncIterable<Uint8Array>)).toEqual(
      Buffer.from(plain),
    )
    expect(plainArchive('tar', plain)).toBe(plain)
  })

  it('that is shorter than a magic number passes, too: the engine says what it is', async () => {
    expect(await gathered(plainArchive('tar', pieces(Buffer.from('abc'), 1)) as AsyncIterable<Uint8Array>)).toEqual(
      Buffer.from('abc'),
    )
  })

  it('closes its source when it is left', async () => {
    let closed = false
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(plain)
      } finally {
        closed = true
      }
    }
    for await (const piece of plainArchive('tar', source()) as AsyncIterable<Uint8Array>) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    expect(closed).toBe(true)
  })
})
