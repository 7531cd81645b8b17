import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('a prune of networks on engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const make = (label: string, block: number, more: Readonly<Record<string, string>> = {}): Promise<OwnedNetwork> =>
    docker.network
      .bridge(unique('prune'))
      .subnet(`10.207.${block}.0/24`)
      .label({ [label]: '', ...more })
      .create()

  test('removes what no container is on, and forgets that it was ours', async () => {
    const label = unique('prune')
    const unused = await make(label, 0)
    await using used = await make(label, 1)
    await using container = await sleeper(docker).net(used).start()
    expect(await docker.network.prune({ label })).toEqual([unused.name])
    expect(await docker.network.exists(unused)).toBe(false)
    expect(docker.engine.session.owns(unused.id)).toBe(false)
    expect((await container.ips()).map(({ network }) => network)).toEqual([used.name])
    expect(await docker.network.prune({ label })).toEqual([])
  })

  test('spares the networks of stopped containers, made or connected, by name or id; with `stopped` it does not', async () => {
    const label = unique('prune')
    const nets = await Promise.all([2, 3, 4, 5].map((block) => make(label, block)))
    const [made, ended, connected, byId] = nets as [OwnedNetwork, OwnedNetwork, OwnedNetwork, OwnedNetwork]
    await using created = await sleeper(docker).net(made.name).create()
    await using stopped = await sleeper(docker).net(ended).start()
    await stopped.stop()
    await created.inspect()
    await connected.connect(stopped)
    await docker.network.connect(byId.id.slice(0, 12), created)
    expect(await docker.network.prune({ label })).toEqual([])
    await created.start()
    await stopped.start()
    await stopped.stop()
    const pruned = await docker.network.prune({ label, stopped: true })
    expect([...pruned].sort()).toEqual([ended.name, connected.name].sort())
  })

  test('with `label!` spares what has one of several labels', async () => {
    const label = unique('prune')
    const keep = await make(label, 6, { keep: '' })
    const hold = await make(label, 7, { hold: 'yes' })
    const both = await make(label, 8, { keep: '', hold: 'no' })
    const neither = await make(label, 9, { hold: 'no' })
    expect(await docker.network.prune({ label, 'label!': ['keep', 'hold=yes'] })).toEqual([neither.name])
    for (const net of [keep, hold, both]) expect(await docker.network.exists(net)).toBe(true)
    const rest = await docker.network.prune({ label: [label, 'hold'], 'label!': 'hold=yes' })
    expect(rest).toEqual([both.name])
  })

  test('with `until` spares what is younger', async () => {
    const label = unique('prune')
    const net = await make(label, 10)
    const { Created } = await net.inspect()
    const seconds = Math.floor(Date.parse(Created) / 1000)
    expect(await docker.network.prune({ label, until: '1h' })).toEqual([])
    expect(await docker.network.prune({ label, until: String(seconds - 1) })).toEqual([])
    expect(await docker.network.prune({ label, until: String(seconds + 1) })).toEqual([net.name])
  })

  test('refuses filters that it does not know, or that name nothing', async () => {
    const misspelt = { lable: 'a' } as object
    await expect(docker.network.prune(misspelt)).rejects.toMatchObject({ code: 'UNKNOWN_OPTION', sent: 'no' })
    for (const filters of [
      { label: [] },
      { until: 'soon' },
      { until: ['1h', '2h'] as never },
      { stopped: 'yes' as never },
    ])
      await expect(docker.network.prune(filters)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', sent: 'no' })
  })
})
