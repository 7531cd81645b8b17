import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { containerCreate } from '../../../src/container/operations.js'
import { Containers } from '../../../src/container/containers.js'
import type { Engine } from '../../../src/engine/engine.js'
import { Images } from '../../../src/image/images.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openEngine, unique } from '../open-engine.js'
import { tarOf } from './tar.js'

const registry = '192.168.0.1:5000'
const push = join(import.meta.dirname, 'registry-push.mjs')
const other = process.arch === 'arm64' ? 'amd64' : 'arm64'
const own = process.arch === 'arm64' ? 'arm64' : 'amd64'

onEachEngine('platforms on engine %s', (engineName) => {
  let host: LabEngine
  let engine: Engine
  let images: Images
  let repository: string
  let digests: { readonly one: string; readonly index: string }

  beforeAll(async () => {
    host = await lab.engine(engineName)
    engine = openEngine(host.socket)
    images = new Images(engine)
    const name = `mooring/${unique('platforms')}`
    repository = `${registry}/${name}`
    const platforms = [`linux/${own}`, `linux/${other}`, 'linux/arm/v7', 'linux/arm/v6']
    const { stdout, stderr } = await host.exec(process.execPath, push, name, ...platforms)
    expect(stderr).toBe('')
    digests = JSON.parse(stdout) as typeof digests
  })
  afterEach(async () => {
    for (const { id } of await images.list({ label: `repository=${repository.slice(registry.length + 1)}` }))
      await images.remove(id, { force: true })
  })
  afterAll(() => engine.close())

  const madeFor = async (name: string): Promise<string> => {
    const { Os, Architecture, Variant } = await images.inspect(name)
    return [Os, Architecture, ...(Variant ? [Variant] : [])].join('/')
  }

  test.each([
    [`linux/${other}`, `linux/${other}`],
    [other, `linux/${other}`],
    ['linux', `linux/${own}`],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/arm/v6', 'linux/arm/v6'],
    [undefined, `linux/${own}`],
  ])('of an index, a pull for %s brings the image for %s', async (platform, wanted) => {
    const pulled = await images.pull(`${repository}:index`, { platform })
    expect(pulled.name).toBe(`${repository}:index`)
    expect(await madeFor(pulled.id)).toBe(wanted)
  })

  test('of an index without that platform, nothing is pulled, and the error says so', async () => {
    await expect(images.pull(`${repository}:index`, { platform: 'linux/s390x' })).rejects.toMatchObject({
      name: 'NotFoundError',
      code: 'PLATFORM_UNAVAILABLE',
      operation: 'ImageCreate',
      details: { platform: 'linux/s390x' },
    })
  })

  test('an image for one platform is not taken for one of another, by tag or by digest', async () => {
    for (const name of [`${repository}:one`, `${repository}@${digests.one}`]) {
      await expect(images.pull(name, { platform: `linux/${other}` })).rejects.toMatchObject({
        name: 'NotFoundError',
        code: 'PLATFORM_UNAVAILABLE',
        operation: 'ImageCreate',
        details: { platform: `linux/${other}`, found: `linux/${own}` },
      })
      expect(await madeFor((await images.pull(name, { platform: `linux/${own}` })).id)).toBe(`linux/${own}`)
    }
  })

  test('a container for another platform than the image here is made of the one for it, pulled first', async () => {
    await images.pull(`${repository}:index`)
    const program = new Containers(engine).run(`${repository}:index`, 'true').platform(`linux/${other}`)
    await expect(program.pull('never').create()).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' })
    await using made = await program.create()
    expect(await madeFor((await made.inspect()).Image)).toBe(`linux/${other}`)
  })

  test('of an index by its digest, an engine keeps the first platform until that image is removed', async () => {
    const name = `${repository}@${digests.index}`
    await images.pull(name, { platform: `linux/${other}` })
    await expect(images.pull(name)).rejects.toMatchObject({
      name: 'ConflictError',
      code: 'CONFLICT',
      operation: 'ImageCreate',
      hint: expect.stringContaining('remove') as string,
    })
    await images.remove(name)
    expect(await madeFor((await images.pull(name)).id)).toBe(`linux/${own}`)
  })

  test('a container of another platform than the local image says which there is', async () => {
    await images.pull(`${repository}:one`)
    const query = { platform: `linux/${other}` }
    const create = engine.call(containerCreate, { query, body: { Image: `${repository}:one` } })
    await expect(create).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE', operation: 'ContainerCreate' })
  })

  test('what is pulled by a digest is called by it, by pull, get and list', async () => {
    const name = `${repository}@${digests.index}`
    const pulled = await images.pull(name)
    expect(pulled.name).toBe(name)
    expect((await images.get(name)).name).toBe(name)
    expect((await images.get(pulled)).name).toBe(name)
    await pulled.remove({ force: true })
    const again = await images.pull(`${repository}:index@${digests.index}`)
    expect(again.name).toBe(`${repository}:index@${digests.index}`)
    const [listed] = (await images.list()).filter(({ id }) => id === again.id)
    expect(listed?.name).toBe(name)
  })

  test('an import is for the platform that was asked for, or is refused before anything is sent', async () => {
    const name = unique('mooring-test')
    const made = images.import(tarOf('a', Buffer.alloc(10)), { name, platform: `linux/${other}` })
    if (engineName === 'e20') {
      await expect(made).rejects.toMatchObject({
        code: 'API_TOO_OLD',
        details: { option: 'platform', needs: '1.42', has: '1.41' },
      })
      expect(await images.exists(name)).toBe(false)
      const forOwn = await images.import(tarOf('a', Buffer.alloc(10)), { name, platform: `linux/${own}` })
      await forOwn.remove()
    } else {
      expect(await madeFor((await made).id)).toBe(`linux/${other}`)
      await (await made).remove()
    }
  })
})
