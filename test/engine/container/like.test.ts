import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, rich, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('a container like another one of engine %s', (engineName) => {
  let docker: Docker
  let front: OwnedNetwork
  let back: OwnedNetwork
  beforeAll(async () => {
    docker = await openDocker(engineName)
    front = await docker.network.bridge(unique('like')).subnet('10.214.0.0/24').create()
    back = await docker.network.bridge(unique('like')).subnet('10.214.1.0/24').create()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('is made with all that the first one was made with, and runs', async () => {
    const told = docker.container
      .run(busybox, 'sleep', '600')
      .init()
      .env({ A: '1', B: 'two words' })
      .label('app', 'web')
      .workdir('/tmp')
      .user('1:1')
      .hostname('box')
      .restart('on-failure:3')
      .net(front.name, { ip: '10.214.0.9', alias: ['web', 'www'], mac: '02:42:0a:d6:00:09' })
      .net(back.name)
      .publish('127.0.0.1::80')
      .expose('81/udp')
      .addHost('db:10.0.0.3')
      .mount({ type: 'tmpfs', target: '/cache', size: 1_048_576 })
      .raw({ StopTimeout: 0, HostConfig: { CapAdd: ['NET_ADMIN'], Memory: 64 * 2 ** 20, Binds: ['/tmp:/host:ro'] } })
    await using first = await told.start()
    const like = await docker.container.like(first)
    const { HostConfig: host, ...rest } = like.toRequest()
    const { HostConfig: toldHost, ...toldRest } = told.toRequest()
    expect(rest).toEqual({ ...toldRest, StopTimeout: 0 })
    expect(host).toMatchObject({ ...toldHost, CapAdd: [expect.stringMatching(/NET_ADMIN$/)] })

    await using second = await like
      .env('A', '3')
      .net(front.name, { ip: '10.214.0.10', mac: '02:42:0a:d6:00:0a' })
      .start()
    expect(`${await second.ip(front.name)}`).toBe('10.214.0.10')
    expect((await second.inspect()).Config.Env).toEqual(expect.arrayContaining(['A=3', 'B=two words']))
    expect(second.name).not.toBe(first.name)
    // a copy of the copy is the same
    const again = (await docker.container.like(second)).toRequest()
    expect(again).toEqual((await docker.container.like(second)).toRequest())
    expect(again.Labels).toEqual({ app: 'web' })
  })

  test('has of its image what the image says: another image brings its own', async () => {
    await using first = await docker.container.run(rich).name(unique('like')).create()
    const like = (await docker.container.like(first)).toRequest()
    expect(like).not.toHaveProperty('Cmd')
    expect(like).not.toHaveProperty('Entrypoint')
    expect(like).not.toHaveProperty('Labels')
    const other = (await docker.container.like(first)).image(busybox).command('echo', 'hello')
    expect((await other.output({ check: true })).stdout).toBe('hello\n')
  })

  test.each(['host', 'none'] as const)('is on %s as the first one', async (mode) => {
    await using first = await sleeper(docker).net(mode).create()
    const like = await docker.container.like(first)
    expect(like.toRequest().HostConfig?.NetworkMode).toBe(mode)
    expect(() => like.net(front)).toThrow(`this container already uses net('${mode}')`)
  })

  test('shares the network of the same container, and is on the default bridge as the first one', async () => {
    await using first = await sleeper(docker).start()
    await using shared = await sleeper(docker).net(first).create()
    expect((await docker.container.like(shared)).toRequest().HostConfig?.NetworkMode).toBe(`container:${first.id}`)
    const plain = await docker.container.like(first)
    expect(plain.toRequest()).not.toHaveProperty('NetworkingConfig')
    expect(plain.net(front.name).toRequest().HostConfig?.NetworkMode).toBe(front.name)
  })

  test('is on the networks that the first one is on now', async () => {
    await using first = await sleeper(docker).net(front).start()
    await front.disconnect(first)
    await back.connect(first, { alias: 'moved' })
    const { EndpointsConfig } = (await docker.container.like(first)).toRequest().NetworkingConfig ?? {}
    expect(EndpointsConfig).toEqual({ [back.name]: { Aliases: ['moved'] } })
  })

  test('of none says which is missing', async () => {
    await expect(docker.container.like('nosuch')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
