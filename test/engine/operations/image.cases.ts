import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import * as declared from '../../../src/image/operations.js'
import type { ImageBuildQuery } from '../../../src/image/wire/build.js'
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
  imageGetAll,
  imageLoad,
  imageSearch,
  imageAttestations,
  imageBuild,
  buildPrune,
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
    // without a name: an engine that keeps images in containerd gives it away before it finds the archive broken
    error: brokenArchive((engine, garbage) => engine.call(imageImport, { query: { fromSrc: '-' }, body: garbage })),
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
        // an engine that keeps images in containerd says it in words alone
        const { aux, status } = steps.at(-1) ?? {}
        if (status === undefined) expect(aux).toEqual(pushed)
        else expect(status).toMatch(/^1: digest: sha256:[0-9a-f]{64} size: \d+$/)
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
  imageGetAll: {
    success: async ({ engine, docker }) =>
      withImage(docker, async (name) => {
        const archive = Buffer.concat(await all(await engine.call(imageGetAll, { query: { names: [name, busybox] } })))
        const listed = archive.subarray(archive.indexOf('[{"Config"')).toString('utf8', 0, 2000)
        expect(listed).toContain(`"RepoTags":["${name}"]`)
        expect(listed).toContain(`"RepoTags":["${busybox}"]`)
      }),
    error: refusal(
      imageGetAll,
      () => ({ query: { names: [busybox, nobody] } }),
      () => ({ ...missingImage(), target: undefined }),
    ),
    noConnection: { query: { names: [nobody] } },
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
  imageSearch: {
    success: async ({ engine, docker }) => {
      await using hub = await searchable(docker)
      await hub.ready
      const found = await engine.call(imageSearch, { query: { term: `${hub.address}/app`, limit: 5 } })
      expect(found).toEqual([
        { name: 'team/app', description: 'an app', star_count: 3, is_official: false, is_automated: false },
      ])
    },
    error: refusal(
      imageSearch,
      () => ({ query: { term: '127.0.0.1:9/app' } }),
      () => ({
        code: 'REGISTRY_UNREACHABLE',
        name: 'UnavailableError',
        target: undefined,
        details: expect.objectContaining({}) as object,
      }),
    ),
    noConnection: { query: { term: nobody } },
  },
  imageAttestations: {
    success: async ({ engine }) => {
      const asked = engine.call(imageAttestations, { name: busybox })
      await expect(asked).rejects.toMatchObject({ code: 'API_TOO_OLD', sent: 'no', details: { needs: '1.55' } })
    },
    error: { none: 'no engine of the lab has it' },
    noConnection: { name: nobody },
  },
  imageBuild: {
    success: async ({ engine, docker }) => {
      const name = `${unique('mooring-op')}:1`
      const body = tarOf('Dockerfile', Buffer.from(`FROM ${busybox}\nRUN echo $SAY`))
      const query: ImageBuildQuery = {
        t: [name],
        buildargs: { SAY: 'hello' },
        labels: { op: name },
        nocache: true,
        version: '1',
      }
      const steps = await all(await engine.call(imageBuild, { query, body }))
      expect(steps.map(({ stream = '' }) => stream).join('')).toContain(`Successfully tagged ${name}`)
      const image = await docker.image.get(name)
      expect(steps).toContainEqual({ aux: { ID: image.id } })
      expect((await image.inspect()).Config?.Labels).toMatchObject({ op: name })
      await image.remove()
    },
    error: refusal(
      imageBuild,
      () => ({ body: tarOf('Dockerfile', Buffer.from('RUN true')) }),
      () => ({ code: 'DOCKERFILE_INVALID', name: 'BadRequestError', details: { line: undefined } }),
    ),
    noConnection: { query: { t: [nobody] }, body: Buffer.alloc(10) },
  },
  buildPrune: {
    success: async ({ engine }) => {
      const { CachesDeleted, SpaceReclaimed } = await engine.call(buildPrune, { query: { all: true } })
      expect(CachesDeleted ?? []).toEqual([])
      expect(SpaceReclaimed).toBe(0)
    },
    error: refusal(
      buildPrune,
      () => ({ query: { filters: { type: ['regular', 'internal'] } } }),
      () => ({ code: 'BAD_REQUEST', name: 'BadRequestError' }),
    ),
    noConnection: {},
  },
}

/** A server on the engine's host that answers a search as the index of a registry does. */
async function searchable(
  docker: Docker,
): Promise<AsyncDisposable & { readonly address: string; readonly ready: Promise<unknown> }> {
  const item = { name: 'team/app', description: 'an app', star_count: 3, is_official: false, is_automated: false }
  const answer = JSON.stringify({ query: 'app', num_results: 1, results: [item] })
  const script = `mkdir -p /w/v1; echo '${answer}' > /w/v1/search; echo true > /w/v1/_ping; httpd -p 5001 -h /w; echo up; exec sleep 600`
  const container = await docker.container.run(busybox, 'sh', '-c', script).net('host').start()
  return {
    address: '127.0.0.1:5001',
    ready: firstLine(container.logs({ follow: true }).lines()),
    [Symbol.asyncDispose]: () => container.remove({ force: true }),
  }
}

async function firstLine(lines: AsyncIterable<{ readonly line: string }>): Promise<string | undefined> {
  for await (const { line } of lines) return line
  return undefined
}
