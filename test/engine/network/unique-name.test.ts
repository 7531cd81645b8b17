import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker } from '../open-docker.js'
import { unique } from '../open-engine.js'

// Each client has connections and a session of its own, as a process of its own has.
onEachEngine('the name of a network on engine %s', (engineName) => {
  let clients: readonly Docker[] = []
  beforeAll(async () => {
    clients = await Promise.all(Array.from({ length: 8 }, () => openDocker(engineName)))
  })
  afterAll(async () => {
    for (const client of clients) {
      await client.cleanup()
      await client.close()
    }
  })

  test('goes to one of eight clients that want it at once; the others leave nothing', async () => {
    const [first] = clients
    if (first === undefined) throw new Error('there is no client')
    for (const round of [1, 2]) {
      const name = unique(`name-${round}`)
      const results = await Promise.allSettled(clients.map((client) => client.network.bridge(name).create()))
      const made = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      expect(made).toHaveLength(1)
      for (const reason of refused)
        expect(reason).toMatchObject({
          code: 'NAME_TAKEN',
          name: 'ConflictError',
          operation: 'NetworkCreate',
          status: 409,
          details: { noun: 'network', name },
        })
      const listed = await first.network.list({ name: `^${name}$` })
      expect(listed.map(({ id }) => id)).toEqual(made.map(({ id }) => id))
      await made[0]?.remove()
    }
  })

  test('goes to one of eight builders of one client', async () => {
    const [client] = clients
    if (client === undefined) throw new Error('there is no client')
    const name = unique('name')
    const results = await Promise.allSettled(clients.map(() => client.network.bridge(name).create()))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await client.network.list({ name: `^${name}$` })).toHaveLength(1)
    expect(client.engine.session.owned).toHaveLength(1)
    await client.cleanup()
  })
})
