import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/index.js'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/index.js'
import { plan, type PlanSpec } from '../../../src/plan/index.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openAt, openDocker, sleeper } from '../open-docker.js'
import { DyingTransport } from './dying-transport.js'

onEachEngine('programs that carry out a plan on %s', (engineName) => {
  let docker: Docker
  let web: OwnedContainer
  let db: OwnedContainer
  const octet = { e20: 71, e26: 72, newest: 73 }[engineName]
  const ip = (last: number): string => `10.232.${octet}.${last}`
  const [one, two] = [`${ip(0)}/25`, `${ip(128)}/25`]
  const project = 'killed'

  const before: PlanSpec = {
    project,
    networks: { 'killed-front': { subnet: one, label: { tier: 'a' } }, 'killed-old': { subnet: two } },
    members: {
      'killed-web': { 'killed-front': { ip: ip(5), alias: 'one' }, 'killed-old': {} },
      'killed-db': { 'killed-front': { ip: ip(6) } },
    },
  }
  /** A network is made anew while two containers exchange their addresses, and another gets the block of one that goes. */
  const after: PlanSpec = {
    project,
    networks: { 'killed-front': { subnet: one, label: { tier: 'b' } }, 'killed-next': { subnet: two } },
    members: {
      'killed-web': { 'killed-front': { ip: ip(6), alias: 'two' }, 'killed-next': {} },
      'killed-db': { 'killed-front': { ip: ip(5) }, 'killed-next': { alias: 'db' }, bridge: false },
    },
  }

  beforeAll(async () => {
    docker = await openDocker(engineName)
    web = await sleeper(docker).name('killed-web').start()
    db = await sleeper(docker).name('killed-db').start()
  })
  afterAll(async () => {
    await (await (await plan(docker, after)).destroy()).apply()
    await docker.cleanup()
    await docker.close()
  })

  /** Both containers as the second spec has them, still in their first run. */
  async function expectAfter(since: readonly string[]): Promise<void> {
    expect(`${await plan(docker, after)}`).toBe('nothing to change')
    expect([`${await web.ip('killed-front')}`, `${await db.ip('killed-front')}`]).toEqual([ip(6), ip(5)])
    const found = await Promise.all([web, db].map((container) => container.inspect()))
    expect(found.map(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks ?? {}).sort())).toEqual([
      ['bridge', 'killed-front', 'killed-next'],
      ['killed-front', 'killed-next'],
    ])
    expect(found.map(({ State }) => State.StartedAt)).toEqual(since)
  }

  const startedAt = (): Promise<string[]> =>
    Promise.all([web, db].map(async (container) => (await container.inspect()).State.StartedAt))

  /** Goes from the first spec to the second with a program that dies at one of its changes, if it comes so far. */
  async function carryOut(moment: 'before' | 'after', at: number): Promise<'died' | 'ended'> {
    const { socket } = await lab.engine(engineName)
    await (await plan(docker, before)).apply()
    const transport = new DyingTransport(socket, { at, moment })
    const p = await plan(openAt('', { transport }), after)
    const end = await Promise.race([transport.died, p.apply().then(() => 'ended' as const)])
    await transport.close()
    return end
  }

  const changes = Array.from({ length: 11 }, (_, index) => index + 1)
  test.for(changes.flatMap((at) => (['before', 'after'] as const).map((moment) => ({ moment, at }))))(
    'one that dies $moment its change $at: the next one ends what it began',
    async ({ moment, at }) => {
      const since = await startedAt()
      expect(await carryOut(moment, at)).toBe('died')
      await (await plan(docker, after)).apply()
      await expectAfter(since)
    },
  )

  test('there is no other change at which it could die', async () => {
    const since = await startedAt()
    expect(await carryOut('before', changes.length + 1)).toBe('ended')
    await expectAfter(since)
  })

  test('two at once, from where a network must be made anew: nothing is lost, and who goes on ends it', async () => {
    const since = await startedAt()
    for (let round = 0; round < 3; round++) {
      await (await plan(docker, before)).apply()
      await using other = await openDocker(engineName)
      const plans = [await plan(docker, after), await plan(other, after)]
      const ends = await Promise.allSettled(plans.map((p) => p.apply()))
      for (const end of ends) {
        if (end.status === 'fulfilled') continue
        expect(MooringError.is(end.reason)).toBe(true)
        expect(end.reason).toMatchObject({ code: expect.stringMatching(/^PLAN_(NOT_APPLIED|OUTDATED)$/) as string })
      }
      await (await plan(docker, after)).apply()
      await expectAfter(since)
    }
  })
})
