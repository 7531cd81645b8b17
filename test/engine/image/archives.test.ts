import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../../src/engine/engine.js'
import { Images } from '../../../src/image/images.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openEngine, unique } from '../open-engine.js'
import { tarOf } from './tar.js'

const tar = tarOf('random', randomBytes(5000))
const xz = Buffer.from('/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4A//AAhdAAAAABYAAAAAAA==', 'base64')

/** What is no tar archive, or not a whole one, and what it is called. */
const damaged: readonly (readonly [string, Uint8Array])[] = [
  ['text', Buffer.alloc(2048, 'x')],
  ['random bytes', randomBytes(4096)],
  ['a tar that is cut in its file', tar.subarray(0, 2000)],
  ['a gzip that is cut', gzipSync(tar).subarray(0, 2000)],
  ['a zip', Buffer.from('PK\u0003\u0004 and so on')],
]

onEachEngine('archives on engine %s', (engineName) => {
  let engine: Engine
  let images: Images

  beforeAll(async () => {
    const { socket } = await lab.engine(engineName)
    engine = openEngine(socket)
    images = new Images(engine)
  })
  afterAll(() => engine.close())

  test.each(damaged)('%s can be neither imported nor loaded, and the error says what to send', async (_, bytes) => {
    const name = unique('mooring-test')
    const expected = {
      name: 'BadRequestError',
      code: 'ARCHIVE_UNREADABLE',
      hint: expect.stringContaining('plain tar') as string,
    }
    await expect(images.import(bytes, { name })).rejects.toMatchObject({ ...expected, operation: 'ImageCreate' })
    expect(await images.exists(name)).toBe(false)
    await expect(images.load(bytes)).rejects.toMatchObject({ ...expected, operation: 'ImageLoad' })
  })

  // The engines of the lab have no xz, as many have not.
  test('where the engine has no xz, the error names it', async () => {
    const expected = { code: 'ARCHIVE_UNREADABLE', details: { compression: 'xz' } }
    await expect(images.import(xz, { name: unique('mooring-test') })).rejects.toMatchObject(expected)
    await expect(images.load(xz)).rejects.toMatchObject(expected)
  })

  test.each([
    ['a root file system', tar],
    ['a compressed one', gzipSync(tar)],
  ])('%s is no archive of images: load() names import()', async (_, bytes) => {
    await expect(images.load(bytes)).rejects.toMatchObject({
      name: 'BadRequestError',
      code: 'NOT_AN_IMAGE_ARCHIVE',
      operation: 'ImageLoad',
      hint: expect.stringContaining('docker.image.import') as string,
    })
  })
})
