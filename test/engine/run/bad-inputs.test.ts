import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Docker } from '../../../src/docker.js'
import { UsageError } from '../../../src/errors/usage.js'
import { lab } from '../../lab/lab.js'
import { openAt } from '../open-docker.js'
import { WatchedTransport } from '../watched-transport.js'
import { net, refused, run, type Try } from './bad-inputs.js'

/** What is thrown at the call, or what its promise is rejected with. */
async function reasonOf(attempt: Try, docker: Docker): Promise<unknown> {
  try {
    await attempt(docker)
    return undefined
  } catch (reason) {
    return reason
  }
}

describe('bad input is refused before a byte is sent', () => {
  let transport: WatchedTransport
  let docker: Docker
  beforeAll(async () => {
    transport = new WatchedTransport((await lab.engine('newest')).socket)
    docker = openAt('', { transport })
  })
  beforeEach(() => {
    transport.requests.length = 0
  })
  afterAll(() => docker.close())

  test.each(refused.map(([what, attempt, code, details = {}]) => [what, attempt, code, details] as const))(
    '%s',
    async (_, attempt, code, details) => {
      const error = await reasonOf(attempt, docker)
      expect(error).toBeInstanceOf(UsageError)
      expect(error).toMatchObject({ code, sent: 'no', details })
      expect(transport.requests).toEqual([])
    },
  )

  test('an aborted signal is', async () => {
    await expect(docker.network.list({}, { signal: AbortSignal.abort('before') })).rejects.toBe('before')
    expect(transport.requests).toEqual([])
  })

  test.each([
    ['banana', 'HOST_INVALID'],
    ['tcp://10.0.0.1:2375', 'HOST_INVALID'],
    ['ssh://-oProxyCommand=x', 'HOST_INVALID'],
    ['unix:///no/such/socket', 'ENGINE_UNREACHABLE'],
    ['unix:///etc/passwd', 'ENGINE_UNREACHABLE'],
    ['unix:///etc', 'ENGINE_UNREACHABLE'],
    ['unix:///etc/passwd/socket', 'ENGINE_UNREACHABLE'],
  ])('40 the host %s is', async (host, code) => {
    await using lost = new Docker({ host })
    await expect(lost.ping()).rejects.toMatchObject({
      code,
      sent: 'no',
      message: expect.stringContaining(host) as string,
    })
  })

  test('4 what looks like a query stays a part of the name', async () => {
    await expect(docker.container.remove('x?force=1#')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const paths = transport.requests.filter(({ operation }) => operation === 'ContainerDelete').map(({ path }) => path)
    expect(paths).toEqual([expect.stringMatching(/\/containers\/x%3Fforce%3D1%23$/)])
  })

  test('6 what is encoded already is encoded again, and leads nowhere else', async () => {
    await expect(docker.network.remove('%2e%2e%2fcontainers')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(transport.requests.at(-1)?.path).toMatch(/\/networks\/%252e%252e%252fcontainers$/)
  })
})

describe('33 what an engine is too old for is refused before it is sent', () => {
  let transport: WatchedTransport
  let docker: Docker
  beforeAll(async () => {
    transport = new WatchedTransport((await lab.engine('e20')).socket)
    docker = openAt('', { transport })
    await docker.describeConnection()
  })
  afterEach(() => {
    expect(transport.requests.map(({ operation }) => operation)).toEqual(['SystemPing'])
  })
  afterAll(() => docker.close())

  test.each<readonly [string, Try, string]>([
    ['a priority of the gateway', (d) => run(d).net('x', { gwPriority: 1 }).start(), '1.48'],
    ['a name of the interface', (d) => d.network.connect('x', 'y', { interface: 'lan0' }), '1.48'],
    [
      'settings of the interface',
      (d) =>
        run(d)
          .net('x', { sysctls: { 'net.ipv4.conf.IFNAME.rp_filter': '0' } })
          .create(),
      '1.46',
    ],
    ['a MAC address of a live connect', (d) => d.network.connect('x', 'y', { mac: '02:42:00:00:00:01' }), '1.54'],
    ['a network without IPv4', (d) => net(d).raw({ EnableIPv4: false, EnableIPv6: true }).create(), '1.48'],
    ['a signal to stop with', (d) => d.container.ref('x').stop({ stopSignal: 'USR1', timeout: 1000 }), '1.42'],
    [
      'an interval of the start',
      (d) =>
        run(d)
          .raw({ Healthcheck: { StartInterval: 1 } })
          .start(),
      '1.44',
    ],
  ])('%s', async (_, attempt, needs) => {
    expect(await reasonOf(attempt, docker)).toMatchObject({ code: 'API_TOO_OLD', sent: 'no', details: { needs } })
  })
})
