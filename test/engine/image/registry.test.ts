import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { RegistryAuth } from '../../../src/engine/credentials.js'
import type { StepBytes } from '../../../src/image/progress.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { lockedRegistry, lockedUser, openRegistry } from '../registries.js'
import { imageArchive } from './tar.js'

/** Docker's configuration, for this file's clients: it knows the user of the locked registry. */
const folder = mkdtempSync(join(tmpdir(), 'mooring-config-'))
const encoded = Buffer.from(`${lockedUser.username}:${lockedUser.password}`).toString('base64')
writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [lockedRegistry]: { auth: encoded } } }))
process.env['DOCKER_CONFIG'] = folder
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const wrong = { ...lockedUser, password: 'canary' }

onEachEngine('registries and engine %s', (engineName) => {
  let docker: Docker
  /** An image of three layers, which is in the locked registry. */
  let name: string
  let id: string
  const layers = [1_500_000, 400_000, 2_000].map((bytes) => randomBytes(bytes))
  const toldOf = new Map<string, readonly StepBytes[]>()

  /** Keeps what a work tells. */
  const listen = (work: string): { readonly onStep: (step: unknown, bytes: StepBytes) => void } => {
    const told: StepBytes[] = []
    toldOf.set(work, told)
    return { onStep: (_, bytes) => void told.push(bytes) }
  }

  beforeAll(async () => {
    docker = await openDocker(engineName)
    name = `${lockedRegistry}/${unique('mooring/layers')}:1`
    const [image] = await docker.image.load(imageArchive(name, layers), listen('load'))
    id = image?.id ?? ''
    const pushed = await docker.image.push(name, listen('push'))
    expect(pushed).toEqual({
      name,
      tag: '1',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      size: expect.any(Number) as number,
    })
    const { Descriptor, Platforms } = await docker.distribution.inspect(name)
    expect({ digest: Descriptor.digest, size: Descriptor.size }).toEqual({ digest: pushed.digest, size: pushed.size })
    expect(Platforms).toHaveLength(1)
    await docker.image.remove(name)
    expect((await docker.image.pull(name, listen('pull'))).id).toBe(id)
  })
  afterAll(async () => {
    for (const image of await docker.image.list({ reference: `${name.replace(/:1$/, '')}:*` }))
      await image.remove({ force: true })
    await docker.close()
  })

  test.each(['load', 'push', 'pull'])('the bytes of a %s never fall, and are all there in the end', (work) => {
    const told = toldOf.get(work) ?? []
    for (const [index, { done, total }] of told.entries()) {
      expect(done).toBeGreaterThanOrEqual(told[index - 1]?.done ?? 0)
      expect(total).toBeGreaterThanOrEqual(told[index - 1]?.total ?? 0)
      expect(done).toBeLessThanOrEqual(total)
    }
    const last = told.at(-1)
    expect(last?.done).toBe(last?.total)
    // random bytes, which no compression makes fewer
    expect(last?.total).toBeGreaterThan(1_900_000)
    expect(last?.total).toBeLessThan(2_500_000)
    expect(new Set(told.map(({ done }) => done)).size).toBeGreaterThan(3)
  })

  test('what the registry has already counts no bytes, and is told all the same', async () => {
    const told = listen('again')
    const { digest } = await docker.image.push(name, { auth: lockedUser, ...told })
    expect((await docker.distribution.inspect(name)).Descriptor.digest).toBe(digest)
    expect(toldOf.get('again')?.at(-1)).toEqual({ done: 0, total: 0 })
  })

  describe.each<[who: string, auth: RegistryAuth, asker: string]>([
    ['a wrong password', wrong, 'auth'],
    ['nobody', {}, 'auth'],
  ])('asked by %s, the registry', (_, auth, asker) => {
    test.each<[what: string, ask: () => Promise<unknown>, operation: string]>([
      ['takes no push', () => docker.image.push(name, { auth }), 'ImagePush'],
      ['gives nothing', () => docker.image.pull(name, { auth }), 'ImageCreate'],
      ['tells nothing', () => docker.distribution.inspect(name, { auth }), 'DistributionInspect'],
    ])('%s', async (_, ask, operation) => {
      const error: unknown = await ask().catch((caught: unknown) => caught)
      expect(error).toMatchObject({
        name: 'UnauthorizedError',
        code: 'UNAUTHORIZED',
        operation,
        details: { registry: lockedRegistry, asker, problem: undefined },
        hint: expect.stringContaining('of the auth that was given') as string,
      })
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary')
    })
  })

  test('a client that leaves the configuration alone asks as nobody, and the error says how to log in', async () => {
    await using alone = await openDocker(engineName, { credentials: false })
    await expect(alone.image.pull(name)).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
      details: { asker: 'nobody' },
      hint: `say who asks: { auth: { username, password } }, or log in to ${lockedRegistry} with docker login ${lockedRegistry}`,
    })
    expect((await alone.image.pull(name, { auth: lockedUser })).id).toBe(id)
  })

  test('a run pulls its missing image in the name that the configuration has', async () => {
    await docker.image.remove(name)
    await using container = await docker.container.run(name).create()
    expect((await container.inspect()).Image).toBe(id)
  })

  test('what nobody has is NOT_FOUND, at the registry and here', async () => {
    const missing = name.replace(/:1$/, ':nope')
    const found = { code: 'NOT_FOUND', name: 'NotFoundError', details: { noun: 'image', ref: missing } }
    await expect(docker.image.pull(missing)).rejects.toMatchObject(found)
    await expect(docker.distribution.inspect(missing)).rejects.toMatchObject(found)
    await expect(docker.image.push(missing)).rejects.toMatchObject(found)
    const nowhere = `${openRegistry}/${unique('mooring/nowhere')}`
    await expect(docker.image.push(nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND', details: { noun: 'image' } })
    await expect(docker.image.pushAllTags(nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('all tags of a repository are pushed at once, and each is told', async () => {
    const repository = name.replace(/:1$/, '')
    await docker.image.ref(name).tag(`${repository}:2`)
    const pushed = await docker.image.pushAllTags(repository)
    expect(pushed.map(({ tag }) => tag).sort()).toEqual(['1', '2'])
    expect(new Set(pushed.map(({ digest }) => digest)).size).toBe(1)
    expect((await docker.distribution.inspect(`${repository}:2`)).Descriptor.digest).toBe(pushed[0]?.digest)
  })

  test('one platform of an image is pushed from API 1.46 on, if it is that', async () => {
    const platform = process.arch === 'arm64' ? 'linux/amd64' : 'linux/arm64'
    const code = engineName === 'newest' ? 'PLATFORM_UNAVAILABLE' : 'API_TOO_OLD'
    await expect(docker.image.push(name, { platform })).rejects.toMatchObject({ code })
    if (code === 'PLATFORM_UNAVAILABLE')
      expect(
        (await docker.image.push(name, { platform: `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}` })).tag,
      ).toBe('1')
  })

  test('a login is checked, and changes nothing', async () => {
    const login = { ...lockedUser, serveraddress: lockedRegistry }
    expect(await docker.system.auth(login)).toMatchObject({ Status: 'Login Succeeded' })
    await expect(docker.system.auth({ ...login, password: 'canary' })).rejects.toMatchObject({
      name: 'UnauthorizedError',
      code: 'UNAUTHORIZED',
      hint: 'the registry does not know this name and password',
    })
  })

  test('a registry that is not there is REGISTRY_UNREACHABLE', async () => {
    const gone = '192.168.0.1:5999'
    const there = `${gone}/${unique('mooring/gone')}:1`
    await docker.image.ref(busybox).tag(there)
    const unreachable = { code: 'REGISTRY_UNREACHABLE' }
    await expect(docker.image.push(there)).rejects.toMatchObject({ ...unreachable, details: { image: there } })
    await docker.image.remove(there)
    await expect(docker.distribution.inspect(there)).rejects.toMatchObject(unreachable)
    await expect(docker.system.auth({ ...lockedUser, serveraddress: gone })).rejects.toMatchObject(unreachable)
    // Docker Hub is not to be reached from the lab
    await expect(docker.image.push(busybox)).rejects.toMatchObject({ ...unreachable, operation: 'ImagePush' })
  })
})
