import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('what a client made on engine %s', (engineName) => {
  let docker: Docker
  let other: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
    other = await openDocker(engineName)
  })
  afterAll(async () => {
    for (const client of [docker, other]) {
      await client.cleanup()
      await client.close()
    }
  })

  const make = (client = docker): Promise<OwnedNetwork> =>
    client.network.bridge(unique('own')).subnet('10.204.0.0/24').create()

  test('goes at the end of its block, also when the block fails', async () => {
    let id = ''
    const failing = async (): Promise<void> => {
      await using net = await make()
      id = net.id
      throw new Error('the program failed')
    }
    await expect(failing()).rejects.toThrow('the program failed')
    expect(await docker.network.exists(id)).toBe(false)
  })

  test('that is gone already is no failure at the end of its block', async () => {
    let id: string
    {
      await using net = await make()
      id = net.id
      await other.network.remove(net.name)
    }
    expect(await docker.network.exists(id)).toBe(false)
  })

  test('is not what it only looked up: such handles cannot be disposed of', async () => {
    await using net = await make()
    const lookedUp = [
      await docker.network.get(net),
      await docker.network.find(net),
      docker.network.ref(net.name),
      ...(await docker.network.list({ id: net.id })),
      net.release(),
    ]
    try {
      expect(lookedUp).toHaveLength(5)
      for (const handle of lookedUp) expect(handle !== undefined && Symbol.asyncDispose in handle).toBe(false)
    } finally {
      await docker.network.remove(net)
    }
  })

  test('stays when it was released', async () => {
    let kept
    {
      await using net = await make()
      kept = net.release()
    }
    expect(await docker.network.exists(kept)).toBe(true)
    await kept.remove()
  })

  test('goes in any order: a network takes the containers off that its client put there', async () => {
    const net = await make()
    const made = await sleeper(docker).net(net).start()
    const connected = await sleeper(docker).start()
    await net.connect(connected.name)
    await net[Symbol.asyncDispose]()
    expect(await docker.network.exists(net)).toBe(false)
    expect((await made.inspect()).State.Running).toBe(true)
    expect(await made.ips()).toEqual([])
    for (const container of [made, connected]) await container[Symbol.asyncDispose]()
    expect(await docker.container.find(made)).toBeUndefined()
  })

  test('is not taken from under somebody else’s container, and what stays is told', async () => {
    const net = await make()
    {
      await using theirs = await sleeper(other).net(net.name).start()
      const disposal = net[Symbol.asyncDispose]()
      await expect(disposal).rejects.toMatchObject({
        code: 'STILL_THERE',
        name: 'StateError',
        target: net.name,
        details: { left: [`network ${net.name}`] },
        cause: { code: 'ACTIVE_ENDPOINTS', details: { containers: [{ id: theirs.id, name: theirs.name }] } },
      })
      await expect(docker.cleanup()).rejects.toMatchObject({
        code: 'STILL_THERE',
        details: { left: [`network ${net.name}`] },
      })
      expect(`${await theirs.ip()}`).toMatch(/^10\.204\.0\./)
    }
    // It is still owned, so that a later try can succeed.
    await docker.cleanup()
    expect(await docker.network.exists(net)).toBe(false)
  })

  test('goes with a cleanup, but for what was released or made by others', async () => {
    const client = await openDocker(engineName)
    try {
      const net = await client.network.bridge(unique('clean')).subnet('10.204.1.0/24').create()
      const container = await sleeper(client).net(net).start()
      const released = (await client.network.bridge(unique('kept')).subnet('10.204.2.0/24').create()).release()
      const theirs = await other.network.bridge(unique('theirs')).subnet('10.204.3.0/24').create()
      await client.cleanup()
      expect(await client.network.exists(net)).toBe(false)
      expect(await client.container.exists(container)).toBe(false)
      expect(await client.network.exists(released)).toBe(true)
      expect(await client.network.exists(theirs)).toBe(true)
      await released.remove()
      await theirs.remove()
      await client.cleanup()
    } finally {
      await client.close()
    }
  })

  test('stays when its client is closed, and a closed client does nothing more', async () => {
    const client = await openDocker(engineName)
    const net = await make(client)
    await client.close()
    await client.close()
    await expect(net.inspect()).rejects.toMatchObject({ code: 'CLIENT_CLOSED', sent: 'no' })
    expect(await docker.network.exists(net.id)).toBe(true)
    await docker.network.remove(net.id)
  })

  test('is not made when the call was aborted before it began', async () => {
    const name = unique('abort')
    const making = docker.network
      .bridge(name)
      .subnet('10.204.4.0/24')
      .create({ signal: AbortSignal.abort('changed my mind') })
    await expect(making).rejects.toBe('changed my mind')
    expect(await docker.network.exists(name)).toBe(false)
  })

  test('does not stay when the call is aborted while the engine makes it', async () => {
    const client = await openDocker(engineName)
    await client.ping()
    const name = unique('abort')
    const abort = new AbortController()
    const making = client.network.bridge(name).subnet('10.204.5.0/24').create({ signal: abort.signal })
    setImmediate(() => {
      abort.abort('changed my mind')
    })
    await expect(making).rejects.toBe('changed my mind')
    await client.close() // waits for the tidying
    expect(await docker.network.exists(name)).toBe(false)
  })
})
