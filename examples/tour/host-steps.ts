import { Cidr } from 'mooring'
import type { Step } from './step.js'

/** veth and docker0 on the host; addresses over stop and start. */
export const hostSteps: readonly Step[] = [
  {
    chapter: 'On the host',
    notes: 'ifconfig   (on the host: docker0, and a veth for each container)',
    code: 'docker.host.links()',
    remark: 'A container has one veth for each bridge it is on; host, none and container mode have none of their own.',
    run: async ({ docker, $ }, tell) => {
      const links = await docker.host.links()
      const names = links.map(({ name }) => name)
      tell.answer(`${links.length} interfaces: ${names.slice(0, 8).join(' ')}${names.length > 8 ? ' ...' : ''}`)
      tell.holds('docker0 is there', names.includes('docker0'))
      for (const name of [$('mynetwork_container'), $('network_container_1')]) {
        const [pair] = await docker.container.ref(name).veth()
        tell.answer(`${name}: ${pair?.interface} <-> ${pair?.host.name} on ${pair?.host.bridge}`)
        tell.holds(`the veth of ${name} is one of the host's`, pair !== undefined && names.includes(pair.host.name))
      }
    },
  },
  {
    notes: 'docker stop, docker run, docker start   (addresses change over a restart)',
    code: 'app.net(network, { ip: fixed }).start()',
    remark:
      'An address is the lowest that is free at each start, so it changes only if somebody took it meanwhile. A fixed one outside the range stays.',
    run: async ({ docker, $ }, tell) => {
      const subnet = await docker.network.freeSubnet({ size: 24 })
      const [range, rest] = subnet.split(2)
      const network = await docker.network.bridge().subnet(subnet).ipRange(range).create()
      const fixed = rest.first.plus(10)
      const app = docker.container.run($('ubuntu:14.04')).interactive().tty().init()
      const moving = await app.net(network).start()
      const staying = await app.net(network, { ip: fixed }).start()
      const before = await moving.ip()
      await Promise.all([moving.stop(), staying.stop()])
      const other = await app.net(network).start()
      await moving.start()
      await staying.start()
      tell.answer(`the first was ${before}, a third took ${await other.ip()}, the first is ${await moving.ip()} now`)
      tell.answer(`the fixed one was ${fixed} and is ${await staying.ip()}`)
      tell.holds('the address that was free went to whoever started first', (await other.ip()).equals(before))
      tell.holds('the fixed address, outside the range, stayed', (await staying.ip()).equals(fixed))
      tell.holds('dynamic addresses come from the range', Cidr.from(range).contains(await moving.ip()))
    },
  },
]
