import { expect, test } from 'vitest'
import { Cidr } from '../../../src/cidr/cidr.js'
import { lab } from '../../lab/lab.js'
import { openAt, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'

test.concurrent.each(['bookworm', 'trixie', 'forky'] as const)(
  'an engine of %s whose address pools are used up says so',
  async (root) => {
    const args = ['--default-address-pool', 'base=10.219.0.0/23,size=24']
    await using small = await lab.start(`pool-${root.slice(0, 5)}`, { root, args, images: false })
    await using docker = openAt(small.host)
    // The default bridge has one of the two.
    await using last = await docker.network.bridge(unique('pool')).create()
    expect(last.warnings).toEqual([])
    await expect(docker.network.bridge(unique('pool')).create()).rejects.toMatchObject({
      code: 'POOLS_EXHAUSTED',
      name: 'UnavailableError',
      operation: 'NetworkCreate',
      details: {},
    })
  },
)

// On engines of its own: where this is not refused, the default bridge is lost.
test.concurrent.each(['bookworm', 'trixie', 'forky'] as const)(
  'an engine of %s keeps its default bridge from who would take its addresses',
  async (root) => {
    await using own = await lab.start(`docker0-${root.slice(0, 2)}`, { root })
    await using docker = openAt(own.host)
    const [pool] = (await docker.network.inspect('bridge')).IPAM.Config ?? []
    const subnet = Cidr.parse(pool?.Subnet ?? '')
    const [ipRange] = subnet.subnets(24)
    const making = docker.network.bridge(unique('usurper')).subnet(subnet, { ipRange }).create()
    await expect(making).rejects.toMatchObject({
      code: 'SUBNET_OVERLAP',
      name: 'ConflictError',
      operation: 'NetworkCreate',
      details: { network: { name: 'bridge' }, networkSubnet: `${subnet}` },
    })
    await using container = await sleeper(docker).start()
    expect(subnet.contains(await container.ip())).toBe(true)
  },
)

test.concurrent('an engine without the driver says which', async () => {
  await using docker = await openDocker('newest')
  await expect(docker.network.driver('nosuch', unique('driver')).create()).rejects.toMatchObject({
    code: 'DRIVER_NOT_FOUND',
    name: 'NotFoundError',
    details: { driver: 'nosuch' },
  })
})
