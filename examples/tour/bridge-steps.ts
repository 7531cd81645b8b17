import { Cidr } from 'mooring'
import type { Step } from './step.js'

/** ls and inspect; a bridge of our own; leaving it and coming back; subnet, range and gateway. */
export const bridgeSteps: readonly Step[] = [
  {
    chapter: 'Networks',
    notes: 'docker network ls',
    code: 'docker.network.list()',
    run: async ({ docker }, tell) => {
      const networks = await docker.network.list()
      for (const { name, summary } of networks) tell.answer(`${name.padEnd(12)} ${summary.Driver}`)
      const names = networks.map(({ name }) => name)
      tell.holds(
        'bridge, host and none are there',
        ['bridge', 'host', 'none'].every((name) => names.includes(name)),
      )
    },
  },
  {
    notes: 'docker network inspect bridge',
    code: "docker.network.inspect('bridge')",
    run: async ({ docker }, tell) => {
      const { Driver, IPAM, Options } = await docker.network.inspect('bridge')
      const subnet = IPAM.Config?.[0]?.Subnet
      tell.answer(
        `driver ${Driver}, subnet ${subnet ?? 'none'}, on ${Options?.['com.docker.network.bridge.name'] ?? '?'}`,
      )
      tell.holds('it is a bridge with a subnet', Driver === 'bridge' && subnet !== undefined)
    },
  },
  {
    chapter: 'Bridge',
    notes: 'docker network create --driver bridge mybridge',
    code: "docker.network.bridge('mybridge').create()",
    run: async ({ docker, $ }, tell) => {
      const mybridge = await docker.network.bridge($('mybridge')).create()
      const subnet = (await mybridge.inspect()).IPAM.Config?.[0]?.Subnet ?? ''
      tell.answer(`${mybridge.name} has ${subnet}`)
      tell.holds('it got a block of its own', Cidr.tryParse(subnet) !== undefined)
    },
  },
  {
    notes: 'docker run -i -t --name mynetwork_container --net mybridge ubuntu:14.04',
    code: "docker.container.run('ubuntu:14.04').interactive().tty().name('mynetwork_container').net('mybridge').start()",
    remark: 'start() leaves it running; .attachTerminal() in its place sits you at it, as -it does.',
    run: async ({ docker, $ }, tell) => {
      const container = await docker.container
        .run($('ubuntu:14.04'))
        .interactive()
        .tty()
        .name($('mynetwork_container'))
        .net($('mybridge'))
        .start()
      const ip = await container.ip()
      const subnet = Cidr.parse((await docker.network.inspect($('mybridge'))).IPAM.Config?.[0]?.Subnet ?? '')
      tell.answer(`${container.name} is ${ip}`)
      tell.holds(`its address is in the new block ${subnet}`, subnet.contains(ip))
    },
  },
  {
    notes: 'docker network disconnect mybridge mynetwork_container',
    code: "docker.network.disconnect('mybridge', 'mynetwork_container')",
    run: async ({ docker, $ }, tell) => {
      await docker.network.disconnect($('mybridge'), $('mynetwork_container'))
      const left = await docker.container.ref($('mynetwork_container')).ips()
      tell.answer(`${left.length} addresses left`)
      tell.holds('it runs on, without an address', left.length === 0)
    },
  },
  {
    notes: 'docker network connect mybridge mynetwork_container',
    code: "docker.network.connect('mybridge', 'mynetwork_container')",
    run: async ({ docker, $ }, tell) => {
      await docker.network.connect($('mybridge'), $('mynetwork_container'))
      const ips = await docker.container.ref($('mynetwork_container')).ips()
      tell.answer(ips.map(({ network, ip }) => `${ip} on ${network}`).join(', '))
      tell.holds('it has an address again', ips.length === 1)
    },
  },
  {
    notes:
      'docker network create --driver=bridge --subnet=172.72.0.0/16 --ip-range=172.72.0.0/24 --gateway=172.72.0.1 my_custom_network',
    code: "docker.network.bridge('my_custom_network').subnet('172.72.0.0/16').ipRange('172.72.0.0/24').gateway('172.72.0.1').create()",
    remark:
      'The range need not equal the subnet, it is a part of it. And 172.72.0.0/16 is public address space: fine in a lab, take a private block elsewhere.',
    run: async ({ docker, $ }, tell) => {
      const custom = await docker.network
        .bridge($('my_custom_network'))
        .subnet($('172.72.0.0/16'))
        .ipRange($('172.72.0.0/24'))
        .gateway($('172.72.0.1'))
        .create()
      const [pool] = (await custom.inspect()).IPAM.Config ?? []
      tell.answer(`subnet ${pool?.Subnet}, range ${pool?.IPRange}, gateway ${pool?.Gateway}`)
      tell.holds('all three are as asked', pool?.Subnet === $('172.72.0.0/16') && pool.Gateway === $('172.72.0.1'))
      const box = await docker.container.run($('ubuntu:14.04')).interactive().tty().net(custom).start()
      tell.answer(`a container on it is ${await box.ip()}`)
      tell.holds('its address comes from the range', Cidr.parse($('172.72.0.0/24')).contains(await box.ip()))
      await box.remove({ force: true })
    },
  },
]
