import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import type { EndpointOptions } from '../../../src/docker-words/endpoint.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openAt, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { WatchedTransport } from '../watched-transport.js'

// A network whose addresses are reserved is full without any container.
const full = { '10.218.0.0/30': { auxAddress: { other: '10.218.0.2' } } } as const

onEachEngine('a network of engine %s that has no address left', (engineName) => {
  let transport: WatchedTransport
  let docker: Docker
  let home: OwnedNetwork
  let web: OwnedContainer
  let late: OwnedContainer
  beforeAll(async () => {
    transport = new WatchedTransport((await lab.engine(engineName)).socket)
    docker = openAt('', { transport })
    home = await docker.network.bridge(unique('home')).subnet('10.218.9.0/24').create()
    const one = sleeper(docker).net(home)
    ;[web, late] = await Promise.all([one.start(), one.start()])
  })
  beforeEach(() => {
    transport.requests.length = 0
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const bridge = () => docker.network.bridge(unique('full'))
  const lan = () => docker.network.driver('macvlan', unique('full')).option('parent', 'eth0').internal()
  const networksOf = async (container: OwnedContainer) =>
    Object.keys((await container.inspect()).NetworkSettings.Networks ?? {})
  const connects = () => transport.requests.map(({ path }) => path).filter((path) => path.endsWith('/connect'))

  test.each<readonly [what: string, family: 4 | 6, make: () => Promise<OwnedNetwork>]>([
    ['its only subnet', 4, () => bridge().subnet('10.218.0.0/30', full['10.218.0.0/30']).create()],
    [
      'one family of two',
      6,
      () =>
        bridge()
          .subnet('10.218.0.0/24')
          .subnet('fd00:218::/126', { auxAddress: { a: 'fd00:218::2', b: 'fd00:218::3' } })
          .create(),
    ],
    [
      'its range',
      4,
      () =>
        bridge()
          .subnet('10.218.0.0/24', {
            ipRange: '10.218.0.64/31',
            gateway: '10.218.0.64',
            auxAddress: { other: '10.218.0.65' },
          })
          .create(),
    ],
    [
      'that of a macvlan',
      4,
      () =>
        lan()
          .subnet('10.218.0.0/30', { gateway: '10.218.0.1', ...full['10.218.0.0/30'] })
          .create(),
    ],
    [
      'each of several subnets',
      4,
      () =>
        lan()
          .subnet('10.218.0.0/30', { gateway: '10.218.0.1', ...full['10.218.0.0/30'] })
          .subnet('10.218.0.4/30', { gateway: '10.218.0.5', auxAddress: { more: '10.218.0.6' } })
          .create(),
    ],
  ])(
    '(%s) refuses a container that runs before the engine does, which would keep its settings',
    async (_, family, make) => {
      await using net = await make()
      await expect(net.connect(web)).rejects.toMatchObject({
        code: 'ADDRESSES_EXHAUSTED',
        details: { network: net.name },
        message: expect.stringContaining(`no IPv${family} address left`) as string,
      })
      expect(connects()).toEqual([])
      expect(await networksOf(web)).toEqual([home.name])
    },
  )

  test.each<readonly [what: string, endpoint: EndpointOptions, make: () => Promise<OwnedNetwork>]>([
    [
      'one of several subnets',
      {},
      () =>
        lan()
          .subnet('10.218.0.0/30', { gateway: '10.218.0.1', ...full['10.218.0.0/30'] })
          .subnet('10.218.0.4/30', { gateway: '10.218.0.5' })
          .create(),
    ],
    [
      'its range, and the address is outside',
      { ip: '10.218.0.99' },
      () => bridge().subnet('10.218.0.0/24', { ipRange: '10.218.0.1/32', gateway: '10.218.0.1' }).create(),
    ],
  ])('(%s) takes a container all the same', async (_, endpoint, make) => {
    await using net = await make()
    await net.connect(web, endpoint)
    expect(await net.members()).toHaveLength(1)
  })

  test('an address that is taken is refused before, too: by a container, the gateway, a reservation, the subnet itself', async () => {
    await using net = await bridge()
      .subnet('10.218.1.0/24', { auxAddress: { other: '10.218.1.9' } })
      .subnet('fd00:218:1::/64')
      .create()
    await net.connect(web)
    const taken = {
      '10.218.1.2': web.name,
      '10.218.1.1': 'gateway',
      '10.218.1.9': '"other"',
      '10.218.1.0': 'subnet',
      '10.218.1.255': 'subnet',
    }
    transport.requests.length = 0
    for (const [ip, holder] of Object.entries({ ...taken, 'fd00:218:1::': 'subnet', 'fd00:218:1::1': 'gateway' })) {
      await expect(net.connect(late, ip.includes(':') ? { ip6: ip } : { ip })).rejects.toMatchObject({
        code: 'ADDRESS_IN_USE',
        details: { address: ip },
        message: expect.stringContaining(holder) as string,
      })
    }
    expect(connects()).toEqual([])
    expect(await networksOf(late)).toEqual([home.name])
  })

  /** What comes of a connect that another one was faster than. */
  const refusedByEngine = async (net: OwnedNetwork, container: OwnedContainer): Promise<void> => {
    const body = { Container: container.id }
    await expect(docker.call('NetworkConnect', { id: net.id, body })).rejects.toMatchObject({
      code: 'ADDRESSES_EXHAUSTED',
    })
    expect(await networksOf(container)).toContain(net.name)
  }

  test('settings that a refused connect left are told of, by a disconnect and by a start, and come off as told', async () => {
    const net = await bridge().subnet('10.218.0.0/30', full['10.218.0.0/30']).create()
    await refusedByEngine(net, late)
    await expect(net.disconnect(late)).rejects.toMatchObject({
      code: 'NOT_ATTACHED',
      hint: expect.stringContaining('stop it, disconnect it from the network, and start it') as string,
    })
    await late.kill()
    await net.disconnect(late)
    await late.start()
    await refusedByEngine(net, late)
    await net.remove()
    await late.kill()
    await expect(late.start()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: expect.stringContaining(
        `docker.network.disconnect("${net.name}", "${late.name}", { force: true })`,
      ) as string,
    })
    await docker.network.disconnect(net.name, late.name, { force: true })
    await late.start()
    expect(await networksOf(late)).toEqual([home.name])
  })
})
