import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { Images } from '../../../src/image/images.js'
import { fakeEngine, json, type Answer } from '../fake-engine.js'

const ping =
  (version: string): Answer =>
  (_, response) =>
    response.writeHead(200, { 'Api-Version': version }).end('OK')
const descriptor = { mediaType: 'application/vnd.in-toto+json', digest: `sha256:${'1b'.repeat(32)}`, size: 5 }

async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await call.catch((reason: unknown) => reason)
  return MooringError.is(error) ? error.code : undefined
}

/** The last thing that an engine was asked, in readable form. */
function last(requests: readonly string[]): string {
  return decodeURIComponent(requests.at(-1) ?? '')
}

describe('attestations', () => {
  test('are asked for by platform and kind, with or without what they state', async () => {
    const statement = { Descriptor: descriptor, PredicateType: 'https://spdx.dev/Document', Statement: { a: 1 } }
    await using fake = await fakeEngine({ '/_ping': ping('1.55'), '/images/app/attestations': json([statement]) })
    const image = new Images(fake.engine).ref('app')
    const type = ['https://spdx.dev/Document', 'https://slsa.dev/provenance/v1']
    expect(await image.attestations({ platform: 'linux/arm64', type, statement: true })).toEqual([statement])
    expect(last(fake.requests)).toBe(
      `GET /v1.55/images/app/attestations?type=${type[0] ?? ''}&type=${type[1] ?? ''}&statement=1&platform={"os":"linux","architecture":"arm64"}`,
    )
    await image.attestations()
    expect(last(fake.requests)).toBe('GET /v1.55/images/app/attestations')
  })

  test('are refused by an engine that is too old, before it is asked', async () => {
    await using fake = await fakeEngine({ '/_ping': ping('1.51') })
    expect(await codeOf(new Images(fake.engine).ref('app').attestations())).toBe('API_TOO_OLD')
    expect(fake.requests).toEqual(['GET /_ping'])
  })
})

describe('a prune of the build cache', () => {
  const deleted = json({ CachesDeleted: ['a'], SpaceReclaimed: 5 })

  test('says how much is kept in the word that the engine knows', async () => {
    for (const [version, word] of [
      ['1.47', 'keep-storage'],
      ['1.48', 'reserved-space'],
    ] as const) {
      await using fake = await fakeEngine({ '/_ping': ping(version), '/build/prune': deleted })
      const pruned = await new Images(fake.engine).pruneBuildCache({ all: true, reservedSpace: '1k', until: '24h' })
      expect(pruned).toEqual({ CachesDeleted: ['a'], SpaceReclaimed: 5 })
      expect(last(fake.requests)).toBe(`POST /v${version}/build/prune?all=1&filters={"until":["24h"]}&${word}=1024`)
    }
  })

  test('refuses what it cannot say', async () => {
    await using fake = await fakeEngine({ '/_ping': ping('1.47'), '/build/prune': deleted })
    const images = new Images(fake.engine)
    expect(await codeOf(images.pruneBuildCache({ maxUsedSpace: '1g' }))).toBe('API_TOO_OLD')
    expect(await codeOf(images.pruneBuildCache({ minFreeSpace: 0 }))).toBe('INVALID_ARGUMENT')
    expect(await codeOf(images.pruneBuildCache({ keepStorage: 1 } as never))).toBe('UNKNOWN_OPTION')
    expect(fake.requests.filter((request) => request.startsWith('POST'))).toEqual([])
  })
})

describe('what is said of images', () => {
  test('is refused before the engine is asked', async () => {
    await using fake = await fakeEngine({})
    const images = new Images(fake.engine)
    const image = images.ref('app')
    expect(await codeOf(image.inspect({ platform: 'linux' }))).toBe('INVALID_ARGUMENT')
    expect(await codeOf(image.inspect({ platform: 'linux/arm64', manifests: true }))).toBe('CONFLICTING_OPTIONS')
    expect(await codeOf(image.history({ platfrom: 'linux/arm64' } as never))).toBe('UNKNOWN_OPTION')
    expect(await codeOf(images.save([]))).toBe('INVALID_ARGUMENT')
    expect(await codeOf(images.save(['app', '']))).toBe('INVALID_REF')
    expect(await codeOf(images.load(new Uint8Array(1), { platform: 'arm64' }))).toBe('INVALID_ARGUMENT')
    expect(await codeOf(images.search(''))).toBe('INVALID_ARGUMENT')
    expect(await codeOf(images.search('nginx', { star: 5 } as never))).toBe('UNKNOWN_OPTION')
    expect(fake.requests.filter((request) => request !== 'GET /_ping')).toEqual([])
  })

  test('a search says how many, which, and who asks', async () => {
    const found = { name: 'nginx', description: '', is_official: true, is_automated: false, star_count: 9 }
    let auth: unknown
    await using fake = await fakeEngine({
      '/images/search': (request, response) => {
        auth = request.headers['x-registry-auth']
        json([found])(request, response)
      },
    })
    const asked = { limit: 3, stars: 5, 'is-official': true, auth: { username: 'me', password: 'secret' } } as const
    expect(await new Images(fake.engine).search('nginx', asked)).toEqual([found])
    expect(last(fake.requests)).toContain(
      'images/search?term=nginx&limit=3&filters={"is-official":["true"],"stars":["5"]}',
    )
    expect(Buffer.from(String(auth), 'base64').toString()).toContain('secret')
  })
})
