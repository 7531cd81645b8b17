import { inspect } from 'node:util'
import type { Mount } from '../../../../src/container/wire/mount.js'
import { describe, expect, test } from 'vitest'
import { forApi } from '../../../../src/container/run/for-api.js'
import type { ContainerCreateRequest } from '../../../../src/container/wire/create.js'
import { Docker } from '../../../../src/docker.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const run = (...command: string[]) => docker.container.run('ubuntu:14.04', ...command)

describe('a container builder', () => {
  test.each([
    ['the command', run('sleep', '1'), { Image: 'ubuntu:14.04', Cmd: ['sleep', '1'] }],
    ['entrypoint', run().entrypoint('/bin/sh', '-c'), { Entrypoint: ['/bin/sh', '-c'] }],
    ['hostname', run().hostname('web'), { Hostname: 'web' }],
    ['env, the last word on a name wins', run().env('A', '1').env({ B: '', A: '2' }), { Env: ['B=', 'A=2'] }],
    ['labels', run().label('a', 'b').label({ c: 'd' }), { Labels: { a: 'b', c: 'd' } }],
    ['workdir', run().workdir('/srv'), { WorkingDir: '/srv' }],
    ['user', run().user('1000:1000'), { User: '1000:1000' }],
    ['tty and stdin', run().tty().interactive(), { Tty: true, OpenStdin: true, StdinOnce: true }],
    ['init', run().init(), { HostConfig: { Init: true } }],
    ['rm', run().rm(), { HostConfig: { AutoRemove: true } }],
    [
      'restart',
      run().restart('on-failure:3'),
      { HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } } },
    ],
    ['dns', run().dns('10.0.0.53', 'fd00::53'), { HostConfig: { Dns: ['10.0.0.53', 'fd00::53'] } }],
    [
      'addHost',
      run().addHost('db:10.0.0.5', 'h:host-gateway'),
      { HostConfig: { ExtraHosts: ['db:10.0.0.5', 'h:host-gateway'] } },
    ],
    ['expose', run().expose(80, '53/udp'), { ExposedPorts: { '80/tcp': {}, '53/udp': {} } }],
    ['host mode', run().net('host'), { HostConfig: { NetworkMode: 'host' } }],
    ['none', run().net('none'), { HostConfig: { NetworkMode: 'none' } }],
    ['container mode', run().net('container:web'), { HostConfig: { NetworkMode: 'container:web' } }],
    ['raw, last', run().workdir('/a').raw({ WorkingDir: '/b' }), { WorkingDir: '/b' }],
    [
      'raw, beside what the builder says',
      run()
        .init()
        .raw({ HostConfig: { CapAdd: ['NET_ADMIN'] } })
        .raw({ HostConfig: { ShmSize: 1 } }),
      { HostConfig: { Init: true, CapAdd: ['NET_ADMIN'], ShmSize: 1 } },
    ],
  ])('says %s in the words of the engine', (_, builder, expected) => {
    expect(builder.toRequest()).toMatchObject(expected)
  })

  test('told nothing, asks for nothing', () => {
    expect(run().toRequest()).toEqual({ Image: 'ubuntu:14.04', HostConfig: {} })
  })

  test('shares nothing with its request', () => {
    const builder = run()
      .net('front', { alias: ['a'] })
      .mount({ type: 'tmpfs', target: '/tmp' })
    const { HostConfig, NetworkingConfig } = builder.toRequest()
    const aliases = NetworkingConfig?.EndpointsConfig?.['front']?.Aliases as string[]
    aliases.push('b')
    const mounts = HostConfig?.Mounts as Mount[]
    mounts.splice(0)
    expect(builder.toRequest()).toMatchObject({
      HostConfig: { Mounts: [{ Target: '/tmp' }] },
      NetworkingConfig: { EndpointsConfig: { front: { Aliases: ['a'] } } },
    })
  })

  test('joins one network and then another, the first as its mode', () => {
    const { HostConfig, NetworkingConfig } = run()
      .net('front', { alias: 'web', ip: '10.0.0.9' })
      .net('back')
      .toRequest()
    expect(HostConfig?.NetworkMode).toBe('front')
    expect(NetworkingConfig?.EndpointsConfig).toEqual({
      front: { Aliases: ['web'], IPAMConfig: { IPv4Address: '10.0.0.9' } },
      back: {},
    })
  })

  test('told of a network once more, joins it with what both calls say, and keeps its mode', () => {
    const { HostConfig, NetworkingConfig } = run()
      .net('front', { alias: 'a', ip: '10.0.0.8' })
      .net('back')
      .net('front', { alias: 'web', ip: '10.0.0.9' })
      .toRequest()
    expect(HostConfig?.NetworkMode).toBe('front')
    expect(NetworkingConfig?.EndpointsConfig).toEqual({
      front: { Aliases: ['a', 'web'], IPAMConfig: { IPv4Address: '10.0.0.9' } },
      back: {},
    })
  })

  test('joins a handle by its id, and a handle of host or none as the mode', () => {
    const net = { noun: 'network', id: 'n'.repeat(64), name: 'front' } as const
    expect(run().net(net).toRequest().HostConfig?.NetworkMode).toBe(net.id)
    expect(
      run()
        .net({ ...net, name: 'host' })
        .toRequest().HostConfig?.NetworkMode,
    ).toBe('host')
    const web = { noun: 'container', id: 'c'.repeat(64), name: 'web' } as const
    expect(run().net(web).toRequest().HostConfig?.NetworkMode).toBe(`container:${web.id}`)
  })

  test('mounts a path, a volume and memory', () => {
    const { HostConfig } = run()
      .mount({ type: 'bind', source: '/srv', target: '/data', readOnly: true, propagation: 'rslave' })
      .mount(
        { type: 'volume', source: 'db', target: '/db', noCopy: true },
        { type: 'tmpfs', target: '/tmp', size: 1024, mode: 0o1777 },
      )
      .toRequest()
    expect(HostConfig?.Mounts).toEqual([
      { Type: 'bind', Source: '/srv', Target: '/data', ReadOnly: true, BindOptions: { Propagation: 'rslave' } },
      { Type: 'volume', Source: 'db', Target: '/db', VolumeOptions: { NoCopy: true } },
      { Type: 'tmpfs', Target: '/tmp', TmpfsOptions: { SizeBytes: 1024, Mode: 0o1777 } },
    ])
  })

  test('never changes: each setter makes another one', () => {
    const bare = run()
    bare.net('front').publish(80).env('A', 'b').tty()
    expect(bare.toRequest()).toEqual({ Image: 'ubuntu:14.04', HostConfig: {} })
  })

  test('is no promise: returned from an async function it is still itself', async () => {
    const builder = run()
    expect(await Promise.resolve(builder)).toBe(builder)
  })
})

describe('a published port', () => {
  test.each([
    [80, { '80/tcp': [{ HostIp: '', HostPort: '' }] }],
    ['80', { '80/tcp': [{ HostIp: '', HostPort: '' }] }],
    ['8080:80', { '80/tcp': [{ HostIp: '', HostPort: '8080' }] }],
    ['53:53/udp', { '53/udp': [{ HostIp: '', HostPort: '53' }] }],
    ['127.0.0.1:8080:80/TCP', { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] }],
    ['127.0.0.1::80', { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] }],
    ['[::1]:8080:80', { '80/tcp': [{ HostIp: '::1', HostPort: '8080' }] }],
    ['8000-8010:80', { '80/tcp': [{ HostIp: '', HostPort: '8000-8010' }] }],
    ['8000-8001:90-91', { '90/tcp': [{ HostIp: '', HostPort: '8000' }], '91/tcp': [{ HostIp: '', HostPort: '8001' }] }],
  ] as const)('%s is bound, and exposed too: engines before 29 publish nothing else', (port, bindings) => {
    const request = run().publish(port).toRequest()
    expect(request.HostConfig?.PortBindings).toEqual(bindings)
    expect(Object.keys(request.ExposedPorts ?? {})).toEqual(Object.keys(bindings))
  })

  test('that is said twice is bound once, and many can be at once', () => {
    const began = process.cpuUsage()
    const request = run().publish('1-16000:1-16000').publish('1-16000:1-16000').toRequest()
    expect(Object.keys(request.HostConfig?.PortBindings ?? {})).toHaveLength(16000)
    expect(request.HostConfig?.PortBindings?.['80/tcp']).toEqual([{ HostIp: '', HostPort: '80' }])
    // Compared pair by pair they took a second of it. Measured is what this program used, in microseconds.
    expect(process.cpuUsage(began).user).toBeLessThan(900_000)
  })

  test('may be bound twice', () => {
    expect(run().publish('8080:80', '8081:80').toRequest().HostConfig?.PortBindings).toEqual({
      '80/tcp': [
        { HostIp: '', HostPort: '8080' },
        { HostIp: '', HostPort: '8081' },
      ],
    })
  })
})

describe('printed', () => {
  test('a builder is what it will send', () => {
    const printed = inspect(run('sleep').name('web').platform('linux/arm64').net('front', { alias: 'a' }))
    expect(printed.replace(/\s+/g, ' ')).toBe(
      "ContainerBuilder { name: 'web', platform: 'linux/arm64', body: { Image: 'ubuntu:14.04', Cmd: [ 'sleep' ], " +
        "NetworkingConfig: { EndpointsConfig: { front: { Aliases: [ 'a' ] } } }, HostConfig: { NetworkMode: 'front' } } }",
    )
    expect(inspect({ builder: run() }, { depth: 0 })).toBe('{ builder: [ContainerBuilder] }')
  })

  test('a builder that contradicts itself says why it cannot be sent', () => {
    expect(inspect(run().rm().restart('always'))).toMatch(/^ContainerBuilder \(a container that is removed when/)
  })
})

describe('for an engine before API 1.44', () => {
  const request = run().net('front', { mac: '02:42:ac:11:00:02', alias: 'web' }).net('back', { alias: 'b' }).toRequest()

  test('the first network stays, its MAC address moves beside it, and the others are joined later', () => {
    const { body, later } = forApi(request, '1.41', new Map())
    expect(body.NetworkingConfig?.EndpointsConfig).toEqual({ front: { Aliases: ['web'] } })
    expect(body.MacAddress).toBe('02:42:ac:11:00:02')
    expect(later).toEqual([['back', { Aliases: ['b'] }]])
  })

  test('and from 1.44 on all is said at once', () => {
    expect(forApi(request, '1.44', new Map())).toEqual({ body: request, later: [] })
  })
})

describe('the MAC address of the old field, which engines drop from API 1.52 on', () => {
  const MacAddress = '02:42:ac:11:00:02'
  const body = (builder: { raw(patch: object): { toRequest(): ContainerCreateRequest } }, version: string) =>
    forApi(builder.raw({ MacAddress }).toRequest(), version, new Map()).body

  test.each([
    ['a network', run().net('front').net('back'), 'front'],
    ['the default bridge', run(), 'bridge'],
  ])('becomes that of the endpoint on %s', (_, builder, network) => {
    const sent = body(builder, '1.52')
    expect(sent.MacAddress).toBeUndefined()
    expect(sent.HostConfig?.NetworkMode).toBe(network)
    expect(sent.NetworkingConfig?.EndpointsConfig?.[network]).toEqual({ MacAddress })
    expect(body(builder, '1.51').MacAddress).toBe(MacAddress)
  })

  test('does not take the place of one that an endpoint has', () => {
    const mac = '02:42:ac:11:00:03'
    const { NetworkingConfig } = body(run().net('front', { mac }), '1.55')
    expect(NetworkingConfig?.EndpointsConfig).toEqual({ front: { MacAddress: mac } })
  })

  test.each(['host', 'none', 'container:web'] as const)('is refused in mode %s', (mode) => {
    expect(refusal(() => body(run().net(mode), '1.52')).code).toBe('CONFLICTING_OPTIONS')
  })
})
