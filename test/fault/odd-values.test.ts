import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { json } from './http.js'
import { networks } from './replies.js'

const [front] = networks
const id = 'ab'.repeat(32)
const infiniband = '80:00:00:48:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1'

/** A network whose driver writes what no address is. */
const odd = {
  ...front,
  IPAM: { Driver: 'dhcp', Options: null, Config: [{ Subnet: 'dhcp' }, { Subnet: '10.0.0.9/24' }] },
  Containers: {
    [id]: { Name: 'web', EndpointID: 'e1', MacAddress: infiniband, IPv4Address: 'dhcp', IPv6Address: '' },
  },
}

const container = {
  Id: id,
  Name: '/web',
  Config: { Hostname: 'web' },
  State: { Running: true, Status: 'running' },
  HostConfig: { NetworkMode: 'front' },
  NetworkSettings: {
    Networks: { front: { NetworkID: odd.Id, IPAddress: 'dhcp', MacAddress: infiniband, Aliases: ['web'] } },
  },
}

const scripts: Readonly<Record<string, Script>> = {
  'GET /networks': (peer) => peer.send(json([odd])),
  'GET /networks/*': (peer) => peer.send(json(odd)),
  'GET /containers/json': (peer) => peer.send(json([])),
  'GET /containers/*': (peer) => peer.send(json(container)),
}

test('an address that is none is left out, and is never told as a mistake of the caller', async () => {
  await using engine = await fakeEngine(scripts)
  const { network, container: containers } = engine.docker
  expect(await network.ref('front').members()).toMatchObject([
    { container: { name: 'web' }, ip: undefined, ip6: undefined, mac: undefined },
  ])
  expect(await network.ref('front').lookup('web')).toEqual([])
  expect(await containers.ref('web').ips()).toMatchObject([{ ip: undefined, mac: undefined }])
})

test('a subnet that is none takes no block; host bits that an engine kept are masked', async () => {
  await using engine = await fakeEngine(scripts)
  expect(`${await engine.docker.network.freeSubnet({ size: 24 })}`).toBe('10.0.1.0/24')
})
