import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import * as declared from '../../../src/image/operations.js'
import { tarOf } from '../image/tar.js'
import { busybox } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { lockedRegistry, lockedUser, openRegistry as registry } from '../registries.js'
import { all, missing, nobody, refusal, type Case, type CasesOf } from './cases.js'

const {
  imageList,
  imageInspect,
  imagePull,
  imageImport,
  imageDelete,
  imageTag,
  imagePush,
  imageHistory,
  imagePrune,
  imageGet,
  imageLoad,
} = declared

// Engines add the tag that they looked for, or do not.
const missingImage = () => ({
  ...missing('')(),
  details: { noun: 'image', ref: expect.stringContaining(nobody) as string },
})

/** Gives a case an image of its own, and takes it away again with all its names. */
async function withImage(docker: Docker, run: (name: string) => Promise<void>): Promise<void> {
  const name = `${unique('mooring-op')}:1`
  await docker.image.import(tarOf('random', randomBytes(1000)), { name, changes: [`LABEL op=${name}`] })
  try {
    await run(name)
  } finally {
    for (const image of await docker.image.list({ label: `op=${name}` })) await image.remove({ force: true })
  }
}

/** An archive that is none: engines say so at once, or in a reply that began well. */
const brokenArchive =
  (
    load: (
      engine: Parameters<Case>[0]['engine'],
      garbage: Uint8Array,
    ) => Promise<AsyncIterable<{ readonly error?: unknown }>>,
  ): Case =>
  async ({ engine }) => {
    try {
      const steps = await all(await load(engine, Buffer.alloc(2048, 'x')))
      expect(String(steps.at(-1)?.error)).toMatch(/archive|tar|invalid|unrecognized/i)
    } catch (error) {
      if (!MooringError.is(error)) throw error
      expect(error).toMatchObject({
        sent: 'yes',
        engineMessage: expect.stringMatching(/archive|tar|invalid|unrecognized/i) as string,
      })
    }
  }

export const imageCases: CasesOf<typeof declared> = {
  imageList: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const found = await engine.call(imageList, { query: { filters: { reference: name }, digests: true } })
        expect(found.map(({ RepoTags }) => RepoTags)).toEqual([[name]])
      }),
    error: refusal(
      imageList,
      () => ({ query: { filters: { before: nobody } } }),
      () => ({ ...missing('image')(), target: undefined, details: { noun: 'image', ref: `${nobody}:latest` } }),
    ),
    noConnection: {},
  },
  imageInspect: {
    success: async ({ engine }) => {
      const { Id, RepoTags, Os } = await engine.call(imageInspect, { name: busybox })
      expect(Id).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(RepoTags).toContain(busybox)
      expect(Os).toBe('linux')
    },
    error: refusal(imageInspect, () => ({ name: nobody }), missingImage),
    noConnection: { name: nobody },
  },
  imagePull: {
    success: async ({ engine, docker }) => {
      const name = `${registry}/lab/busybox:1`
      const had = await docker.image.exists(name)
      const steps = await all(
        await engine.call(imagePull, { query: { fromImage: `${registry}/lab/busybox`, tag: '1' } }),
      )
      expect(steps.map(({ status = '' }) => status).join('\n')).toMatch(/Pulling from lab\/busybox[^]*Digest: sha256:/)
      expect(await docker.image.exists(name)).toBe(true)
      if (!had) await docker.image.remove(name)
    },
    error: refusal(
      imagePull,
      () => ({ query: { fromImage: `${registry}/${nobody}`, tag: '1' } }),
      () => ({ code: 'NOT_FOUND', name: 'NotFoundError', target: `${registry}/${nobody}`, details: { noun: 'image' } }),
    ),
    noConnection: { query: { fromImage: nobody, tag: '1' } },
  },
  imageImport: {
    success: async ({ engine, docker }) => {
      const repo = unique('mooring-op')
      const query = { fromSrc: '-' as const, repo, tag: '2', message: 'by a case', changes: ['CMD ["/random"]'] }
      const steps = await all(await engine.call(imageImport, { query, body: tarOf('random', randomBytes(1000)) }))
      expect(steps.at(-1)?.status).toMatch(/^sha256:/)
      expect((await docker.image.inspect(`${repo}:2`)).Config?.Cmd).toEqual(['/random'])
      await docker.image.remove(`${repo}:2`)
    },
    error: brokenArchive((engine, garbage) =>
      engine.call(imageImport, { query: { fromSrc: '-', repo: nobody }, body: garbage }),
    ),
    noConnection: { query: { fromSrc: '-', repo: nobody }, body: Buffer.alloc(10) },
  },
  imageDelete: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const { id } = await docker.image.get(name)
        const deleted = await engine.call(imageDelete, { name })
        expect(deleted).toEqual(expect.arrayContaining([{ Untagged: name }, { Deleted: id }]))
        expect(await docker.image.exists(id)).toBe(false)
      }),
    error: refusal(imageDelete, () => ({ name: nobody }), missingImage),
    noConnection: { name: nobody, query: { force: true } },
  },
  imageTag: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const repo = unique('mooring-op')
        await engine.call(imageTag, { name, query: { repo, tag: '3' } })
        expect((await docker.image.get(`${repo}:3`)).id).toBe((await docker.image.get(name)).id)
      }),
    error: refusal(imageTag, () => ({ name: nobody, query: { repo: nobody, tag: '1' } }), missingImage),
    noConnection: { name: nobody, query: { repo: nobody, tag: '1' } },
  },
  imagePush: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const there = `${lockedRegistry}/${name}`
        await (await docker.image.get(name)).tag(there)
        const headers = { 'X-Registry-Auth': lockedUser }
        const steps = await all(
          await engine.call(imagePush, { name: there.replace(/:1$/, ''), query: { tag: '1' }, headers }),
        )
        const pushed = {
          Tag: '1',
          Digest: expect.stringMatching(/^sha256:/) as string,
          Size: expect.any(Number) as number,
        }
        expect(steps.at(-1)?.aux).toEqual(pushed)
      }),
    error: async ({ engine }) => {
      const headers = { 'X-Registry-Auth': {} }
      const steps = await all(await engine.call(imagePush, { name: nobody, query: { tag: '1' }, headers }))
      expect(steps.at(-1)?.error).toMatch(/does not exist/)
    },
    noConnection: { name: nobody, query: { tag: '1' } },
  },
  imageHistory: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const [latest] = await engine.call(imageHistory, { name })
        expect(latest?.Tags).toEqual([name])
        expect(latest?.Created).toBeGreaterThan(0)
      }),
    error: refusal(imageHistory, () => ({ name: nobody }), missingImage),
    noConnection: { name: nobody },
  },
  imagePrune: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const { id } = await docker.image.get(name)
        const filters = { label: `op=${name}`, dangling: false }
        const { ImagesDeleted, SpaceReclaimed } = await engine.call(imagePrune, { query: { filters } })
        expect(ImagesDeleted).toEqual(expect.arrayContaining([{ Deleted: id }]))
        expect(SpaceReclaimed).toBeGreaterThanOrEqual(1000)
      }),
    error: { none: 'what an engine refuses of the filters is refused before it is sent' },
    noConnection: {},
  },
  imageGet: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const archive = Buffer.concat(await all(await engine.call(imageGet, { name })))
        expect(archive.subarray(257, 262).toString()).toBe('ustar')
        expect(archive.includes('manifest.json')).toBe(true)
      }),
    error: refusal(imageGet, () => ({ name: nobody }), missingImage),
    noConnection: { name: nobody },
  },
  imageLoad: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const archive = Buffer.concat(await all(await docker.image.save(name)))
        await docker.image.remove(name)
        const steps = await all(await engine.call(imageLoad, { query: { quiet: true }, body: archive }))
        expect(steps.map(({ stream = '' }) => stream).join('')).toBe(`Loaded image: ${name}\n`)
        expect(await docker.image.exists(name)).toBe(true)
      }),
    error: brokenArchive((engine, garbage) => engine.call(imageLoad, { query: { quiet: true }, body: garbage })),
    noConnection: { query: { quiet: true }, body: Buffer.alloc(10) },
  },
}
