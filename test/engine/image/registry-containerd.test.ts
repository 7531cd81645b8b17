import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { StepBytes } from '../../../src/image/progress.js'
import type { Step } from '../../../src/stream/decoders/steps.js'
import { lab, type ThrowAwayEngine } from '../../lab/lab.js'
import { openAt } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { lockedRegistry, lockedUser as auth } from '../registries.js'
import { imageArchive } from './tar.js'

// The same verbs as in registry.test.ts, where the containerd image store says other things.

let engine: ThrowAwayEngine
let docker: Docker
// This store tells every tenth of a second how far it is, and of a layer that is faster only that it was pushed.
const large = 48_000_000
const name = `${lockedRegistry}/${unique('mooring/store')}:1`

beforeAll(async () => {
  const args = ['--feature', 'containerd-snapshotter=true']
  engine = await lab.start('ctd-push', { root: 'forky', args, images: false })
  docker = openAt(engine.host, { credentials: false })
  await docker.image.load(imageArchive(name, [randomBytes(large), randomBytes(300_000)]))
})
afterAll(async () => {
  await docker.close()
  await engine.remove()
})

test('a push and a pull through the containerd image store tell what they did, and how far they were', async () => {
  const { DriverStatus } = await docker.info()
  expect(DriverStatus).toContainEqual(['driver-type', 'io.containerd.snapshotter.v1'])
  const told: StepBytes[] = []
  const totals = new Map<string, number>()
  const onStep = ({ id = '', progressDetail }: Step, bytes: StepBytes): void => {
    told.push(bytes)
    totals.set(id, Math.max(totals.get(id) ?? 0, progressDetail?.total ?? 0))
  }
  const pushed = await docker.image.push(name, { auth, onStep })
  for (const [index, { done, total }] of told.entries()) {
    expect(done).toBeGreaterThanOrEqual(told[index - 1]?.done ?? 0)
    expect(done).toBeLessThanOrEqual(total)
  }
  expect(told.at(-1)?.done).toBe(told.at(-1)?.total)
  expect(told.at(-1)?.done).toBe([...totals.values()].reduce((sum, total) => sum + total))
  expect(told.at(-1)?.done).toBeGreaterThan(large)

  const { Descriptor } = await docker.distribution.inspect(name, { auth })
  expect(pushed).toEqual({ name, tag: '1', digest: Descriptor.digest, size: Descriptor.size })
  await docker.image.ref(name).tag(name.replace(/1$/, '2'))
  const all = await docker.image.pushAllTags(name.replace(/:1$/, ''), { auth })
  expect(all.map(({ tag }) => tag).sort()).toEqual(['1', '2'])

  const { id } = await docker.image.get(name)
  for (const tag of ['1', '2']) await docker.image.remove(name.replace(/1$/, tag))
  expect((await docker.image.pull(name, { auth })).id).toBe(id)
})

test('a registry that refuses is told as what it means', async () => {
  for (const refused of [{ ...auth, password: 'canary' }, {}]) {
    const error = { code: 'UNAUTHORIZED', details: { registry: lockedRegistry, asker: 'auth' } }
    await expect(docker.image.push(name, { auth: refused })).rejects.toMatchObject(error)
    await expect(docker.image.pull(name, { auth: refused })).rejects.toMatchObject(error)
    await expect(docker.distribution.inspect(name, { auth: refused })).rejects.toMatchObject(error)
  }
  const missing = name.replace(/1$/, 'nope')
  const found = { code: 'NOT_FOUND', details: { noun: 'image', ref: missing } }
  await expect(docker.image.pull(missing, { auth })).rejects.toMatchObject(found)
  await expect(docker.image.push(missing, { auth })).rejects.toMatchObject(found)
  const platform = process.arch === 'arm64' ? 'linux/amd64' : 'linux/arm64'
  await expect(docker.image.push(name, { auth, platform })).rejects.toMatchObject({ code: 'PLATFORM_UNAVAILABLE' })
})
