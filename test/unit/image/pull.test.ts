import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Images } from '../../../src/image/images.js'
import { fakeEngine, json, type Answer } from '../fake-engine.js'

const id = `sha256:${'1b'.repeat(32)}`
const inspected = json({ Id: id, RepoTags: ['app:latest', 'app:1'] })

/** A progress stream of these lines. */
function lines(...documents: readonly object[]): Answer {
  return (request, response) => {
    request.resume()
    response.writeHead(200, { 'Content-Type': 'application/json' })
    for (const document of documents) response.write(`${JSON.stringify(document)}\r\n`)
    response.end()
  }
}

describe('a pull', () => {
  test('asks for latest when no tag is written, for an engine would take every tag', async () => {
    await using fake = await fakeEngine({
      '/images/create': lines({ status: 'Status: Downloaded' }),
      '/images/app%3Alatest/json': inspected,
    })
    const image = await new Images(fake.engine).pull('app')
    expect(fake.requests).toContain('POST /v1.51/images/create?fromImage=app&tag=latest')
    expect({ ...image.toJSON() }).toEqual({ noun: 'image', id, name: 'app' })
  })

  test('asks by digest when there is one, and looks at what the digest names', async () => {
    const digest = `sha256:${'0a'.repeat(32)}`
    await using fake = await fakeEngine({
      '/images/create': lines(),
      [`/images/app%40${encodeURIComponent(digest)}/json`]: inspected,
    })
    await new Images(fake.engine).pull(`app:1@${digest}`)
    expect(fake.requests).toContain(`POST /v1.51/images/create?fromImage=app&tag=${encodeURIComponent(digest)}`)
  })

  test('tells of its steps in order', async () => {
    const steps = [
      { status: 'Pulling from app', id: '1' },
      { status: 'Downloading', progressDetail: { current: 1, total: 2 }, id: 'ab' },
      { status: 'Done' },
    ]
    await using fake = await fakeEngine({ '/images/create': lines(...steps), '/images/app%3A1/json': inspected })
    const told: unknown[] = []
    await new Images(fake.engine).pull('app:1', { onStep: (step) => told.push(step) })
    expect(told).toEqual(steps)
  })

  test('ends with what onStep throws', async () => {
    await using fake = await fakeEngine({ '/images/create': lines({ status: 'one' }) })
    const reason = new Error('enough')
    const pull = new Images(fake.engine).pull('app', {
      onStep: () => {
        throw reason
      },
    })
    await expect(pull).rejects.toBe(reason)
  })

  test('rejects when the engine fails in mid-stream, under a status of 200', async () => {
    const failure = {
      errorDetail: { message: 'the layer does not verify' },
      error: 'the layer does not verify',
    }
    await using fake = await fakeEngine({ '/images/create': lines({ status: 'Pulling' }, failure) })
    await expect(new Images(fake.engine).pull('app')).rejects.toMatchObject({
      code: 'STREAM_FAILED',
      operation: 'ImageCreate',
      target: 'app',
      details: { engineMessage: 'the layer does not verify' },
    })
  })

  test('gives a failure in mid-stream the code that the same words have in a refusal', async () => {
    const missing = 'manifest for app:9 not found: manifest unknown: manifest unknown'
    await using fake = await fakeEngine({
      '/images/create': lines({ errorDetail: { message: missing }, error: missing }),
    })
    await expect(new Images(fake.engine).pull('app:9')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'image', ref: 'app:9' },
    })
  })

  test.each(['', 'Team/App', 'app:', 'https://r.example/app', `sha256:${'0a'.repeat(32)}`, 'x?force=1'])(
    'of %j is refused before a byte is sent',
    async (bad) => {
      await using fake = await fakeEngine({})
      await expect(new Images(fake.engine).pull(bad)).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
      expect(fake.requests.filter((request) => !request.includes('_ping'))).toEqual([])
    },
  )

  test.each(['', 'linux/', 'linux/amd64/v8/x', 'linux amd64'])(
    'for platform %j is refused before a byte is sent',
    async (platform) => {
      await using fake = await fakeEngine({})
      await expect(new Images(fake.engine).pull('app', { platform })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      })
      expect(fake.requests.filter((request) => !request.includes('_ping'))).toEqual([])
    },
  )
})

describe('registry credentials', () => {
  const secret = 'c4nary?>~pässword'

  test('travel in a header, padded as engines read it, and nowhere else', async () => {
    let header: unknown
    const create: Answer = (request, response) => {
      header = request.headers['x-registry-auth']
      response
        .writeHead(500, { 'Content-Type': 'application/json' })
        .end('{"message":"unauthorized: authentication required"}')
    }
    await using fake = await fakeEngine({ '/images/create': create })
    const auth = { username: 'me', password: secret }
    const error: unknown = await new Images(fake.engine).pull('app', { auth }).catch((caught: unknown) => caught)

    expect(error).toMatchObject({ code: 'UNAUTHORIZED' })
    expect(header).toMatch(/^[\w-]+={0,2}$/)
    expect(String(header).length % 4).toBe(0)
    expect(JSON.parse(Buffer.from(String(header), 'base64url').toString())).toEqual(auth)
    for (const shown of [
      inspect(error, { depth: null, showHidden: true }),
      JSON.stringify(error),
      fake.requests.join(),
    ]) {
      expect(shown).not.toContain(secret)
      expect(shown).not.toContain(String(header))
    }
  })

  test.each([
    { username: 'me' },
    { password: secret },
    { username: 'me', password: 7 },
    { username: 'me', password: secret, passwrd: secret },
    { identitytoken: 7 },
    { identitytoken: secret, token: secret },
    { username: undefined, password: undefined },
    [secret],
    secret,
  ])('that are none are refused without being repeated', async (auth) => {
    await using fake = await fakeEngine({})
    // deliberately wrong: what a JavaScript caller could write
    const error: unknown = await new Images(fake.engine)
      .pull('app', { auth: auth as never })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(secret)
    expect(fake.requests.filter((request) => request.includes('images'))).toEqual([])
  })
})

describe('an import', () => {
  test('sends its instructions in one parameter, a line each', async () => {
    await using fake = await fakeEngine({ '/images/create': lines({ status: id }) })
    const image = await new Images(fake.engine).import(new Uint8Array(1024), {
      name: 'app',
      tag: '2',
      changes: ['CMD ["/bin/sh"]', 'ENV A=b'],
    })
    expect(fake.requests.at(-1)).toBe(
      `POST /v1.51/images/create?fromSrc=-&repo=app&tag=2&changes=${encodeURIComponent('CMD ["/bin/sh"]\nENV A=b')}`,
    )
    expect(image.id).toBe(id)
    expect(image.name).toBe('app:2')
  })

  test.each([
    [{ name: 'app', changes: ['CMD x\nUSER root'] }, 'INVALID_ARGUMENT'],
    [{ name: 'app', changes: ['CMD'] }, 'INVALID_ARGUMENT'],
    [{ name: 'App' }, 'INVALID_REF'],
    [{ name: `app@sha256:${'0a'.repeat(32)}` }, 'INVALID_REF'],
    [{ name: 'app:1', tag: '2' }, 'CONFLICTING_OPTIONS'],
    [{ name: 'app', tag: 'a b' }, 'INVALID_REF'],
  ])('with %j is refused before a byte is sent', async (options, code) => {
    await using fake = await fakeEngine({})
    await expect(new Images(fake.engine).import(new Uint8Array(0), options)).rejects.toMatchObject({ code, sent: 'no' })
    expect(fake.requests.filter((request) => request.includes('images'))).toEqual([])
  })
})
