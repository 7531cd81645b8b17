import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import type { Docker } from '../../../../src/docker.js'
import { onEachEngine } from '../../each-engine.js'
import { openDocker, sleeper } from '../../open-docker.js'
import { unique } from '../../open-engine.js'

onEachEngine('on engine %s a container that removes itself is replaced in vain, and back is', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  /** As `docker run --link` says it, on the default bridge. */
  const linked = (name: string, ...links: string[]): ContainerBuilder =>
    sleeper(docker)
      .name(name)
      .raw({ HostConfig: { Links: links } })

  const replacedInVain = async (name: string): Promise<void> => {
    const replaced = docker.container.ref(name).replace((builder) => builder.command('nosuch').init(false))
    await expect(replaced).rejects.toMatchObject({ code: 'NOT_REPLACED', cause: { code: 'COMMAND_NOT_FOUND' } })
  }

  /** That a link leads to what has the name now. */
  const expectLink = async (name: string, target: string, alias: string): Promise<void> => {
    const there = docker.container.ref(target)
    const { Id } = await there.inspect()
    const { stdout } = await docker.container.ref(name).exec('cat', '/etc/hosts').output()
    expect(stdout).toContain(`${await there.ip()}\t${alias} ${Id.slice(0, 12)} ${target}\n`)
  }

  const expectNothingElse = async (...names: string[]): Promise<void> => {
    for (const name of names)
      expect((await docker.container.list({ all: true, name })).map((one) => one.name)).toEqual([name])
  }

  const statusOf = async (name: string): Promise<string> => (await docker.container.inspect(name)).State.Status

  test('what has links to it, with links that lead somewhere: running, paused, stopped, never started', async () => {
    const web = unique('web')
    const [running, paused, stopped, made] = [unique('runs'), unique('paused'), unique('stopped'), unique('made')]
    await sleeper(docker).name(web).rm().start()
    const first = await linked(running, `${web}:base`, `${web}:db`).start()
    await (await linked(paused, `${web}:base`).start()).pause()
    await (await linked(stopped, `${web}:base`).start()).stop()
    await linked(made, `${web}:base`).create()
    await replacedInVain(web)
    expect(await Promise.all([running, paused, stopped, made].map(statusOf))).toEqual([
      'running',
      'paused',
      'created',
      'created',
    ])
    await docker.container.ref(paused).unpause()
    for (const name of [stopped, made]) await docker.container.ref(name).start()
    for (const name of [running, paused, stopped, made]) await expectLink(name, web, 'base')
    await docker.container.ref(running).restart()
    for (const alias of ['base', 'db']) await expectLink(running, web, alias)
    await expectNothingElse(web, running, paused, stopped, made)
    // The block of the first ends the one that is back in its place.
    await first[Symbol.asyncDispose]()
    expect(await docker.container.exists(running)).toBe(false)
  })

  test('a chain of links and of a network, of which some remove themselves: each leads to the next one', async () => {
    const [base, app, front, side] = [unique('base'), unique('app'), unique('front'), unique('side')]
    await sleeper(docker).name(base).start()
    await linked(app, `${base}:base`).rm().start()
    await linked(front, `${app}:app`).rm().start()
    await sleeper(docker).net(docker.container.ref(app)).name(side).start()
    const before = await docker.container.inspect(base)
    await replacedInVain(base)
    expect((await docker.container.inspect(base)).Id).toBe(before.Id) // stays, for it does not remove itself
    const now = await docker.container.inspect(app)
    expect((await docker.container.inspect(side)).HostConfig.NetworkMode).toBe(`container:${now.Id}`)
    expect(`${await docker.container.ref(side).ip()}`).toBe(`${await docker.container.ref(app).ip()}`)
    await expectNothingElse(base, app, front, side)
    await expectLink(app, base, 'base')
    await expectLink(front, app, 'app')
  })

  test('a link on a network of its own goes by name: what has it is left alone', async () => {
    await using net = await docker.network.bridge(unique('links')).create()
    const [web, other] = [unique('web'), unique('other')]
    await using own = await sleeper(docker).name(web).net(net).rm().start()
    await using beside = await sleeper(docker).name(other).net(net).link(`${web}:base`).start()
    const { State } = await beside.inspect()
    await replacedInVain(web)
    expect((await beside.inspect()).State.StartedAt).toBe(State.StartedAt)
    const now = docker.container.ref(web)
    expect((await now.inspect()).Id).not.toBe(own.id)
    expect((await beside.lookup('base')).join()).toBe(`${await now.ip()}`)
    await expectNothingElse(web, other)
  })
})
