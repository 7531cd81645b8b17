import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { NetworkChange } from '../../../src/network/watch/change.js'
import type { NetworkWatch } from '../../../src/network/watch/watch.js'
import { lab } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openAt, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

/** A change in words, with what the name `db` is answered with after it. */
function told(change: NetworkChange): string {
  const who = 'member' in change ? ` ${change.member.container.name}` : ''
  const db = change.names.find(({ name }) => name === 'db')
  return `${change.type}${who}${db === undefined ? '' : `, db: ${db.answers.map(({ container }) => container.name).join(' ')}`}`
}

/** The next changes that have to do with a network, in words. */
async function read(watch: NetworkWatch, network: string, count: number): Promise<string[]> {
  const all: string[] = []
  while (all.length < count) {
    const { value } = await watch.next()
    if (value === undefined) break
    if (!('network' in value) || value.network.name === network) all.push(told(value))
  }
  return all
}

onEachEngine('a watch of the networks of engine %s', (engineName) => {
  let docker: Docker

  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(() => docker.close())

  test('tells each change once: made, joined, renamed, disconnected, restarted with another address, removed', async () => {
    const name = unique('mooring-test')
    const [a, b, c] = ['a', 'b', 'c'].map((one) => `${name}-${one}`)
    await using all = docker.watch()
    expect((await all.next()).value?.type).toBe('snapshot')
    await using net = await docker.network.bridge(name).create()
    await using first = await sleeper(docker).name(`${a}`).net(net, { alias: 'db' }).start()
    await using watch = net.watch()
    const { value: snapshot } = await watch.next()
    const { networks = [], names = [] } = snapshot?.type === 'snapshot' ? snapshot : {}
    expect(networks.map(({ network, driver }) => [network.id, driver])).toEqual([[net.id, 'bridge']])
    const [member] = networks[0]?.members ?? []
    expect(member?.container).toEqual(first.toJSON())
    expect(member?.ip?.toString()).toBe(`${await first.ip(net)}`)
    // the same as names() tells
    const known = (await net.names()).map(({ name, answers }) => [name, answers.map(({ ip, via }) => `${ip} ${via}`)])
    expect(names.map(({ name, answers }) => [name, answers.map(({ ip, via }) => `${ip} ${via}`)])).toEqual(known)

    expect(await read(all, name, 2)).toEqual(['created', `joined ${a}, db: ${a}`])
    const tells = async (done: Promise<unknown>, ...expected: readonly string[]): Promise<void> => {
      await done
      expect(await read(watch, name, expected.length)).toEqual(expected)
      expect(await read(all, name, expected.length)).toEqual(expected)
    }
    const second = sleeper(docker).name(`${b}`).net(net, { alias: 'db' }).start()
    await tells(second, `joined ${b}, db: ${a} ${b}`)
    await tells(first.rename(`${c}`), `renamed ${c}`)
    await tells((await second).restart(), `left ${b}, db: ${c}`, `joined ${b}, db: ${c} ${b}`)
    await tells(net.disconnect(first), `left ${c}, db: ${b}`)
    // the lowest free address is now that of the first
    await tells((await second).restart(), `left ${b}, db: `, `readdressed ${b}, db: ${b}`)
    await tells(net.connect(first), `readdressed ${c}`)
    await tells((await second).remove({ force: true }), `left ${b}, db: `)
    await tells(first.remove({ force: true }), `left ${c}`)
    await tells(net.remove(), 'removed')
    expect((await watch.next()).done).toBe(true)
  })
})

describe('a watch of an engine of its own', () => {
  test('goes on over a kill and a restart of the engine, with a gap', { timeout: 120_000 }, async () => {
    await using host = await lab.start('watched', { root: 'forky' })
    await using docker = openAt(host.host)
    const net = await docker.network.bridge('kept').create()
    const stays = await sleeper(docker).name('stays').net(net, { alias: 'db' }).restart('always').start()
    await sleeper(docker).name('ends').net(net, { alias: 'db' }).start()
    const watch = docker.watch()
    await watch.next()
    await host.kill()
    const gap = (await watch.next()).value
    expect(gap).toMatchObject({ type: 'gap', cause: { name: 'ConnectionError' } })
    const after: NetworkChange[] = []
    const resumed = (async () => {
      for (let value = (await watch.next()).value; value !== undefined; value = (await watch.next()).value) {
        after.push(value)
        const isBack = after.some((one) => one.type === 'joined' || one.type === 'readdressed')
        if (isBack && after.some(({ type }) => type === 'resumed')) return
      }
    })()
    await host.restart()
    await resumed
    // what ended with the engine, and the new endpoint of what was started again
    const words = after.map(told)
    expect(words).toContainEqual(expect.stringMatching(/^left ends, db:/))
    expect(words).toContainEqual(expect.stringMatching(/^left stays, db:/))
    expect(words).toContainEqual(expect.stringMatching(/^(?:joined|readdressed) stays, db: stays$/))
    expect(words.filter((one) => one === 'resumed')).toHaveLength(1)
    expect(new Set(words).size, 'nothing is told twice').toBe(words.length)
    await stays.remove({ force: true })
    expect(told((await watch.next()).value as NetworkChange)).toBe('left stays, db: ')
    await watch.return()
  })
})
