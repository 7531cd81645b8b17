import { describe, expect, test } from 'vitest'
import { ContainerBuilder } from '../../../src/container/builder/builder.js'
import { emptySpec } from '../../../src/container/builder/spec.js'
import type { ContainerCreateRequest } from '../../../src/container/wire/create.js'
import { fakeEngine, json, type FakeEngine } from '../fake-engine.js'

const network = (Name: string, Id: string, more: object = {}) => ({
  Name,
  Id: Id.padEnd(64, '0'),
  Driver: 'bridge',
  Internal: false,
  IPAM: { Config: null },
  ...more,
})
const networks = [
  network('bridge', 'b0'),
  network('host', 'b1', { Driver: 'host' }),
  network('none', 'b2', { Driver: 'null' }),
  network('front', 'aaaaaaaaaaaa1'),
  network('cafe', 'aaaaaaaaaaaa2'),
  network('dead', 'cafe'),
  network('twin', 'e1'),
  network('twin', 'e2'),
  network('back', 'f1', { Internal: true }),
  network('lan', 'f2', { Driver: 'macvlan' }),
  network('lan3', 'f3', { Driver: 'ipvlan' }),
  network('cloud', 'f4', { Driver: 'overlay' }),
  network('f4'.padEnd(64, '0'), 'f5'),
]
const sysctl = 'net.ipv4.conf.IFNAME.log_martians'
const idOf = (name: string): string => networks.find(({ Name }) => Name === name)?.Id ?? ''

interface Creating extends AsyncDisposable {
  readonly fake: FakeEngine
  readonly run: () => ContainerBuilder
  /** What was sent. */
  readonly sent: ContainerCreateRequest[]
}

async function creating(): Promise<Creating> {
  const sent: ContainerCreateRequest[] = []
  const fake = await fakeEngine({
    '/networks': json(networks),
    '/containers/create': (request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        sent.push(JSON.parse(text) as ContainerCreateRequest)
        json({ Id: 'c1', Warnings: ['from the engine'] }, 201)(request, response)
      })
    },
  })
  const run = (): ContainerBuilder => new ContainerBuilder(fake.engine, emptySpec('busybox', []))
  return { fake, sent, run, [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose]() }
}

const endpointsIn = ({ NetworkingConfig }: ContainerCreateRequest): string[] =>
  Object.keys(NetworkingConfig?.EndpointsConfig ?? {})

describe('a network is called by its name or its whole id', () => {
  test.each([
    ['its name', 'front', 'front'],
    ['its id', idOf('front'), 'front'],
    ['the beginning of its id', 'aaaaaaaaaaaa1', 'front'],
    ['the id of one of two that have a name', idOf('twin'), idOf('twin')],
    ['the id of one whose name is the id of another', idOf(idOf('cloud')), idOf(idOf('cloud'))],
    ['a name that another id begins with', 'cafe', 'cafe'],
    ['the beginning of several ids, which the engine refuses', 'aaaaaaaaaaaa', 'aaaaaaaaaaaa'],
    ['a name that several have, which the engine refuses', 'twin', 'twin'],
    ['a name that the engine does not list', 'elsewhere', 'elsewhere'],
  ])('when it is given by %s', async (_, word, expected) => {
    await using engine = await creating()
    await engine.run().net(word, { alias: 'a' }).create()
    const [request] = engine.sent
    expect(request?.HostConfig?.NetworkMode).toBe(expected)
    expect(endpointsIn(request ?? { Image: '' })).toEqual([expected])
  })

  test('and joined once, whatever it was called: as the last call says, in the place of the first', async () => {
    await using engine = await creating()
    const front = { noun: 'network', id: idOf('front'), name: 'front' } as const
    await engine.run().net('front').net('cloud').net(front, { alias: 'late' }).create()
    const [request] = engine.sent
    expect(request?.HostConfig?.NetworkMode).toBe('front')
    expect(request?.NetworkingConfig?.EndpointsConfig).toEqual({ front: { Aliases: ['late'] }, cloud: {} })
  })

  test('and what was said of it in two ways adds up, of a single value the last', async () => {
    await using engine = await creating()
    await engine
      .run()
      .net('front', { alias: 'q', ip: '172.72.0.9', linkLocalIps: ['169.254.1.1'], sysctls: { [sysctl]: '0' } })
      .net(idOf('front').slice(0, 13), {
        alias: ['w', 'q'],
        ip: '172.72.0.10',
        interface: 'lan0',
        sysctls: { [sysctl]: '1' },
      })
      .create()
    expect(engine.sent[0]?.NetworkingConfig?.EndpointsConfig).toEqual({
      front: {
        Aliases: ['q', 'w'],
        IPAMConfig: { IPv4Address: '172.72.0.10', LinkLocalIPs: ['169.254.1.1'] },
        DriverOpts: {
          'com.docker.network.endpoint.ifname': 'lan0',
          'com.docker.network.endpoint.sysctls': `${sysctl}=1`,
        },
      },
    })
  })

  test.each(['default', idOf('bridge')])('and the default bridge is joined once, as bridge and as %s', async (word) => {
    await using engine = await creating()
    await engine.run().net('bridge').net(word).create()
    expect(engine.sent[0]?.HostConfig?.NetworkMode).toBe('bridge')
    expect(endpointsIn(engine.sent[0] ?? { Image: '' })).toEqual(['bridge'])
  })

  test('and nothing is asked where none is named', async () => {
    await using engine = await creating()
    await engine.run().publish(80).create()
    await engine.run().net('bridge').publish(80).create()
    await engine.run().net('host').create()
    expect(engine.fake.requests.filter((one) => one.includes('/networks'))).toEqual([])
  })
})

describe.each(['its id', 'the beginning of its id'])('a network of the engine’s own, by %s,', (how) => {
  const word = (name: string): string => (how === 'its id' ? idOf(name) : idOf(name).slice(0, 12))

  test.each(['host', 'none'])('is the mode %s', async (name) => {
    await using engine = await creating()
    await engine.run().net(word(name)).create()
    expect(engine.sent[0]?.HostConfig?.NetworkMode).toBe(name)
    expect(endpointsIn(engine.sent[0] ?? { Image: '' })).toEqual([])
  })

  test('is the default bridge', async () => {
    await using engine = await creating()
    await engine.run().net(word('bridge'), { interface: 'lan0' }).publish(80).create()
    expect(engine.sent[0]?.HostConfig?.NetworkMode).toBe('bridge')
    expect(endpointsIn(engine.sent[0] ?? { Image: '' })).toEqual(['bridge'])
  })

  test.each<[string, (run: ContainerBuilder) => ContainerBuilder, RegExp]>([
    ['an endpoint on host', (run) => run.net(word('host'), { alias: 'a' }), /host has no endpoint/],
    ['an endpoint on none', (run) => run.net(word('none'), { ip: '10.0.0.9' }), /none has no endpoint/],
    ['a network after host', (run) => run.net(word('host')).net('front'), /already uses net\('host'\)/],
    ['a network before none', (run) => run.net('front').net(word('none')), /network of its own/],
    ['a published port on host', (run) => run.publish(80).net(word('host')), /puts every port on the host/],
    ['an alias on bridge', (run) => run.net(word('bridge'), { alias: 'a' }), /resolves no aliases/],
    ['an address on bridge', (run) => run.net(word('bridge'), { ip: '172.17.0.9' }), /takes no fixed address/],
  ])('refuses %s, as by its name', async (_, built, says) => {
    await using engine = await creating()
    const refused = await built(engine.run())
      .create()
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'CONFLICTING_OPTIONS', message: expect.stringMatching(says) as unknown })
    expect(engine.sent).toEqual([])
  })
})

describe('ports that no network would open are refused before anything is made', () => {
  test.each([
    ['back', /network "back" is internal/],
    ['lan', /network "lan" is of driver macvlan/],
    ['lan3', /network "lan3" is of driver ipvlan/],
  ])('on %s', async (name, says) => {
    await using engine = await creating()
    const handle = { noun: 'network', id: idOf(name), name } as const
    for (const builder of [
      engine.run().publish(80).net(name),
      engine.run().publish('8080:80').net(handle),
      engine
        .run()
        .net(name)
        .expose(80)
        .raw({ HostConfig: { PublishAllPorts: true } }),
    ]) {
      const refused = await builder.create().catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'CONFLICTING_OPTIONS', message: expect.stringMatching(says) as unknown })
    }
    expect(engine.sent).toEqual([])
  })

  test.each(['host', 'none'] as const)('in mode %s, when raw() asks for them', async (mode) => {
    await using engine = await creating()
    const builder = engine
      .run()
      .net(mode)
      .raw({ HostConfig: { PublishAllPorts: true } })
    await expect(builder.create()).rejects.toMatchObject({ code: 'CONFLICTING_OPTIONS' })
    expect(engine.sent).toEqual([])
  })

  test('but not where one of several networks opens them, nor where nothing is published', async () => {
    await using engine = await creating()
    await engine.run().publish(80).net('back').net('front').create()
    await engine.run().publish(80).net('back').net('bridge').create()
    await engine.run().publish(80).net('cloud').create()
    await engine.run().expose(80).net('back').create()
    expect(engine.sent).toHaveLength(4)
  })

  test('and of a network that the engine does not list, a warning says that it is not known', async () => {
    await using engine = await creating()
    const container = await engine.run().publish(80).net('elsewhere').create()
    expect(container.warnings).toEqual(['from the engine', expect.stringMatching(/"elsewhere".*not known/)])
    expect((await engine.run().net('elsewhere').create()).warnings).toEqual(['from the engine'])
  })
})
