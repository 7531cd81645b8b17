import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../../src/engine/engine.js'
import { Images } from '../../../src/image/images.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openEngine, unique } from '../open-engine.js'
import { tarOf } from './tar.js'

const registry = '192.168.0.1:5000'

onEachEngine('images of engine %s', (engineName) => {
  let host: LabEngine
  let engine: Engine
  let images: Images

  beforeAll(async () => {
    host = await lab.engine(engineName)
    engine = openEngine(host.socket)
    images = new Images(engine)
  })
  afterAll(() => engine.close())

  const tar = (): Uint8Array => tarOf('random', randomBytes(100_000))

  /** Runs a test with an image of its own, and removes it, whatever else it was named. */
  async function withImage(run: (name: string) => Promise<void>): Promise<void> {
    const name = `${unique('mooring-test')}:1`
    const { id } = await images.import(tar(), { name, changes: ['CMD ["/random"]', `LABEL test=${name}`] })
    try {
      await run(name)
    } finally {
      for (const image of await images.list({ label: `test=${name}` })) await image.remove({ force: true })
      expect(await images.exists(id)).toBe(false)
    }
  }

  test('what is imported is there, with its name, its instructions and its message', () =>
    withImage(async (name) => {
      const image = await images.get(name)
      const { Config, RepoTags, Size } = await image.inspect()
      expect(image.name).toBe(name)
      expect(image.id).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(RepoTags).toEqual([name])
      expect(Config?.Cmd).toEqual(['/random'])
      expect(Config?.Labels).toEqual({ test: name })
      expect(Size).toBeGreaterThanOrEqual(100_000)
    }))

  test.each([
    ['bytes', (bytes: Uint8Array) => bytes],
    ['a Node stream', (bytes: Uint8Array) => Readable.from([bytes.subarray(0, 777), bytes.subarray(777)])],
    [
      'an async generator',
      async function* (bytes: Uint8Array) {
        for (let at = 0; at < bytes.length; at += 10_000) yield await Promise.resolve(bytes.subarray(at, at + 10_000))
      },
    ],
  ])('an archive is imported from %s', async (_, source) => {
    const name = unique('mooring-test')
    const image = await images.import(source(tar()), { name, tag: '2', message: 'by a test' })
    try {
      expect((await images.get(`${name}:2`)).id).toBe(image.id)
      expect((await image.history())[0]?.Comment).toBe('by a test')
    } finally {
      await image.remove()
    }
  })

  test('an image is found by name, id and short id, and a missing one is said to be missing', () =>
    withImage(async (name) => {
      const { id } = await images.get(name)
      for (const ref of [name, id, id.slice(7), id.slice(7, 19)]) expect((await images.find(ref))?.id).toBe(id)
      expect((await images.get(images.ref(id))).name).toBe(name)
      const missing = unique('mooring-test/missing')
      expect(await images.find(missing)).toBeUndefined()
      expect(await images.exists(missing)).toBe(false)
      await expect(images.get(missing)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        details: { noun: 'image' },
        target: missing,
      })
    }))

  test('a list shows what the filters let through, each with its summary', () =>
    withImage(async (name) => {
      const listed = await images.list({ label: [`test=${name}`] })
      expect(listed.map((image) => image.name)).toEqual([name])
      expect(listed[0]?.summary.RepoTags).toEqual([name])
      expect((await images.list({ reference: name })).map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
      expect((await images.list({ all: true })).length).toBeGreaterThan(1)
      const refused = images.list({ before: unique('nobody') })
      await expect(refused).rejects.toMatchObject({ operation: 'ImageList', sent: 'yes' })
    }))

  test('a tag is one more name, and removing one of two names keeps the image', () =>
    withImage(async (name) => {
      const other = `${unique('mooring-test')}:7`
      const image = await images.get(name)
      await image.tag(other)
      expect((await images.get(other)).id).toBe(image.id)
      expect((await images.get(other)).name).toBe(other)
      expect(await images.remove(other)).toEqual([{ Untagged: other }])
      expect(await images.exists(image)).toBe(true)
      await expect(image.tag('Bad Name')).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
      await expect(images.ref(unique('missing')).tag(other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }))

  test('an image of two names is not removed by its id unless it is forced', () =>
    withImage(async (name) => {
      const image = await images.get(name)
      await image.tag(unique('mooring-test'))
      await expect(image.remove()).rejects.toMatchObject({ name: 'InUseError', code: 'IMAGE_IN_USE' })
      const done = await image.remove({ force: true })
      expect(done).toContainEqual({ Deleted: image.id })
      await expect(image.remove()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }))

  test('an image that a container uses is in use, and says so', () =>
    withImage(async (name) => {
      const container = unique('mooring-test')
      expect((await host.exec('docker', 'create', '--name', container, name)).exitCode).toBe(0)
      try {
        await expect(images.remove(name)).rejects.toMatchObject({
          name: 'InUseError',
          code: 'IMAGE_IN_USE',
          details: { image: name },
        })
      } finally {
        await host.exec('docker', 'rm', container)
      }
    }))

  test('a prune takes the untagged images of the filters, and tells what it took', () =>
    withImage(async (name) => {
      const { id } = await images.get(name)
      const next = await images.import(tar(), { name })
      const { ImagesDeleted } = await images.prune({ label: `test=${name}` })
      expect(ImagesDeleted).toContainEqual({ Deleted: id })
      await next.remove()
      await expect(images.prune({ until: '2026-13-45' })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        sent: 'no',
      })
    }))

  test('a history tells how an image was made, and of a missing one that it is missing', () =>
    withImage(async (name) => {
      const [latest] = await (await images.get(name)).history()
      expect(latest?.Tags).toEqual([name])
      await expect(images.ref(unique('missing')).history()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }))

  test('what is saved can be loaded again, name and all', () =>
    withImage(async (name) => {
      const { id } = await images.get(name)
      const chunks: Uint8Array[] = []
      for await (const chunk of await images.save(name)) chunks.push(chunk)
      await images.remove(name)
      expect(await images.exists(id)).toBe(false)
      const told: (string | undefined)[] = []
      const loaded = await images.load(Readable.from(chunks), {
        onStep: ({ stream, status }) => told.push(stream ?? status),
      })
      expect(loaded.map((image) => ({ ...image.toJSON() }))).toEqual([{ noun: 'image', id, name }])
      expect(told.join('')).toContain(name)
    }))

  test('an image that was saved by its id is loaded without a name, and called by its short id', () =>
    withImage(async (name) => {
      const { id } = await images.get(name)
      const chunks: Uint8Array[] = []
      for await (const chunk of await images.save(id)) chunks.push(chunk)
      await images.remove(name)
      const [loaded, ...more] = await images.load(Buffer.concat(chunks))
      expect(loaded?.toJSON()).toEqual({ noun: 'image', id, name: id.slice(7, 19) })
      expect(more).toEqual([])
    }))

  test('a missing image cannot be saved', async () => {
    const missing = unique('missing')
    const archive = await images.save(missing)
    await expect(archive.next()).rejects.toMatchObject({ operation: 'ImageGet', target: missing, sent: 'yes' })
  })

  test('a pull brings the image, and tells how far it is', async () => {
    const name = `${registry}/${unique('mooring-test')}:1`
    const made = await images.import(tar(), { name })
    expect((await host.exec('docker', 'push', name)).exitCode).toBe(0)
    await made.remove({ force: true })

    const told: (string | undefined)[] = []
    const pulled = await images.pull(name, { onStep: ({ status }) => told.push(status) })
    try {
      expect(pulled.id).toBe(made.id)
      expect(pulled.name).toBe(name)
      expect(told).toContain('Pull complete')
      const [digest = ''] = (await pulled.inspect()).RepoDigests ?? []
      expect((await images.pull(digest)).id).toBe(made.id)
    } finally {
      await pulled.remove({ force: true })
    }
  })

  test('a pull of what no registry has is NOT_FOUND, and one from nowhere tells why', async () => {
    const missing = `${registry}/${unique('mooring-test')}:1`
    await expect(images.pull(missing)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'image' },
      target: missing.replace(/:1$/, ''),
    })
    await expect(images.pull('192.168.0.1:5999/lab/busybox')).rejects.toMatchObject({
      operation: 'ImageCreate',
      sent: 'yes',
    })
  })

  test('a pull that is aborted rejects with the reason', async () => {
    const signal = AbortSignal.abort('the reason itself')
    await expect(images.pull(`${registry}/lab/busybox:1`, { signal })).rejects.toBe('the reason itself')
  })
})
