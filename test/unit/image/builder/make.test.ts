import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nobody } from '../../../../src/engine/credentials.js'
import { MooringError } from '../../../../src/errors/base.js'
import { Images } from '../../../../src/image/images.js'
import { fakeEngine, json, type Answer } from '../../fake-engine.js'

const id = `sha256:${'1b'.repeat(32)}`
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-make-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** An engine that reads the context, and answers with these lines. */
function builds(...documents: readonly object[]): Answer {
  return (request, response) => {
    request.resume()
    request.on('end', () => response.end(documents.map((document) => `${JSON.stringify(document)}\r\n`).join('')))
  }
}

async function failure(build: Promise<unknown>): Promise<MooringError> {
  const error: unknown = await build.catch((reason: unknown) => reason)
  if (MooringError.is(error)) return error
  throw new Error('nothing was refused')
}

describe('a build', () => {
  test('sends credentials in a header only, and tells them to nobody', async () => {
    let header: unknown
    await using fake = await fakeEngine({
      '/build': (request, response) => {
        header = request.headers['x-registry-config']
        builds({ aux: { ID: id } })(request, response)
      },
    })
    const auth = { 'registry.example:5000': { username: 'me', password: 'secret~?>' } }
    await new Images(fake.engine).build(new Uint8Array(10)).create({ auth })
    expect(JSON.parse(Buffer.from(String(header), 'base64url').toString())).toEqual(auth)
    expect(fake.requests.join()).not.toContain('secret')
    const wrong = { 'registry.example': { user: 'me', password: 'secret' } } as never
    const error = await failure(new Images(fake.engine).build(new Uint8Array(10)).create({ auth: wrong }))
    expect(error.code).toBe('INVALID_ARGUMENT')
    expect(JSON.stringify(error)).not.toContain('secret')
  })

  test('asks registries in the names that the configuration has, and tells the bytes of base images', async () => {
    let header: unknown
    const layer = { id: 'ab', status: 'Downloading', progressDetail: { current: 3, total: 9 } }
    const documents = [
      { stream: 'Step 1/1 : FROM a' },
      layer,
      { id: 'ab', status: 'Pull complete' },
      { aux: { ID: id } },
    ]
    const kept = { 'registry.example:5000': { username: 'me', password: 'kept' } }
    const credentials = { ...nobody, all: () => Promise.resolve(kept) }
    const answer: Answer = (request, response) => {
      header = request.headers['x-registry-config']
      builds(...documents)(request, response)
    }
    await using fake = await fakeEngine({ '/build': answer }, { credentials })
    const told: unknown[] = []
    const build = new Images(fake.engine).build(new Uint8Array(10))
    await build.create({ onStep: (_, { step, done, total }) => told.push([step, done, total]) })
    expect(JSON.parse(Buffer.from(String(header), 'base64url').toString())).toEqual(kept)
    expect(told).toEqual([
      [1, 0, 0],
      [1, 3, 9],
      [1, 9, 9],
      [1, 9, 9],
    ])
    await using alone = await fakeEngine({ '/build': answer })
    await new Images(alone.engine).build(new Uint8Array(10)).create()
    expect(header).toBeUndefined()
  })

  test('that tells no image has failed', async () => {
    await using fake = await fakeEngine({ '/build': builds({ stream: 'done' }) })
    const error = await failure(new Images(fake.engine).build(new Uint8Array(10)).create())
    expect(error.code).toBe('STREAM_FAILED')
  })

  test('whose disk is full says so, unless a program does', async () => {
    const full = 'write /var/lib/docker/x: no space left on device'
    await using fake = await fakeEngine({ '/build': builds({ errorDetail: { message: full }, error: full }) })
    expect((await failure(new Images(fake.engine).build(new Uint8Array(10)).create())).code).toBe('DISK_FULL')
    const said = `The command '/bin/sh -c echo no space left on device' returned a non-zero code: 1`
    await using other = await fakeEngine({ '/build': builds({ errorDetail: { code: 1, message: said }, error: said }) })
    expect((await failure(new Images(other.engine).build(new Uint8Array(10)).create())).code).toBe('BUILD_FAILED')
  })

  test('whose registry wants to know who asks is UNAUTHORIZED', async () => {
    const text = 'Head "http://r:5000/v2/a/manifests/1": no basic auth credentials'
    await using fake = await fakeEngine({ '/build': builds({ errorDetail: { message: text }, error: text }) })
    expect((await failure(new Images(fake.engine).build(new Uint8Array(10)).create())).code).toBe('UNAUTHORIZED')
  })

  test('for a platform looks at what was made, for old engines take what they have', async () => {
    await using fake = await fakeEngine({
      '/build': builds({ aux: { ID: id } }),
      [`/images/${encodeURIComponent(id)}/json`]: json({ Id: id, Os: 'linux', Architecture: 'amd64' }),
    })
    const build = new Images(fake.engine).build(new Uint8Array(10)).tag('app')
    expect((await build.platform('linux/amd64').create()).name).toBe('app:latest')
    expect(await failure(build.platform('linux/arm64').create())).toMatchObject({
      code: 'PLATFORM_UNAVAILABLE',
      details: { platform: 'linux/arm64', found: 'linux/amd64' },
    })
  })

  test('takes a stream once, and lets go of it when the build is refused', async () => {
    await using fake = await fakeEngine({ '/build': builds({ aux: { ID: id } }) })
    const stream = Readable.from([Buffer.alloc(512)])
    const build = new Images(fake.engine).build(stream)
    expect((await build.create()).id).toBe(id)
    expect((await failure(build.create())).code).toBe('INVALID_ARGUMENT')
    const other = Readable.from([Buffer.alloc(512)])
    const refused = new Images(fake.engine).build(other).create({ onstep: () => undefined } as never)
    expect((await failure(refused)).code).toBe('UNKNOWN_OPTION')
    expect(other.destroyed).toBe(true)
  })

  test('ends with what its onStep throws', async () => {
    await using fake = await fakeEngine({ '/build': builds({ stream: 'Step 1/1 : FROM a' }, { aux: { ID: id } }) })
    const enough = new Error('enough')
    const build = new Images(fake.engine).build(new Uint8Array(10)).create({
      onStep: () => {
        throw enough
      },
    })
    await expect(build).rejects.toBe(enough)
  })

  test('without its Dockerfile is refused before anything is sent', async () => {
    await using fake = await fakeEngine({})
    const images = new Images(fake.engine)
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const codes = [
      await failure(images.build(join(folder, 'nowhere')).create()),
      await failure(images.build(empty).create()),
      await failure(images.build(empty).file(join(empty, 'Other')).create()),
      await failure(images.build({ 'a.txt': '' }).create()),
      await failure(images.build({ Dockerfile: '' }).file('docker/Dockerfile').create()),
    ].map(({ code, sent }) => `${code} ${sent}`)
    expect(codes).toEqual(['FILE_UNREADABLE no', ...Array.from({ length: 4 }, () => 'DOCKERFILE_MISSING no')])
    expect(fake.requests).toEqual([])
  })

  test('with a file that is counted from the context says from where it is counted', async () => {
    await using fake = await fakeEngine({})
    const path = join(folder, 'inside')
    mkdirSync(path)
    writeFileSync(join(path, 'Dockerfile.inside'), 'FROM a')
    const error = await failure(new Images(fake.engine).build(path).file('Dockerfile.inside').create())
    expect(error.code).toBe('DOCKERFILE_MISSING')
    expect(error.hint).toContain(join(path, 'Dockerfile.inside'))
  })

  test.each([['!'], ['[z-a']])('with the pattern %j in its .dockerignore is refused', async (pattern) => {
    await using fake = await fakeEngine({})
    const path = mkdtempSync(join(folder, 'pattern-'))
    writeFileSync(join(path, 'Dockerfile'), 'FROM a')
    writeFileSync(join(path, '.dockerignore'), pattern)
    expect(await failure(new Images(fake.engine).build(path).create())).toMatchObject({
      code: 'INVALID_ARGUMENT',
      sent: 'no',
    })
  })

  test('of a file that gets shorter meanwhile fails with that', async () => {
    const path = join(folder, 'shorter')
    mkdirSync(path)
    writeFileSync(join(path, 'Dockerfile'), 'FROM a')
    writeFileSync(join(path, 'a'), Buffer.alloc(40 * 1024 * 1024))
    writeFileSync(join(path, 'b'), 'x'.repeat(1000))
    await using fake = await fakeEngine({
      '/build': (request) => {
        request.once('data', () => {
          writeFileSync(join(path, 'a'), '')
          request.resume()
        })
      },
    })
    expect((await failure(new Images(fake.engine).build(path).create())).code).toBe('FILE_CHANGED')
  })
})
