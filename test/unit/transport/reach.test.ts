import { describe, expect, it } from 'vitest'
import { Docker } from '../../../src/docker.js'
import { connectionError } from '../../../src/transport/connection-errors.js'
import { fakeEngine } from '../fake-engine.js'

const place = { host: 'unix:///run/docker.sock', from: 'DOCKER_HOST' }
const about = { operation: 'SystemPing', target: undefined }
const cause = (code: string): Error => Object.assign(new Error(code), { code })

describe('an engine that is not reached', () => {
  it.each([
    ['ENOENT', 'missing', /DOCKER_HOST/],
    ['EACCES', 'permission', /group that owns it/],
    ['ECONNREFUSED', 'refused', /start the engine/],
    ['EMFILE', 'too many open files', /ulimit/],
    ['EAGAIN', 'too many callers', /try again/],
  ])('%s: it says %j, and what to do', (code, why, hint) => {
    const error = connectionError(cause(code), 'no', place, about)
    expect(error).toMatchObject({ code: 'ENGINE_UNREACHABLE', sent: 'no', retryable: true, operation: 'SystemPing' })
    expect(error.details).toEqual({ tried: [{ ...place, why }] })
    expect(error.hint).toMatch(hint)
  })
})

describe('what answers and is no engine', () => {
  it('that does not speak HTTP, or says too much, is a mismatch and not a lost connection; it is asked once', async () => {
    await using fake = await fakeEngine({
      '/version': (_, response) => response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n'),
      '/info': (_, response) => response.writeHead(200, { 'X-Long': 'x'.repeat(20_000) }).end('{}'),
    })
    await using docker = new Docker({ transport: await fake.engine.transport() })
    for (const call of [docker.version(), docker.info()]) {
      await expect(call).rejects.toMatchObject({ code: 'REPLY_MISMATCH', sent: 'yes', details: { wire: 'HTTP' } })
    }
    expect(fake.requests.filter((request) => request.endsWith('/version'))).toHaveLength(1)
  })
})
