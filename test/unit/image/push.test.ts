import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Distribution } from '../../../src/distribution/distribution.js'
import { nobody, type FindCredentials, type RegistryAuth } from '../../../src/engine/credentials.js'
import { Images } from '../../../src/image/images.js'
import { System } from '../../../src/system/system.js'
import { fakeEngine, json, type Answer } from '../fake-engine.js'

const repository = 'reg.example:5000/team/app'
const path = `/images/${repository.replace(':', '%3A')}/push`
const digest = `sha256:${'0a'.repeat(32)}`
const aux = { Tag: '1', Digest: digest, Size: 527 }

/** A progress stream of these lines, and the header that it was asked with. */
function lines(...documents: readonly object[]): { readonly answer: Answer; readonly asked: () => unknown } {
  let header: unknown
  return {
    asked: () => JSON.parse(Buffer.from(String(header), 'base64').toString()) as unknown,
    answer: (request, response) => {
      header = request.headers['x-registry-auth']
      request.resume()
      response.writeHead(200, { 'Content-Type': 'application/json' })
      for (const document of documents) response.write(`${JSON.stringify(document)}\r\n`)
      response.end()
    },
  }
}
const failing = (message: string): Answer => lines({ errorDetail: { message }, error: message }).answer

describe('a push', () => {
  test('goes by the name without its tag, as nobody if nobody is given, and tells what the registry has got', async () => {
    const { answer, asked } = lines({ status: 'Pushed', id: 'ab' }, { progressDetail: {}, aux })
    await using fake = await fakeEngine({ [path]: answer })
    const pushed = await new Images(fake.engine).push(`${repository}:1`)
    expect(fake.requests.at(-1)).toBe(`POST /v1.51${path}?tag=1`)
    expect(asked()).toEqual({})
    expect(pushed).toEqual({ name: `${repository}:1`, tag: '1', digest, size: 527 })
  })

  test.each<RegistryAuth>([
    { username: 'me', password: 'secret' },
    { username: 'me', password: '', serveraddress: 'reg.example:5000' },
    { identitytoken: 't', username: 'me' },
    { registrytoken: 't' },
  ])('carries %j in its header', async (auth) => {
    const { answer, asked } = lines({ aux })
    await using fake = await fakeEngine({ [path]: answer })
    await new Images(fake.engine).push(`${repository}:1`, { auth })
    expect(asked()).toEqual(auth)
  })

  test('of one platform says so in JSON', async () => {
    await using fake = await fakeEngine({ [path]: lines({ aux }).answer })
    await new Images(fake.engine).push(`${repository}:1`, { platform: 'linux/arm/v7' })
    const platform = encodeURIComponent('{"os":"linux","architecture":"arm","variant":"v7"}')
    expect(fake.requests.at(-1)).toBe(`POST /v1.51${path}?tag=1&platform=${platform}`)
  })

  test('without a tag is that of latest, and of all tags that of none', async () => {
    const { answer } = lines({ aux }, { aux: { ...aux, Tag: '2' } }, { aux: { manifestPushedInsteadOfIndex: true } })
    await using fake = await fakeEngine({ [path]: answer })
    await new Images(fake.engine).push(repository)
    expect(fake.requests.at(-1)).toBe(`POST /v1.51${path}?tag=latest`)
    const pushed = await new Images(fake.engine).pushAllTags(repository)
    expect(fake.requests.at(-1)).toBe(`POST /v1.51${path}`)
    expect(pushed.map(({ name }) => name)).toEqual([`${repository}:1`, `${repository}:2`])
  })

  test('ends with what onStep throws', async () => {
    await using fake = await fakeEngine({ [path]: lines({ status: 'Preparing' }, { aux }).answer })
    const reason = new Error('enough')
    const onStep = (): void => {
      throw reason
    }
    await expect(new Images(fake.engine).push(repository, { onStep })).rejects.toBe(reason)
  })

  test('is told in words by the containerd image store', async () => {
    const said = [{ status: 'The push refers to repository [app]' }, { status: `1: digest: ${digest} size: 736` }]
    await using fake = await fakeEngine({ [path]: lines(...said).answer })
    expect(await new Images(fake.engine).pushAllTags(repository)).toEqual([
      { name: `${repository}:1`, tag: '1', digest, size: 736 },
    ])
  })

  test('that ends without a digest is no push', async () => {
    await using fake = await fakeEngine({ [path]: lines({ status: 'Preparing' }, { aux: { Tag: '1' } }).answer })
    await expect(new Images(fake.engine).push(repository)).rejects.toMatchObject({
      code: 'REPLY_MISMATCH',
      operation: 'ImagePush',
      target: repository,
    })
  })

  test.each([
    ['denied: requested access to the resource is denied', 'UNAUTHORIZED'],
    ['unauthorized: authentication required', 'UNAUTHORIZED'],
    ['tag does not exist: reg.example:5000/team/app:1', 'NOT_FOUND'],
    ['received unexpected HTTP status: 500 Internal Server Error', 'STREAM_FAILED'],
  ])('that fails in mid-stream with %j is %s', async (message, code) => {
    await using fake = await fakeEngine({ [path]: failing(message) })
    const error = new Images(fake.engine).push(`${repository}:1`)
    await expect(error).rejects.toMatchObject({ code, operation: 'ImagePush', target: `${repository}:1` })
  })

  test.each([
    ['', 'INVALID_REF'],
    ['Team/App', 'INVALID_REF'],
    [`${repository}@${digest}`, 'INVALID_REF'],
    ['1b'.repeat(32), 'INVALID_REF'],
    [`sha256:${'1b'.repeat(32)}`, 'INVALID_REF'],
  ])('of %j is refused before a byte is sent', async (reference, code) => {
    await using fake = await fakeEngine({})
    await expect(new Images(fake.engine).push(reference)).rejects.toMatchObject({ code, sent: 'no' })
    expect(fake.requests).toEqual([])
  })

  test.each([
    [{ platfrom: 'linux/arm64' }, 'UNKNOWN_OPTION'],
    [{ platform: 'linux' }, 'INVALID_ARGUMENT'],
    [{ platform: 'linux/arm64/v8/x' }, 'INVALID_ARGUMENT'],
    [{ auth: { username: 'me' } }, 'INVALID_ARGUMENT'],
    [{ onStep: 'log' }, 'INVALID_ARGUMENT'],
  ])('with %j is refused before a byte is sent', async (options, code) => {
    await using fake = await fakeEngine({})
    // deliberately wrong: what a JavaScript caller could write
    const push = new Images(fake.engine).push(repository, options as never)
    await expect(push).rejects.toMatchObject({ code, sent: 'no' })
    expect(fake.requests.filter((request) => request.includes('push'))).toEqual([])
  })

  test('and a pull of a client that only reads are refused before a helper is asked', async () => {
    const find: FindCredentials = () => Promise.reject(new Error('a helper was asked'))
    await using fake = await fakeEngine({}, { readOnly: true, credentials: { ...nobody, find } })
    const images = new Images(fake.engine)
    await expect(images.push(repository)).rejects.toMatchObject({ code: 'READ_ONLY', operation: 'ImagePush' })
    await expect(images.pull(repository)).rejects.toMatchObject({ code: 'READ_ONLY', operation: 'ImageCreate' })
    expect(fake.requests).toEqual([])
  })

  test('of all tags takes no tag', async () => {
    await using fake = await fakeEngine({})
    const push = new Images(fake.engine).pushAllTags(`${repository}:1`)
    await expect(push).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
  })
})

describe('who asks a registry', () => {
  const found: FindCredentials = () =>
    Promise.resolve({ auth: { username: 'kept', password: 'canary' }, problem: undefined })
  const unread: FindCredentials = () =>
    Promise.resolve({ auth: undefined, problem: 'docker-credential-x is not on the PATH' })
  const unauthorized = failing('unauthorized: authentication required')
  const pull = '/images/create'

  test('is the one of the configuration, if the caller gives nobody', async () => {
    const { answer, asked } = lines({ aux })
    await using fake = await fakeEngine({ [path]: answer }, { credentials: { ...nobody, find: found } })
    const images = new Images(fake.engine)
    await images.push(repository)
    expect(asked()).toEqual({ username: 'kept', password: 'canary' })
    await images.push(repository, { auth: { username: 'me', password: 'own' } })
    expect(asked()).toEqual({ username: 'me', password: 'own' })
    await images.push(repository, { auth: {} })
    expect(asked()).toEqual({})
  })

  test('is looked for by the registry of the name, and by none for Docker Hub', async () => {
    const registries: (string | undefined)[] = []
    const credentials: FindCredentials = (registry) => {
      registries.push(registry)
      return Promise.resolve({ auth: undefined, problem: undefined })
    }
    const inspected = json({ Descriptor: {}, Platforms: [] })
    await using fake = await fakeEngine(
      { [path]: lines({ aux }).answer, '/distribution/app%3Alatest/json': inspected },
      { credentials: { ...nobody, find: credentials } },
    )
    await new Images(fake.engine).push(repository)
    await new Distribution(fake.engine).inspect('app')
    expect(registries).toEqual(['reg.example:5000', undefined])
  })

  test('is told when the registry refuses, with what to do', async () => {
    const refused = json({ message: 'unauthorized: authentication required' }, 401)
    const asked: readonly [FindCredentials, RegistryAuth | undefined, string, RegExp][] = [
      [found, undefined, 'configuration', /log in again with docker login reg\.example:5000/],
      [found, { username: 'me', password: 'canary' }, 'auth', /check name, password and rights/],
      [unread, undefined, 'nobody', /docker's configuration was of no use: docker-credential-x is not on the PATH/],
    ]
    for (const [credentials, auth, asker, hint] of asked) {
      await using fake = await fakeEngine(
        { [path]: unauthorized, [pull]: refused },
        { credentials: { ...nobody, find: credentials } },
      )
      const images = new Images(fake.engine)
      for (const ask of [() => images.push(repository, { auth }), () => images.pull(repository, { auth })]) {
        const error: unknown = await ask().catch((caught: unknown) => caught)
        expect(error).toMatchObject({ code: 'UNAUTHORIZED', details: { registry: 'reg.example:5000', asker } })
        expect(error).toMatchObject({ hint: expect.stringMatching(hint) as string })
        expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary')
      }
    }
  })

  test('matters for what is not found, too: a registry can hide what it has', async () => {
    const hidden = json(
      { message: 'pull access denied for team/app, repository does not exist or may require a login' },
      404,
    )
    await using fake = await fakeEngine({ [pull]: hidden }, { credentials: { ...nobody, find: unread } })
    await expect(new Images(fake.engine).pull('team/app')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { noun: 'image', ref: 'team/app' },
      hint: expect.stringMatching(/because docker-credential-x is not on the PATH$/) as string,
    })
  })

  test('is not looked for when the call is over, and no longer than that', async () => {
    let searches = 0
    let ended = 0
    const credentials: FindCredentials = (_, signal) => {
      searches += 1
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          ended += 1
          reject(new Error('ended'))
        })
      })
    }
    await using fake = await fakeEngine({}, { credentials: { ...nobody, find: credentials } })
    const images = new Images(fake.engine)
    await expect(images.push(repository, { signal: AbortSignal.abort('before') })).rejects.toBe('before')
    expect(searches).toBe(0)
    const leaving = new AbortController()
    const push = images.push(repository, { signal: leaving.signal })
    leaving.abort('meanwhile')
    await expect(push).rejects.toBe('meanwhile')
    await expect(images.pull(repository, { timeout: 20 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      operation: 'ImageCreate',
      target: repository,
    })
    expect(ended).toBe(searches)
    expect(fake.requests.filter((request) => request.includes('images'))).toEqual([])
  })
})

test('a registry is not asked for an image id', async () => {
  await using fake = await fakeEngine({})
  const inspected = new Distribution(fake.engine).inspect(`sha256:${'1b'.repeat(32)}`)
  await expect(inspected).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
})

test.each(['pull', 'load', 'import'])('what cannot be called is no onStep of a %s', async (verb) => {
  await using fake = await fakeEngine({})
  const images = new Images(fake.engine)
  const onStep = 'log' as never
  const works: Readonly<Record<string, () => Promise<unknown>>> = {
    pull: () => images.pull('app', { onStep }),
    load: () => images.load(new Uint8Array(10), { onStep }),
    import: () => images.import(new Uint8Array(10), { name: 'app', onStep }),
  }
  await expect(works[verb]?.()).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    details: { argument: 'onStep' },
    sent: 'no',
  })
})

describe('a login', () => {
  test.each([
    undefined,
    {},
    { username: 'me' },
    { username: 'me', password: '' },
    { username: 'me', password: 'canary', registry: 'canary' },
    { username: 'me', password: 'canary', serveraddress: '' },
    { username: 'me', passwrd: 'canary' },
  ])('of %j is refused, and none of it is repeated', async (login) => {
    await using fake = await fakeEngine({})
    // deliberately wrong: what a JavaScript caller could write
    const error: unknown = await new System(fake.engine).auth(login as never).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary')
  })

  test('gives what the registry says, and no refusal shows the password', async () => {
    const said = { Status: 'Login Succeeded', IdentityToken: 't' }
    const login = { username: 'me', password: 'canary', serveraddress: 'reg.example:5000' }
    await using fake = await fakeEngine({ '/auth': json(said) })
    expect(await new System(fake.engine).auth(login)).toEqual(said)
    await using other = await fakeEngine({ '/auth': json({ message: 'no' }, 500) })
    const error: unknown = await new System(other.engine).auth(login).catch((caught: unknown) => caught)
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('canary')
  })
})
