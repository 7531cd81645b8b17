import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import { lab, type ThrowAwayEngine } from '../../lab/lab.js'
import { busybox, openAt } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { buildTests } from './build-tests.js'

const push = join(import.meta.dirname, 'registry-push.mjs')
const own = process.arch === 'arm64' ? 'arm64' : 'amd64'
const other = process.arch === 'arm64' ? 'amd64' : 'arm64'

describe('an engine that keeps images in containerd', () => {
  let engine: ThrowAwayEngine
  let docker: Docker
  let index: string
  beforeAll(async () => {
    engine = await lab.start('containerd', { root: 'forky', args: ['--feature', 'containerd-snapshotter=true'] })
    docker = openAt(engine.host)
    const name = `mooring/${unique('several')}`
    const { stderr } = await engine.exec(process.execPath, push, name, `linux/${own}`, `linux/${other}`)
    expect(stderr).toBe('')
    index = `192.168.0.1:5000/${name}:index`
  })
  afterAll(async () => {
    await docker.close()
    await engine.remove()
  })

  const codeOf = async (call: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await call.catch((reason: unknown) => reason)
    return MooringError.is(error) ? [error.code, error.details] : error
  }
  const saved = async (names: readonly string[], platform?: string): Promise<Uint8Array> => {
    const pieces: Uint8Array[] = []
    for await (const piece of await docker.image.save(names, { platform })) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  test('is one', async () => {
    expect((await docker.info()).DriverStatus).toContainEqual(['driver-type', 'io.containerd.snapshotter.v1'])
  })

  test('has one name for the images of several platforms, and tells of each', async () => {
    const first = await docker.image.pull(index, { platform: `linux/${other}` })
    const image = await docker.image.pull(index)
    expect(image.id).toBe(first.id)
    expect((await image.inspect()).Architecture).toBe(own)
    for (const architecture of [own, other])
      expect((await image.inspect({ platform: `linux/${architecture}` })).Architecture).toBe(architecture)
    const { Manifests } = await image.inspect({ manifests: true })
    expect(Manifests?.map(({ Descriptor }) => Descriptor.platform?.architecture).sort()).toEqual([own, other].sort())
    const [listed] = await docker.image.list({ reference: index, manifests: true })
    expect(listed?.summary.Manifests).toHaveLength(2)
    expect(listed?.summary.RepoDigests).toEqual([`${index.replace(/:index$/, '')}@${image.id}`])
    expect(await image.history({ platform: `linux/${other}` })).toEqual([])
  })

  test('refuses a platform that an image is not there for, with a code', async () => {
    const platform = 'linux/s390x'
    const refused = ['PLATFORM_UNAVAILABLE', { platform, found: undefined }]
    const image = await docker.image.get(index)
    expect(await codeOf(image.inspect({ platform }))).toEqual(refused)
    expect(await codeOf(image.history({ platform }))).toEqual(refused)
    expect(await codeOf(saved([index], platform))).toEqual(refused)
  })

  test('saves several images, or one platform of them, and loads what it is asked for', async () => {
    const both = await saved([index, busybox])
    expect((await saved([index, busybox], `linux/${own}`)).length).toBeLessThan(both.length)
    await docker.image.remove(index)
    const loaded = await docker.image.load(both)
    expect(loaded.map(({ name }) => name).sort()).toEqual([index, busybox].sort())
    const whole = await saved([index])
    await docker.image.remove(index)
    await docker.image.load(whole, { platform: `linux/${other}` })
    expect((await docker.image.inspect(index, { platform: `linux/${other}` })).Architecture).toBe(other)
    const refused = ['PLATFORM_UNAVAILABLE', { platform: `linux/${other}`, found: undefined }]
    expect(await codeOf(docker.image.load(await saved([busybox]), { platform: `linux/${other}` }))).toEqual(refused)
  })

  test('imports, tags, prunes and removes', async () => {
    const image = await docker.image
      .build({ Dockerfile: `FROM ${busybox}\nLABEL pruned=yes` })
      .tag('mooring/one')
      .create()
    await image.tag('mooring/two:2')
    expect([...((await image.inspect()).RepoTags ?? [])].sort()).toEqual(['mooring/one:latest', 'mooring/two:2'])
    const untagged = await docker.image.remove('mooring/two:2')
    expect(untagged).toEqual([{ Untagged: 'mooring/two:2' }])
    const { ImagesDeleted } = await docker.image.prune({ dangling: false, label: 'pruned=yes' })
    expect(ImagesDeleted).toContainEqual({ Deleted: image.id })
    expect(await docker.image.exists('mooring/one')).toBe(false)
  })

  describe('builds', () => {
    buildTests(() => Promise.resolve(openAt(engine.host)))
  })
})
