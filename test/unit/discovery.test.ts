import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findHost, type FoundHost } from '../../src/discovery.js'
import { MooringError } from '../../src/errors/base.js'
import type { TriedHost } from '../../src/errors/codes.js'
import { Docker } from '../../src/docker.js'
import { unixTransport } from '../../src/transport/unix.js'
import { cliConfiguration, cliRows } from './docker-cli-places.js'
import { refusal } from './refusal.js'

let folder: string
let server: Server | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-found-'))
})
afterEach(() => {
  server?.close()
  server = undefined
  rmSync(folder, { recursive: true, force: true })
})

/** A docker configuration with one context, and the variables that lead to it. */
function configured(context: string, host: string, current?: string) {
  const id = createHash('sha256').update(context).digest('hex')
  mkdirSync(join(folder, 'contexts', 'meta', id), { recursive: true })
  writeFileSync(
    join(folder, 'contexts', 'meta', id, 'meta.json'),
    JSON.stringify({ Endpoints: { docker: { Host: host } } }),
  )
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ currentContext: current }))
  return { DOCKER_CONFIG: folder }
}

describe('the engine is looked for as the docker CLI does', () => {
  test('the option goes before the variable, and the variable before the context', async () => {
    const env = { ...configured('far', 'unix:///far.sock', 'far'), DOCKER_HOST: 'unix:///variable.sock' }
    expect(await findHost({ host: 'unix:///option.sock' }, env)).toMatchObject({
      address: { scheme: 'unix', path: '/option.sock' },
      from: 'the option host',
    })
    expect(await findHost({}, env)).toMatchObject({
      address: { scheme: 'unix', path: '/variable.sock' },
      from: 'DOCKER_HOST',
    })
    expect(await findHost({ context: 'far' }, env)).toMatchObject({ address: { scheme: 'unix', path: '/far.sock' } })
  })

  test('DOCKER_CONTEXT goes before the current context', async () => {
    const env = configured('far', 'unix:///far.sock', 'other')
    expect(await findHost({}, { ...env, DOCKER_CONTEXT: 'far' })).toMatchObject({
      address: { scheme: 'unix', path: '/far.sock' },
      from: 'DOCKER_CONTEXT "far"',
    })
  })

  test('the current context is used, and a missing one is told', async () => {
    expect(await findHost({}, configured('far', 'unix:///far.sock', 'far'))).toMatchObject({
      address: { scheme: 'unix', path: '/far.sock' },
    })
    const env = configured('far', 'unix:///far.sock', 'gone')
    await expect(findHost({}, env)).rejects.toMatchObject({ code: 'HOST_INVALID', details: { host: 'gone' } })
  })

  test.each(cliRows)('$says: $goes', async (row) => {
    const found = await findHost({}, cliConfiguration(folder, row)).catch((error: unknown) => error)
    if (row.goes === 'refused') expect(found).toMatchObject({ code: 'HOST_INVALID' })
    else if (row.goes === 'default') expect(placesOf(found)).toContain('unix:///var/run/docker.sock')
    else expect(found).toMatchObject({ host: row.goes, tried: [] })
  })

  test('the option host is taken as DOCKER_HOST is: without the white space around it', async () => {
    expect(await findHost({ host: ' unix:///a.sock\n' }, {})).toMatchObject({ host: 'unix:///a.sock' })
  })

  test.each(['{', '[]', '5'])('a configuration %j is passed over, and told among what was tried', async (text) => {
    writeFileSync(join(folder, 'config.json'), text)
    const found = await findHost({}, { DOCKER_CONFIG: folder }).catch((error: unknown) => error)
    expect(triedOf(found)[0]).toEqual({
      host: join(folder, 'config.json'),
      from: 'the docker configuration',
      why: expect.stringMatching(/^unreadable: /) as string,
    })
  })

  test.each([
    ['{', /names no engine/],
    ['{"Endpoints":{}}', /names no engine/],
  ])('a context whose file is %j is refused', async (text, says) => {
    const env = configured('far', 'unix:///far.sock', 'far')
    const id = createHash('sha256').update('far').digest('hex')
    writeFileSync(join(folder, 'contexts', 'meta', id, 'meta.json'), text)
    await expect(findHost({}, env)).rejects.toMatchObject({
      code: 'HOST_INVALID',
      message: expect.stringMatching(says) as string,
    })
  })

  test('of the sockets in well-known places the first that answers is taken, and why not the others', async () => {
    const socket = join(folder, 'docker.sock')
    server = createServer().listen(socket)
    await new Promise((resolve) => server?.once('listening', resolve))
    const found = await findHost({}, { DOCKER_CONFIG: folder, XDG_RUNTIME_DIR: folder })
    if (found.host === 'unix:///var/run/docker.sock') return // this machine has an engine of its own, which comes first
    expect(found).toMatchObject({ address: { path: socket }, from: 'rootless Docker' })
    expect(found.tried).toEqual([
      expect.objectContaining({ host: 'unix:///var/run/docker.sock', from: 'Docker Engine' }),
    ])
  })

  test('when nobody answers anywhere, each place is told once, a line each', async () => {
    const found = await findHost({}, { DOCKER_CONFIG: folder }).catch((error: unknown) => error)
    if (!MooringError.is(found, 'ENGINE_UNREACHABLE')) return // this machine has an engine of its own
    const lines = inspect(found).split('\n')
    for (const { host, from, why } of found.details.tried)
      expect(lines.filter((line) => line.trim() === `${host} (${from}): ${why}`)).toHaveLength(1)
    expect(inspect(found).split('/var/run/docker.sock')).toHaveLength(2)
  })
})

describe('an engine that is not there', () => {
  test('a socket that is missing', async () => {
    const docker = new Docker({ host: `unix://${folder}/none.sock` })
    await expect(docker.ping()).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      sent: 'no',
      retryable: true,
      details: { tried: [{ host: `unix://${folder}/none.sock`, from: 'the option host', why: 'missing' }] },
      hint: expect.stringContaining('DOCKER_HOST') as string,
    })
  })

  test('a path that is no socket', async () => {
    writeFileSync(join(folder, 'file'), '')
    const docker = new Docker({ host: `unix://${folder}/file` })
    await expect(docker.ping()).rejects.toMatchObject({
      code: 'ENGINE_UNREACHABLE',
      details: { tried: [{ why: 'not a socket' }] },
    })
  })

  test('is looked for again at the next call', async () => {
    const docker = new Docker({ host: `unix://${folder}/late.sock`, apiVersion: '1.44' })
    await expect(docker.version()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' })
    await expect(docker.version()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' })
  })
})

describe('an address that mooring cannot use is told with what to do', () => {
  test.each([
    ['banana', /no scheme/],
    ['/var/run/docker.sock', /write it like unix:\/\/\/var\/run\/docker\.sock/],
    ['ssh://server', /later version.*ssh -nNT -L/s],
    ['ssh://-oProxyCommand=x', /cannot be/],
    ['tcp://10.0.0.1:2375', /later version.*ssh -nNT -L/s],
    ['unix://relative.sock', /three slashes/],
    ['unix://@abstract', /abstract/],
    ['unix:///a\nb', /control character/],
    ['http://10.0.0.1', /leads to no engine/],
  ])('%j', async (host, says) => {
    const error = await new Docker({ host }).ping().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'HOST_INVALID', sent: 'no', details: { host } })
    expect(String(error)).toMatch(says)
  })
})

describe('a socket path that is longer than the system takes', () => {
  const longest = process.platform === 'linux' ? 107 : 103
  const pathOf = (bytes: number): string => join(folder, 's'.repeat(bytes - Buffer.byteLength(folder) - 1))
  const tooLong = { code: 'HOST_INVALID', message: expect.stringContaining(`${longest} at most`) as string }

  test('is refused, whoever gives it, and never cut', async () => {
    const path = `${pathOf(longest)}-staging.sock`
    // Cut to what fits, the path would lead to this one.
    server = createServer(() => expect.unreachable('another socket was opened')).listen(pathOf(longest))
    const host = `unix://${path}`
    await expect(findHost({ host }, {})).rejects.toMatchObject(tooLong)
    await expect(findHost({}, { DOCKER_HOST: host })).rejects.toMatchObject(tooLong)
    await expect(findHost({}, configured('far', host, 'far'))).rejects.toMatchObject(tooLong)
    await expect(findHost({ context: 'far' }, configured('far', host))).rejects.toMatchObject(tooLong)
    await expect(new Docker({ host }).ping()).rejects.toMatchObject(tooLong)
    expect(refusal(() => unixTransport(path))).toMatchObject(tooLong)
  })

  test('is counted in bytes, and may be as long as it can be', async () => {
    const path = pathOf(longest)
    server = createServer((socket) => socket.destroy()).listen(path)
    await new Promise((resolve) => server?.once('listening', resolve))
    await expect(new Docker({ host: `unix://${path}` }).ping()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
    expect(refusal(() => unixTransport(`${path.slice(0, -1)}é`))).toMatchObject(tooLong)
  })

  test('is passed over among the well-known places, and told', async () => {
    const env = { DOCKER_CONFIG: folder, XDG_RUNTIME_DIR: pathOf(longest) }
    const found = await findHost({}, env).catch((error: unknown) => error)
    const why = triedOf(found).find(({ from }) => from === 'rootless Docker')?.why
    // An engine of this machine comes before.
    if (MooringError.is(found)) expect(why).toBe('path too long')
    else expect(found).toMatchObject({ from: 'Docker Engine' })
  })
})

describe('the options of a client', () => {
  test('are looked at when it is opened: a misspelt one has a nearest name', () => {
    expect(refusal(() => new Docker({ timout: 1 } as never))).toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { option: 'timout', nearest: 'timeout' },
    })
  })

  test.each([
    { timeout: 0 },
    { timeout: Number.NaN },
    { timeout: 2 ** 31 },
    { maxReplyBytes: -1 },
    { apiVersion: 'latest' },
  ])('%j cannot be', (options) => {
    expect(refusal(() => new Docker(options)).code).toBe('INVALID_ARGUMENT')
  })

  test('say once where the engine is', () => {
    expect(refusal(() => new Docker({ host: 'unix:///a', context: 'b' })).code).toBe('CONFLICTING_OPTIONS')
  })

  test('readOnly refuses what could change something, before the engine is looked for', async () => {
    const docker = new Docker({ host: 'unix:///nowhere.sock', readOnly: true })
    const changes: Readonly<Record<string, () => Promise<unknown>>> = {
      'network create': () => docker.network.bridge('a').create(),
      'network create in a free block': () => docker.network.bridge('a').subnet({ size: 24 }).create(),
      'network of a swarm': () => docker.network.overlay('a').create(),
      replace: () => docker.container.ref('web').replace(),
      recover: () => docker.container.recover('web'),
    }
    for (const [what, change] of Object.entries(changes))
      await expect(change(), what).rejects.toMatchObject({ code: 'READ_ONLY', sent: 'no' })
    await expect(docker.network.list()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' })
  })
})

/** What was tried before an engine was found, or none was. */
function triedOf(found: unknown): readonly TriedHost[] {
  if (MooringError.is(found, 'ENGINE_UNREACHABLE')) return found.details.tried
  return (found as FoundHost).tried
}

function placesOf(found: unknown): readonly string[] {
  const tried = triedOf(found).map(({ host }) => host)
  return MooringError.is(found) ? tried : [...tried, (found as FoundHost).host]
}
