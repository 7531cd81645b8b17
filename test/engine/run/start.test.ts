import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, listeningSleeper, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { containersOf } from './made.js'

onEachEngine('a container started on engine %s', (engineName) => {
  let docker: Docker
  let other: Docker
  let net: OwnedNetwork
  beforeAll(async () => {
    docker = await openDocker(engineName)
    other = await openDocker(engineName)
    net = await other.network.bridge(unique('start')).subnet('10.207.0.0/24').create()
  })
  afterEach(async () => {
    expect(await containersOf(docker)).toEqual([])
  })
  afterAll(async () => {
    await other.cleanup()
    await other.close()
    await docker.close()
  })

  test('runs what it was told to, under its name, with its labels', async () => {
    const name = unique('start')
    await using container = await sleeper(docker).name(name).label('a', '1').label({ b: '2' }).start()
    const found = await container.inspect()
    expect(found.Name).toBe(`/${name}`)
    expect(found.State.Running).toBe(true)
    expect(found.Config.Labels).toMatchObject({ a: '1', b: '2', 'mooring.session': docker.session.id })
    expect(found.Config.Labels?.['mooring.call']).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(found.HostConfig.Init).toBe(true)
  })

  test('without a name is named after its client, anew each time, so that one builder starts many', async () => {
    const builder = sleeper(docker)
    await using first = await builder.start()
    await using second = await builder.start()
    for (const { name } of [first, second]) expect(name).toMatch(new RegExp(`^mooring-${docker.session.id}-\\d+$`))
    expect(first.name).not.toBe(second.name)
    expect((await docker.container.get(second.name)).id).toBe(second.id)
  })

  test('is only made when it was only to be made', async () => {
    await using container = await sleeper(docker).create()
    expect((await container.inspect()).State.Status).toBe('created')
    expect(await container.start()).toBe(true)
  })

  test('with an init ends by the signal it is sent, and need not be killed', async () => {
    await using container = await listeningSleeper(docker)
    await container.stop({ stopTimeout: 60 })
    expect(await container.wait()).toEqual({ exitCode: 143 })
  })

  test('with rm() is gone when it has ended', async () => {
    const container = await docker.container.run(busybox, 'sh', '-c', 'read line; exit 4').interactive().rm().start()
    const gone = container.wait({ condition: 'removed' })
    await container.kill()
    expect(await gone).toEqual({ exitCode: 137 })
    expect(await docker.container.exists(container)).toBe(false)
    await container[Symbol.asyncDispose]()
  })

  test('is started again by the engine as often as it was told', async () => {
    await using container = await docker.container.run(busybox, 'false').restart('on-failure:2').create()
    const ended = container.wait({ condition: 'next-exit' })
    await container.start()
    expect(await ended).toEqual({ exitCode: 1 })
    await container.wait()
    expect((await container.inspect()).RestartCount).toBeLessThanOrEqual(2)
    expect((await container.inspect()).HostConfig.RestartPolicy).toEqual({ Name: 'on-failure', MaximumRetryCount: 2 })
  })

  test('has its mounts: memory, and a volume that goes with it', async () => {
    const { stdout } = await docker.container
      .run(busybox, 'sh', '-c', 'df -k /mem | tail -n 1; touch /data/x && ls /data; touch /ro/x || echo read-only')
      .mount(
        { type: 'tmpfs', target: '/mem', size: 2 ** 20 },
        { type: 'volume', target: '/data' },
        { type: 'bind', source: '/etc', target: '/ro', readOnly: true },
      )
      .output()
    expect(stdout).toMatch(/^tmpfs\s+1024 [^]*\nx\nread-only\n$/)
  })

  test('takes fields that the builder has no setter for, checked against the API', async () => {
    await using container = await sleeper(docker).raw({ StopSignal: 'SIGINT' }).create()
    expect((await container.inspect()).Config.StopSignal).toBe('SIGINT')
    const wrong = { Env: 'A=b' as unknown as string[] }
    await expect(sleeper(docker).raw(wrong).start()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
  })

  test('on a port that is taken is told by whom, and does not stay', async () => {
    await using holder = await sleeper(other).publish('127.0.0.1::80').start()
    const [bound] = await holder.port(80)
    const port = String(bound?.port)
    await expect(sleeper(docker).publish(`127.0.0.1:${port}:80`).start()).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      name: 'ConflictError',
      operation: 'ContainerStart',
      details: { port, holder: { id: holder.id, name: holder.name } },
      sentence: `port ${port} of the host is taken by container "${holder.name}"`,
    })
  })

  test('on a port that another program of the host listens on is told so, in the words of each engine', async () => {
    const listen = 'nc -l -p 18097 & until netstat -ltn | grep -q :18097; do sleep 0.1; done; echo ready; wait'
    const { container, streams } = await other.container.run(busybox, 'sh', '-c', listen).init().net('host').attach()
    await using listener = container
    for await (const { data } of streams.output) if (Buffer.from(data).includes('ready')) break
    await expect(sleeper(docker).publish('18097:80').start()).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      details: { holder: undefined },
    })
    expect((await listener.inspect()).State.Running).toBe(true)
  })

  test('on an address that its host does not have is told so', async () => {
    await expect(sleeper(docker).publish('10.9.9.9:18098:80').start()).rejects.toMatchObject({
      code: 'HOST_ADDRESS_UNKNOWN',
      name: 'BadRequestError',
      details: { address: '10.9.9.9' },
    })
  })

  test('with a port that is published twice in the same way is published once', async () => {
    await using container = await sleeper(docker).publish('127.0.0.1:18099:80', '127.0.0.1:18099:80').start()
    expect(await container.port(80)).toHaveLength(1)
  })

  const missing = unique('nosuch')
  test.each<[string, (run: ContainerBuilder) => ContainerBuilder, object]>([
    ['a program that is missing', (run) => run.entrypoint('nosuchprogram').init(false), { code: 'COMMAND_NOT_FOUND' }],
    [
      'a user that is missing',
      (run) => run.user('nosuchuser'),
      { name: expect.stringMatching(/Error$/) as string, sent: 'yes' },
    ],
    [
      'a network that is missing',
      (run) => run.net(missing),
      { code: 'NOT_FOUND', details: { noun: 'network', ref: missing } },
    ],
    [
      'a container to share with that is missing',
      (run) => run.net(`container:${missing}`),
      { code: 'NOT_FOUND', details: { noun: 'container', ref: missing } },
    ],
    [
      'a source of a mount that is missing',
      (run) => run.mount({ type: 'bind', source: `/${missing}`, target: '/x' }),
      { code: 'MOUNT_SOURCE_MISSING', sent: 'yes' },
    ],
    [
      'an address outside its network',
      (run) => run.net(net.name, { ip: '10.99.0.7' }),
      { code: 'ADDRESS_OUTSIDE_SUBNET' },
    ],
    [
      'the address of the gateway',
      (run) => run.net(net.name, { ip: '10.207.0.1' }),
      { code: 'ADDRESS_IN_USE', details: { address: '10.207.0.1' } },
    ],
    [
      'an address of the host that is none',
      (run) => run.publish('10.99.0.7:80:80'),
      { name: expect.stringMatching(/Error$/) as string, sent: 'yes' },
    ],
  ])('with %s does not stay', async (_, change, refusal) => {
    await expect(change(sleeper(docker)).start()).rejects.toMatchObject(refusal)
    expect(await containersOf(docker)).toEqual([])
  })

  test('with a stopped container to share with does not stay', async () => {
    await using stopped = await sleeper(other).create()
    await expect(sleeper(docker).net(stopped).start()).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      operation: 'ContainerStart',
    })
  })

  test('with a name that is taken is told by whom', async () => {
    await using holder = await sleeper(other).name(unique('taken')).create()
    await expect(sleeper(docker).name(holder.name).start()).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      name: 'ConflictError',
      operation: 'ContainerCreate',
      target: holder.name,
      details: { noun: 'container', name: holder.name, holder: { id: holder.id, name: holder.name } },
    })
    expect((await holder.inspect()).State.Status).toBe('created')
  })
})
