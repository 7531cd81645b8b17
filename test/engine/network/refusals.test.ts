import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cidr } from '../../../src/cidr/cidr.js'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('what engine %s refuses of networks', (engineName) => {
  let docker: Docker
  let net: OwnedNetwork
  let member: OwnedContainer
  beforeAll(async () => {
    docker = await openDocker(engineName)
    net = await docker.network.bridge(unique('refuse')).subnet('10.205.0.0/24').create()
    member = await sleeper(docker).net(net, { ip: '10.205.0.50' }).start()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const overlap = () => ({
    code: 'SUBNET_OVERLAP',
    name: 'ConflictError',
    operation: 'NetworkCreate',
    sent: 'yes',
    details: {
      network: { id: net.id, name: net.name },
      networkSubnet: '10.205.0.0/24',
      containers: [{ id: member.id, name: member.name }],
    },
  })

  test('an overlapping subnet: who has it, who is on it, and a block that is free', async () => {
    const name = unique('overlap')
    const refused: unknown = await docker.network
      .bridge(name)
      .subnet('10.205.0.128/25')
      .create()
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({
      ...overlap(),
      target: name,
      details: { ...overlap().details, subnet: '10.205.0.128/25' },
    })
    if (!MooringError.is(refused, 'SUBNET_OVERLAP')) throw refused
    expect(refused.sentence).toBe(
      `10.205.0.128/25 overlaps 10.205.0.0/24 of network "${net.name}", held by ${member.name}`,
    )
    const [, offer = ''] = /^(\S+) is free$/.exec(refused.hint ?? '') ?? []
    expect(Cidr.parse(offer).prefixLength).toBe(25)
    await using free = await docker.network.bridge(name).subnet(Cidr.parse(offer)).create()
    expect(free.name).toBe(name)
  })

  test('an overlapping subnet with a range of its own, which engines check elsewhere', async () => {
    const making = docker.network.bridge(unique('overlap')).subnet('10.205.0.0/24').ipRange('10.205.0.128/25').create()
    await expect(making).rejects.toMatchObject(overlap())
  })

  test('the second pool of a network, when it is that one that overlaps', async () => {
    const making = docker.network.bridge(unique('overlap')).subnet('fd00:205::/64').subnet('10.205.0.0/16').create()
    await expect(making).rejects.toMatchObject({
      ...overlap(),
      details: { ...overlap().details, subnet: '10.205.0.0/16' },
    })
  })

  test('a name that is taken: by which network', async () => {
    await expect(docker.network.bridge(net.name).subnet('10.205.9.0/24').create()).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      name: 'ConflictError',
      operation: 'NetworkCreate',
      details: { noun: 'network', name: net.name, holder: { id: net.id, name: net.name } },
    })
    expect(await docker.network.list({ name: `^${net.name}$` })).toHaveLength(1)
  })

  test('all but one of many that want the same subnet at once', async () => {
    const racers = Array.from({ length: 6 }, () =>
      docker.network.bridge(unique('race')).subnet('10.205.1.0/24').create(),
    )
    const results = await Promise.allSettled(racers)
    const made = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    for (const one of made) await one.remove()
    expect(made).toHaveLength(1)
    for (const reason of refused) expect(reason).toMatchObject({ code: 'SUBNET_OVERLAP' })
  })

  test('an address that is in use: by which container, on connect and on start', async () => {
    const inUse = {
      code: 'ADDRESS_IN_USE',
      name: 'ConflictError',
      details: { address: '10.205.0.50', holder: { id: member.id, name: member.name } },
    }
    await using other = await sleeper(docker).start()
    await expect(net.connect(other, { ip: '10.205.0.50' })).rejects.toMatchObject({
      ...inUse,
      operation: 'NetworkConnect',
      target: net.name,
    })
    await expect(sleeper(docker).net(net, { ip: '10.205.0.50' }).start()).rejects.toMatchObject({
      ...inUse,
      operation: 'ContainerStart',
    })
  })

  test('the address of the gateway: that it is the gateway’s', async () => {
    await using other = await sleeper(docker).start()
    await using gated = await docker.network
      .bridge(unique('gated'))
      .subnet('10.205.2.0/24')
      .gateway('10.205.2.9')
      .create()
    const connecting = gated.connect(other, { ip: '10.205.2.9' })
    await expect(connecting).rejects.toMatchObject({
      code: 'ADDRESS_IN_USE',
      details: { address: '10.205.2.9', holder: undefined },
    })
    await expect(connecting).rejects.toThrow('it is the gateway')
  })

  test('the address of a gateway that nobody asked for, and a reserved one: whose each is', async () => {
    await using other = await sleeper(docker).start()
    await using plain = await docker.network
      .bridge(unique('plain'))
      .subnet('10.205.3.0/24')
      .auxAddress('printer', '10.205.3.7')
      .create()
    await expect(plain.connect(other, { ip: '10.205.3.1' })).rejects.toMatchObject({
      code: 'ADDRESS_IN_USE',
      hint: expect.stringContaining('the gateway has it') as string,
    })
    const starting = sleeper(docker).net(plain, { ip: '10.205.3.7' }).start()
    await expect(starting).rejects.toThrow('it is reserved as "printer"')
  })

  test('an address outside the subnet', async () => {
    await using other = await sleeper(docker).start()
    const outside = { code: 'ADDRESS_OUTSIDE_SUBNET', name: 'BadRequestError', details: { address: '10.99.0.7' } }
    await expect(net.connect(other, { ip: '10.99.0.7' })).rejects.toMatchObject(outside)
    await expect(sleeper(docker).net(net, { ip: '10.99.0.7' }).start()).rejects.toMatchObject(outside)
  })

  test('a removal while containers are on it: which', async () => {
    await expect(net.remove()).rejects.toMatchObject({
      code: 'ACTIVE_ENDPOINTS',
      name: 'InUseError',
      operation: 'NetworkDelete',
      details: { network: net.name, containers: [{ id: member.id, name: member.name }] },
    })
  })

  test('to detach what is not attached, running or not', async () => {
    await using running = await sleeper(docker).start()
    await using stopped = await sleeper(docker).create()
    for (const container of [running, stopped]) {
      await expect(net.disconnect(container)).rejects.toMatchObject({
        code: 'NOT_ATTACHED',
        name: 'ConflictError',
        operation: 'NetworkDisconnect',
        details: { container: container.id, network: net.name },
      })
    }
  })

  test('to attach what is attached', async () => {
    await expect(net.connect(member)).rejects.toMatchObject({
      code: 'ALREADY_ATTACHED',
      name: 'ConflictError',
      operation: 'NetworkConnect',
      details: { container: member.name, network: net.name },
    })
  })

  test('a container or a network that does not exist: which of the two', async () => {
    const ref = unique('nosuch')
    const missing = (noun: string) => ({ code: 'NOT_FOUND', name: 'NotFoundError', details: { noun, ref } })
    await expect(net.connect(ref)).rejects.toMatchObject(missing('container'))
    await expect(net.disconnect(ref)).rejects.toMatchObject(missing('container'))
    await expect(docker.network.connect(ref, member)).rejects.toMatchObject(missing('network'))
    await expect(docker.network.disconnect(ref, member)).rejects.toMatchObject(missing('network'))
    await expect(sleeper(docker).net(ref).start()).rejects.toMatchObject(missing('network'))
  })

  test('to attach what has another’s network, the host’s, or none', async () => {
    const refused = { code: 'NOT_CONNECTABLE', name: 'BadRequestError', operation: 'NetworkConnect' }
    await using onHost = await sleeper(docker).net('host').start()
    await using shared = await sleeper(docker).net(member).start()
    await using lonely = await sleeper(docker).net('none').start()
    for (const container of [onHost, shared, lonely])
      await expect(net.connect(container)).rejects.toMatchObject(refused)
    await expect(docker.call('NetworkConnect', { id: 'host', body: { Container: member.id } })).rejects.toMatchObject(
      refused,
    )
    await expect(docker.network.connect('none', member)).rejects.toMatchObject(refused)
  })

  test('to remove its own networks', async () => {
    for (const network of ['bridge', 'host', 'none']) {
      await expect(docker.network.remove(network)).rejects.toMatchObject({
        code: 'PREDEFINED_NETWORK',
        name: 'ForbiddenError',
        operation: 'NetworkDelete',
        target: network,
        details: { network },
      })
    }
  })

  test('a part of an id that fits several networks', async () => {
    await using other = await docker.network.bridge(unique('twin')).subnet('10.205.3.0/24').create()
    const ids = (await docker.network.list()).map(({ id }) => id)
    const nets = [other]
    try {
      // Sixteen first digits: with seventeen networks two begin alike.
      while (new Set([...ids, ...nets.map(({ id }) => id)].map((id) => id[0])).size === ids.length + nets.length - 1) {
        nets.push(
          await docker.network
            .bridge(unique('twin'))
            .subnet(await docker.network.freeSubnet({ size: 29, from: '10.205.64.0/20' }))
            .create(),
        )
      }
      const firsts = [...new Set([...ids, ...nets.map(({ id }) => id)])].map((id) => id[0] ?? '')
      const twice = firsts.find((digit, at) => firsts.indexOf(digit) !== at) ?? ''
      await expect(docker.network.get(twice)).rejects.toMatchObject({
        code: 'AMBIGUOUS_REF',
        details: { noun: 'network', ref: twice },
      })
    } finally {
      for (const one of nets) await one[Symbol.asyncDispose]()
    }
  })
})
