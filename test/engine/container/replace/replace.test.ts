import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Container } from '../../../../src/container/container.js'
import type { Docker } from '../../../../src/docker.js'
import type { OwnedNetwork } from '../../../../src/network/network.js'
import { onEachEngine } from '../../each-engine.js'
import { busybox, openDocker, rich, sleeper } from '../../open-docker.js'
import { unique } from '../../open-engine.js'

onEachEngine('a container of engine %s is replaced', (engineName) => {
  let docker: Docker
  let front: OwnedNetwork
  let back: OwnedNetwork
  beforeAll(async () => {
    docker = await openDocker(engineName)
    front = await docker.network.bridge(unique('replace')).subnet('10.215.0.0/24').create()
    back = await docker.network.bridge(unique('replace')).subnet('10.215.1.0/24').create()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('by one of another image, with its name, addresses, volumes and those that share its network', async () => {
    const name = unique('web')
    const side = unique('side')
    const own = await sleeper(docker)
      .name(name)
      .volume('/data')
      .label('app', 'web')
      .net(front.name, { ip: '10.215.0.9', alias: 'www', mac: '02:42:0a:d7:00:77' })
      .net(back.name, { ip: '10.215.1.9' })
      .publish('127.0.0.1:18081:80')
      .restart('unless-stopped')
      .start()
    await own.exec('sh', '-c', 'echo kept > /data/file').output({ check: true })
    await using other = await sleeper(docker).net(front.name).start()
    const beside = await sleeper(docker).net(own).name(side).start()
    const before = await own.inspect()
    const [volume] = before.Mounts
    const steps: string[] = []
    const onStep = ({ doing, container }: { doing: string; container: string }): void =>
      void steps.push(`${doing} ${container}`)

    const next = await own.replace((builder) => builder.image(rich).env('ADDED', '1'), { onStep })
    const now = await next.inspect()
    expect(next.name).toBe(name)
    expect(next.id).not.toBe(own.id)
    expect(now.Config).toMatchObject({ Image: rich, Labels: { app: 'web', 'mooring.replaces': own.id } })
    expect(now.Config.Env).toContain('ADDED=1')
    expect(now.HostConfig.RestartPolicy).toMatchObject({ Name: 'unless-stopped' })
    expect(await next.port(80)).toMatchObject([{ port: 18081 }])
    expect(`${await next.ip(front)} ${await next.mac(front)}`).toBe('10.215.0.9 02:42:0a:d7:00:77')
    expect(`${await next.ip(back)} ${await next.mac(back)}`).toBe(
      `10.215.1.9 ${before.NetworkSettings.Networks?.[back.name]?.MacAddress}`,
    )
    expect(now.Mounts).toMatchObject([{ Name: volume?.Name, Destination: '/data' }])
    expect(Buffer.from(await next.readFile('/data/file')).toString()).toBe('kept\n')
    expect([await other.lookup(name), await other.lookup('www')].join(' ')).toBe('10.215.0.9 10.215.0.9')
    expect(await leftOf(docker, name)).toEqual([name])
    expect(steps.map((step) => step.replace(name, 'web').replace(side, 'side'))).toEqual([
      'create web',
      'create side',
      'stop web',
      'start web',
      'wait web',
      'stop side',
      'start side',
      'wait side',
      'remove web',
    ])

    const besideNow = await docker.container.get(side)
    expect(besideNow.id).not.toBe(beside.id)
    expect((await besideNow.inspect()).HostConfig.NetworkMode).toBe(`container:${next.id}`)
    expect(`${await besideNow.ip(front)}`).toBe('10.215.0.9')
    // The block of the first ends the second, and the volume that it had from it.
    await beside[Symbol.asyncDispose]()
    await own[Symbol.asyncDispose]()
    expect(await docker.container.exists(name)).toBe(false)
    expect(await docker.container.exists(side)).toBe(false)
    expect(await docker.volume.exists(volume?.Name ?? '')).toBe(false)
  })

  test('in vain by one that does not run: the old one is back, as it was', async () => {
    const name = unique('web')
    await using own = await sleeper(docker).name(name).net(front.name, { ip: '10.215.0.10' }).start()
    await using beside = await sleeper(docker).net(own).name(unique('side')).start()
    const failed = await own
      .replace((builder) => builder.command('sh', '-c', 'echo cannot >&2; exit 3'), { ready: { port: 80 } })
      .catch((error: unknown) => error)
    await expect(own.replace((builder) => builder.init(false).command('nosuch'))).rejects.toMatchObject({
      code: 'NOT_REPLACED',
      cause: { code: 'COMMAND_NOT_FOUND' },
    })
    expect(failed).toMatchObject({ code: 'NOT_REPLACED', details: { lastLines: ['cannot'] } })
    expect(String(failed)).toMatch(
      `StateError: container "${name}" was not replaced: container "${name}" ended with exit code 3`,
    )
    expect(String(failed)).toMatch(/it wrote last:\n {4}cannot; the old one is back, and runs/)
    expect((await own.inspect()).State.Running).toBe(true)
    expect(`${await own.ip()} ${await beside.ip()}`).toBe('10.215.0.10 10.215.0.10')
    expect(await leftOf(docker, name)).toEqual([name])
  })

  test('with one that is paused in its network, and one that has a link to it: they are so again, also in vain', async () => {
    const [name, paused, linked] = [unique('web'), unique('paused'), unique('linked')]
    const own = await sleeper(docker).name(name).start()
    const inside = await sleeper(docker).net(own).name(paused).start()
    await inside.pause()
    // as docker run --link says it, on the default bridge
    await sleeper(docker)
      .name(linked)
      .raw({ HostConfig: { Links: [`${name}:base`] } })
      .start()
    const expectSame = async (): Promise<void> => {
      const web = await docker.container.inspect(name)
      expect((await docker.container.inspect(paused)).State.Status).toBe('paused')
      expect((await docker.container.inspect(paused)).HostConfig.NetworkMode).toBe(`container:${web.Id}`)
      expect((await docker.container.inspect(linked)).HostConfig.Links).toEqual([`/${name}:/${linked}/base`])
      const { stdout } = await docker.container.ref(linked).exec('cat', '/etc/hosts').output()
      expect(stdout).toContain(`${await docker.container.ref(name).ip()}\tbase ${web.Id.slice(0, 12)} ${name}\n`)
      for (const one of [name, paused, linked]) expect(await leftOf(docker, one)).toEqual([one])
    }
    await own.replace((builder) => builder.env('A', '1'), { ready: false })
    await expectSame()
    const failed = docker.container
      .ref(name)
      .replace((builder) => builder.command('nosuch').init(false), { ready: false })
    await expect(failed).rejects.toMatchObject({ code: 'NOT_REPLACED' })
    await expectSame()
  })

  test('a stopped one by a stopped one, and one that removes itself by one that does', async () => {
    await using stopped = await sleeper(docker).name(unique('stopped')).create()
    const next = await stopped.replace((builder) => builder.env('A', '1'))
    expect((await next.inspect()).State.Status).toBe('created')

    const name = unique('rm')
    await using rm = await sleeper(docker).name(name).rm().volume('/data').start()
    await rm.exec('touch', '/data/file').output({ check: true })
    await expect(rm.replace((builder) => builder.command('false'))).rejects.toMatchObject({ code: 'NOT_REPLACED' })
    const again = await docker.container.get(name)
    expect(again.id).not.toBe(rm.id)
    await expect(
      again.replace((builder) => builder.command('sh', '-c', 'exit 3'), { ready: { port: 80 } }),
    ).rejects.toMatchObject({ code: 'NOT_REPLACED' })
    const made = await docker.container.get(name)
    expect(made.id).not.toBe(again.id)
    await made.exec('test', '-e', '/data/file').output({ check: true })
    const last = await made.replace((builder) => builder.env('A', '1'))
    await last.exec('test', '-e', '/data/file').output({ check: true })
    expect((await last.inspect()).HostConfig.AutoRemove).toBe(true)
    expect(await leftOf(docker, name)).toEqual([name])
  })

  test('by one with other limits and another log driver, whatever an engine made of the first ones', async () => {
    const first = sleeper(docker).memory('64m').cpuPeriod(100_000).cpuQuota(50_000).logOpt('env', 'A')
    await using own = await first.name(unique('web')).logDriver('json-file').start()
    const next = await own.replace((builder) => builder.memory('256m').cpus(1).logDriver('local'), { ready: false })
    const { HostConfig: host } = await next.inspect()
    expect(host).toMatchObject({ Memory: 2 ** 28, NanoCpus: 1e9, CpuQuota: 0 })
    expect(host.MemorySwap).toBe(2 ** 29)
    expect(host.LogConfig).toEqual({ Type: 'local', Config: {} })
  })

  test('not at all by what cannot be made: the old one has run on', async () => {
    await using own = await docker.container.run(busybox, 'sleep', '600').init().name(unique('web')).start()
    const { StartedAt } = (await own.inspect()).State
    await expect(
      own.replace((builder) => builder.image(`lab/${unique('nosuch')}:1`).pull('never')),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(own.replace(undefined, { ready: { healthy: true } })).rejects.toMatchObject({ code: 'NO_HEALTHCHECK' })
    const another = (): ReturnType<typeof sleeper> => sleeper(docker)
    await expect(own.replace(another)).rejects.toThrow('the function given to replace() returned another builder')
    await expect(own.replace(undefined, { stopSignal: 'SIGFOO' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect((await own.inspect()).State.StartedAt).toBe(StartedAt)
    expect(await leftOf(docker, own.name)).toEqual([own.name])
  })
})

/** The names of a container and of what a replacement may have left of it. */
async function leftOf(docker: Docker, name: string): Promise<string[]> {
  const found: Container[] = await docker.container.list({ all: true, name })
  return found.map((one) => one.name)
}
