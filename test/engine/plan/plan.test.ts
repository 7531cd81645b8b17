import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/index.js'
import type { Docker } from '../../../src/docker.js'
import { plan } from '../../../src/plan/index.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'

onEachEngine('a plan on %s', (engineName) => {
  let docker: Docker
  let web: OwnedContainer
  let db: OwnedContainer
  const octet = { e20: 61, e26: 62, newest: 63 }[engineName]
  const subnet = `10.231.${octet}.0/24`
  const ip = (last: number): string => `10.231.${octet}.${last}`
  const networks = { 'plan-front': { subnet }, 'plan-back': { internal: true } }

  beforeAll(async () => {
    docker = await openDocker(engineName)
    web = await sleeper(docker).name('plan-web').start()
    db = await sleeper(docker).name('plan-db').start()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const networksOf = async (container: OwnedContainer): Promise<string[]> =>
    Object.keys((await container.inspect()).NetworkSettings.Networks ?? {}).sort()

  test('prints what it will do, does it while the containers run, and then is empty', async () => {
    const spec = {
      project: 'test',
      networks,
      members: {
        'plan-web': { 'plan-front': { alias: 'www', ip: ip(5) }, 'plan-back': {} },
        'plan-db': { 'plan-back': { alias: 'db' }, bridge: false as const },
      },
    }
    const before = await web.inspect()
    const p = await plan(docker, spec)
    expect(`${p}`.split('\n')).toEqual([
      `+ network plan-front: bridge ${subnet}`,
      '+ network plan-back: bridge internal',
      `+ plan-web on plan-front: alias www, ip ${ip(5)}`,
      '+ plan-web on plan-back: it is not there',
      '+ plan-db on plan-back: alias db',
      '- plan-db on bridge: the spec says false',
      '5 to add, 0 to change, 1 to remove',
    ])
    expect(await networksOf(web)).toEqual(['bridge'])
    const told: string[] = []
    const done = await p.apply({ onChange: ({ network }) => told.push(network) })
    expect(done).toEqual(p.changes)
    expect(told).toHaveLength(6)
    expect(await networksOf(web)).toEqual(['bridge', 'plan-back', 'plan-front'])
    expect(await networksOf(db)).toEqual(['plan-back'])
    expect((await web.inspect()).State.StartedAt).toBe(before.State.StartedAt)
    expect(`${await web.ip('plan-front')}`).toBe(ip(5))
    expect(`${await plan(docker, spec)}`).toBe('nothing to change')
    expect(await p.apply()).toEqual([])
  })

  test('lets two containers exchange their addresses on a network that is made anew, and removes one that is left out', async () => {
    const spec = (webs: number, dbs: number, label: Record<string, string> = {}) => ({
      project: 'test',
      networks: { 'plan-front': { subnet, label } },
      members: { 'plan-web': { 'plan-front': { ip: ip(webs) } }, 'plan-db': { 'plan-front': { ip: ip(dbs) } } },
    })
    await (await plan(docker, spec(6, 5, { tier: 'a' }))).apply()
    expect(await docker.network.exists('plan-back')).toBe(false)
    const before = await docker.network.inspect('plan-front')
    const exchanged = await plan(docker, spec(5, 6, { tier: 'b' }))
    expect(exchanged.changes.map(({ kind, action }) => `${action} ${kind}`)).toEqual([
      'change network',
      'change member',
      'change member',
    ])
    await exchanged.apply()
    expect([`${await web.ip('plan-front')}`, `${await db.ip('plan-front')}`]).toEqual([ip(5), ip(6)])
    const after = await docker.network.inspect('plan-front')
    expect([after.Id === before.Id, after.Labels?.['tier']]).toEqual([false, 'b'])
    // the alias was not said again, and is kept
    expect((await docker.network.ref('plan-front').lookup('www')).map(({ container }) => container.name)).toEqual([
      'plan-web',
    ])
    expect((await plan(docker, spec(5, 6, { tier: 'b' }))).isEmpty).toBe(true)
  })

  test('of two with one spec at the same time both end well', async () => {
    const spec = {
      project: 'test',
      networks: { 'plan-front': { subnet }, 'plan-both': {} },
      members: {
        'plan-web': { 'plan-front': { alias: [] }, 'plan-both': { alias: 'one' } },
        'plan-db': { 'plan-front': {} },
      },
    }
    const plans = [await plan(docker, spec), await plan(docker, spec)]
    const ends = await Promise.allSettled(plans.map((p) => p.apply()))
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'PLAN_NOT_APPLIED' })
    await (await plan(docker, spec)).apply()
    expect((await plan(docker, spec)).isEmpty).toBe(true)
    expect(await networksOf(web)).toEqual(['bridge', 'plan-both', 'plan-front'])
  })

  test('goes on after a failure, and is told out of date when somebody else has changed something', async () => {
    const spec = {
      networks: { 'plan-next': {} },
      members: { 'plan-web': { 'plan-next': {} }, 'plan-db': { 'plan-next': {} } },
    }
    const p = await plan(docker, spec)
    const stop = new AbortController()
    await expect(p.apply({ signal: stop.signal, onChange: () => stop.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    )
    expect(await docker.network.exists('plan-next')).toBe(true)
    expect((await p.apply()).map(({ kind }) => kind)).toEqual(['member', 'member'])
    const gone = await p.destroy()
    await docker.network.disconnect('plan-next', db)
    await docker.network.connect('plan-next', db, { alias: 'by-hand' })
    await expect(plan(docker, spec)).resolves.toMatchObject({ isEmpty: true }) // no alias was said
    expect((await gone.apply()).map(({ action }) => action)).toEqual(['remove', 'remove', 'remove'])
    await (await plan(docker, spec)).apply()
    await docker.network.disconnect('plan-next', web)
    await expect(p.apply()).resolves.toHaveLength(1)
    const removing = await p.destroy()
    await docker.network.remove('plan-next', { detach: true })
    await expect(removing.apply()).resolves.toEqual([])
    const old = await plan(docker, spec)
    await docker.network.bridge('plan-next').create()
    await expect(old.apply()).rejects.toMatchObject({
      code: 'PLAN_BLOCKED',
      details: { obstacles: [{ path: 'networks.plan-next' }] },
    })
    await docker.network.remove('plan-next')
  })

  test('touches nothing of others unless it is told, and takes back what is its own', async () => {
    await using theirs = await docker.network.bridge('plan-theirs').create()
    const spec = {
      project: 'test',
      networks: { 'plan-front': { subnet }, 'plan-theirs': {} },
      members: { 'plan-web': { 'plan-front': {} } },
    }
    const blocked = await plan(docker, spec)
    expect(`${blocked}`).toContain(
      '! networks.plan-theirs: network "plan-theirs" exists, and this plan has not made it; take it over',
    )
    await expect(blocked.apply()).rejects.toMatchObject({ code: 'PLAN_BLOCKED' })
    expect(await docker.network.exists('plan-both')).toBe(true)
    await (await plan(docker, spec, { adopt: true })).apply()
    expect(await docker.network.exists('plan-both')).toBe(false)
    const external = { ...spec, networks: { ...spec.networks, 'plan-theirs': { external: true as const } } }
    const p = await plan(docker, external)
    expect(p.isEmpty).toBe(true)
    const gone = await p.destroy()
    expect(`${gone}`.split('\n')).toEqual([
      '- plan-web on plan-front: the plan is taken back',
      '  network plan-front stays: plan-db is on it',
      '0 to add, 0 to change, 1 to remove',
    ])
    await gone.apply()
    await docker.network.disconnect('plan-front', db)
    await (await p.destroy()).apply()
    expect(await docker.network.exists('plan-front')).toBe(false)
    expect(await docker.network.exists(theirs)).toBe(true)
  })

  test('tells before anything is changed which containers cannot be put on a network', async () => {
    await using none = await sleeper(docker).name('plan-none').net('none').create()
    await using shares = await sleeper(docker).name('plan-shares').net(none).create()
    const one = { 'plan-x': {} }
    const members = {
      'plan-none': one,
      'plan-shares': one,
      'plan-missing': one,
      'plan-web': { 'plan-x': { gwPriority: 1 } },
    }
    const p = await plan(docker, { networks: { 'plan-x': {} }, members })
    const paths = p.obstacles.map(({ path }) => path)
    const old = engineName === 'newest' ? [] : ['members.plan-web.plan-x']
    expect(paths).toEqual(['members.plan-missing', 'members.plan-none.plan-x', 'members.plan-shares.plan-x', ...old])
    await expect(p.apply()).rejects.toMatchObject({ code: 'PLAN_BLOCKED' })
    const off = await plan(docker, { networks: { 'plan-x': {} }, members: { 'plan-none': { none: false, ...one } } })
    await off.apply()
    expect(await networksOf(none)).toEqual(['plan-x'])
    await (await off.destroy()).apply()
    expect(shares.name).toBe('plan-shares')
  })

  test('makes networks of IPv6, lets containers exchange their addresses there, and adds a second family', async () => {
    const six = `fd00:231:${octet}::`
    const spec = (webs: string, dbs: string, more: readonly string[] = []) => ({
      project: 'test-six',
      networks: { 'plan-six': { subnet: [`${six}/64`, ...more], internal: true } },
      members: { 'plan-web': { 'plan-six': { ip6: webs } }, 'plan-db': { 'plan-six': { ip6: dbs } } },
    })
    const first = await plan(docker, spec(`${six}5`, `${six}0:6`))
    expect(first.changes.map(({ reason }) => reason)).toEqual([`bridge ${six}/64 internal`, `ip ${six}5`, `ip ${six}6`])
    await first.apply()
    expect((await plan(docker, spec(`${six}5`, `${six}0:0:6`))).isEmpty).toBe(true)
    const exchanged = await plan(docker, spec(`${six}6`, `${six}5`))
    expect(exchanged.changes.map(({ action, kind }) => `${action} ${kind}`)).toEqual(['change member', 'change member'])
    await exchanged.apply()
    const sixOf = async (container: OwnedContainer) =>
      (await container.inspect()).NetworkSettings.Networks?.['plan-six']?.GlobalIPv6Address
    expect([await sixOf(web), await sixOf(db)]).toEqual([`${six}6`, `${six}5`])
    const both = await plan(docker, spec(`${six}6`, `${six}5`, [`10.233.${octet}.0/24`]))
    expect(both.changes.map(({ action, kind }) => `${action} ${kind}`)).toEqual([
      'change network',
      'change member',
      'change member',
    ])
    await both.apply()
    expect([await sixOf(web), await sixOf(db)]).toEqual([`${six}6`, `${six}5`])
    expect(`${await web.ip('plan-six')}`).toMatch(new RegExp(`^10\\.233\\.${octet}\\.`))
    expect((await plan(docker, spec(`${six}6`, `${six}5`, [`10.233.${octet}.0/24`]))).isEmpty).toBe(true)
    await (await both.destroy()).apply()
    expect(await docker.network.exists('plan-six')).toBe(false)
  })

  test('finds the containers of services by the labels of compose, and makes networks that compose takes for its own', async () => {
    const made = (service: string, nth: number, more = {}) =>
      sleeper(docker)
        .name(`plan-${service}-${nth}`)
        .label({ 'com.docker.compose.project': 'plan', 'com.docker.compose.service': service, ...more })
        .create()
    await using one = await made('api', 1)
    await using two = await made('api', 2)
    await using once = await made('api', 3, { 'com.docker.compose.oneoff': 'True' })
    const config = (endpoint: object) => ({
      name: 'plan',
      services: { api: { networks: { default: endpoint } } },
      networks: { default: { name: 'plan-compose', internal: true } },
    })
    const { spec } = plan.fromCompose(config({ aliases: ['front'] }))
    const p = await plan(docker, spec)
    await p.apply()
    expect((await docker.network.inspect('plan-compose')).Labels).toMatchObject({
      'com.docker.compose.project': 'plan',
      'com.docker.compose.network': 'default',
    })
    expect(await Promise.all([one, two, once].map(networksOf))).toEqual([
      ['bridge', 'plan-compose'],
      ['bridge', 'plan-compose'],
      ['bridge'],
    ])
    expect((await plan(docker, plan.fromCompose(config({ aliases: ['front'] })).spec)).isEmpty).toBe(true)
    const fixed = await plan(docker, plan.fromCompose(config({ mac_address: '02:42:00:00:00:07' })).spec)
    expect(fixed.obstacles.map(({ path, message }) => `${path}: ${message}`)).toContain(
      'services.api.plan-compose.mac: service "api" has 2 containers, and they cannot all have one mac',
    )
    await (await p.destroy()).apply()
    expect(await docker.network.exists('plan-compose')).toBe(false)
  })

  test('what a refused connect left is no membership: it is mended, and taken away, with nothing of its settings', async () => {
    const spec = {
      project: 'test-refused',
      networks: { 'plan-refused': {} },
      members: { 'plan-web': { 'plan-refused': {} } },
    }
    const refuse = async (): Promise<void> => {
      const body = { Container: web.id, EndpointConfig: { IPAMConfig: { LinkLocalIPs: ['fe80::9'] } } }
      await expect(docker.call('NetworkConnect', { id: 'plan-refused', body })).rejects.toMatchObject({ status: 500 })
      expect(await networksOf(web)).toContain('plan-refused')
    }
    await (await plan(docker, { ...spec, members: {} })).apply()
    await refuse()
    const p = await plan(docker, spec)
    expect(`${p}`).toContain('~ plan-web on plan-refused: its settings are there, and nothing is attached')
    await p.apply()
    expect((await plan(docker, spec)).isEmpty).toBe(true)
    expect((await docker.network.ref('plan-refused').members()).map(({ container }) => container.id)).toEqual([web.id])

    await docker.network.disconnect('plan-refused', web)
    await refuse()
    await (await (await plan(docker, spec)).destroy()).apply()
    expect(await networksOf(web)).not.toContain('plan-refused')
    await web.restart({ stopTimeout: 0 })
  })
  test('a subnet that a network of others has is in the way before anything is made', async () => {
    await using theirs = await docker.network.bridge().subnet('10.232.200.0/24').create()
    const p = await plan(docker, { networks: { 'plan-taken': { subnet: '10.232.200.128/25' } } })
    expect(p.obstacles).toMatchObject([{ path: 'networks.plan-taken.subnet' }])
    expect(p.obstacles[0]?.message).toContain(theirs.name)
    await expect(p.apply()).rejects.toMatchObject({ code: 'PLAN_BLOCKED' })
    const request = docker.network.bridge('plan-taken').subnet('10.232.200.128/25')
    await expect(request.create()).rejects.toMatchObject({ code: 'SUBNET_OVERLAP' })
  })
})
