import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findHost } from '../../src/discovery.js'
import { Docker } from '../../src/docker.js'
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
      path: '/option.sock',
      from: 'the option host',
    })
    expect(await findHost({}, env)).toMatchObject({ path: '/variable.sock', from: 'DOCKER_HOST' })
    expect(await findHost({ context: 'far' }, env)).toMatchObject({ path: '/far.sock' })
  })

  test('DOCKER_CONTEXT goes before the current context', async () => {
    const env = configured('far', 'unix:///far.sock', 'other')
    expect(await findHost({}, { ...env, DOCKER_CONTEXT: 'far' })).toMatchObject({
      path: '/far.sock',
      from: 'DOCKER_CONTEXT "far"',
    })
  })

  test('the current context is used, and a missing one is told', async () => {
    expect(await findHost({}, configured('far', 'unix:///far.sock', 'far'))).toMatchObject({ path: '/far.sock' })
    const env = configured('far', 'unix:///far.sock', 'gone')
    await expect(findHost({}, env)).rejects.toMatchObject({ code: 'HOST_INVALID', details: { host: 'gone' } })
  })

  test('a configuration that cannot be read is told, not passed over', async () => {
    writeFileSync(join(folder, 'config.json'), '{')
    await expect(findHost({}, { DOCKER_CONFIG: folder })).rejects.toMatchObject({ code: 'HOST_INVALID' })
  })

  test('of the sockets in well-known places the first that answers is taken, and why not the others', async () => {
    const socket = join(folder, 'docker.sock')
    server = createServer().listen(socket)
    await new Promise((resolve) => server?.once('listening', resolve))
    const found = await findHost({}, { DOCKER_CONFIG: folder, XDG_RUNTIME_DIR: folder })
    if (found.path === '/var/run/docker.sock') return // this machine has an engine of its own, which comes first
    expect(found).toMatchObject({ path: socket, from: 'rootless Docker' })
    expect(found.tried).toEqual([
      expect.objectContaining({ host: 'unix:///var/run/docker.sock', from: 'Docker Engine' }),
    ])
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
    ['ssh://server', /ssh -nNT -L/],
    ['ssh://-oProxyCommand=x', /ssh -nNT -L/],
    ['tcp://10.0.0.1:2375', /not a unix socket/],
    ['unix://relative.sock', /three slashes/],
    ['unix:///a\nb', /path/],
  ])('%j', async (host, says) => {
    const error = await findHost({ host }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'HOST_INVALID', sent: 'no' })
    expect(`${String(error)} ${(error as { hint?: string }).hint ?? ''}`).toMatch(says)
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
    await expect(docker.network.bridge('a').create()).rejects.toMatchObject({ code: 'READ_ONLY', sent: 'no' })
    await expect(docker.network.list()).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE' })
  })
})
