import { lineOf } from './alias-steps.js'
import type { Scene, Step } from './step.js'

function hostsOf({ hosts }: Scene): NonNullable<Scene['hosts']> {
  if (hosts === undefined) throw new Error('this step needs two hosts on one LAN')
  return hosts
}

/** One LAN, two servers, a range for each. */
export const macvlanSteps: readonly Step[] = [
  {
    chapter: 'MacVLAN over two servers',
    needsHosts: true,
    notes:
      'docker network create -d macvlan --subnet=192.168.0.0/24 --ip-range=192.168.0.64/28 --gateway=192.168.0.1 -o macvlan_mode=bridge -o parent=eth0 my_macvlan',
    code: "a.network.macvlan('my_macvlan').parent('eth0').mode('bridge').subnet('192.168.0.0/24').ipRange('192.168.0.64/28').gateway('192.168.0.1').create()",
    run: async (scene, tell) => {
      const [a] = hostsOf(scene)
      const onA = await a.network
        .macvlan('my_macvlan')
        .parent('eth0')
        .mode('bridge')
        .subnet('192.168.0.0/24')
        .ipRange('192.168.0.64/28')
        .gateway('192.168.0.1')
        .create()
      const { IPAM, Options } = await onA.inspect()
      tell.answer(`on a: range ${IPAM.Config?.[0]?.IPRange}, parent ${Options?.['parent']}`)
      tell.holds('the range of a is as asked', IPAM.Config?.[0]?.IPRange === '192.168.0.64/28')
    },
  },
  {
    needsHosts: true,
    notes:
      'docker network create -d macvlan --subnet=192.168.0.0/24 --ip-range=192.168.0.128/28 --gateway=192.168.0.1 -o macvlan_mode=bridge -o parent=eth0 my_macvlan',
    code: "b.network.macvlan('my_macvlan').parent('eth0').mode('bridge').subnet('192.168.0.0/24').ipRange('192.168.0.128/28').gateway('192.168.0.1').create()",
    remark: 'Each engine hands out addresses without asking the other: the two ranges must not overlap.',
    run: async (scene, tell) => {
      const [, b] = hostsOf(scene)
      const onB = await b.network
        .macvlan('my_macvlan')
        .parent('eth0')
        .mode('bridge')
        .subnet('192.168.0.0/24')
        .ipRange('192.168.0.128/28')
        .gateway('192.168.0.1')
        .create()
      const [pool] = (await onB.inspect()).IPAM.Config ?? []
      tell.answer(`on b: range ${pool?.IPRange}`)
      tell.holds('the range of b is as asked', pool?.IPRange === '192.168.0.128/28')
    },
  },
  {
    needsHosts: true,
    notes: 'docker run -it --name c1 --hostname c1 --network my_macvlan ubuntu:14.04',
    code: "a.container.run('ubuntu:14.04').interactive().tty().name('c1').hostname('c1').net('my_macvlan').start()",
    run: async (scene, tell) => {
      const [a] = hostsOf(scene)
      const c1 = await a.container
        .run('ubuntu:14.04')
        .interactive()
        .tty()
        .name('c1')
        .hostname('c1')
        .net('my_macvlan')
        .start()
      tell.answer(`c1 on a is ${await c1.ip()}, ${await c1.mac()}`)
      tell.holds('it is the first of its range', `${await c1.ip()}` === '192.168.0.64')
    },
  },
  {
    needsHosts: true,
    notes: 'docker run -it --name c2 --hostname c2 --network my_macvlan ubuntu:14.04',
    code: "b.container.run('ubuntu:14.04').interactive().tty().name('c2').hostname('c2').net('my_macvlan').start()",
    run: async (scene, tell) => {
      const [, b] = hostsOf(scene)
      const c2 = await b.container
        .run('ubuntu:14.04')
        .interactive()
        .tty()
        .name('c2')
        .hostname('c2')
        .net('my_macvlan')
        .start()
      tell.answer(`c2 on b is ${await c2.ip()}, ${await c2.mac()}`)
      tell.holds('it is the first of its range', `${await c2.ip()}` === '192.168.0.128')
    },
  },
  {
    needsHosts: true,
    notes: 'ping 192.168.0.128 -c 1',
    code: "c1.exec('ping', '192.168.0.128', '-c', '1').output()",
    run: async (scene, tell) => {
      const [a, b] = hostsOf(scene)
      const c1 = a.container.ref('c1')
      const c2 = b.container.ref('c2')
      const there = await c1.exec('ping', '192.168.0.128', '-c', '1').output()
      const back = await c2.exec('ping', '192.168.0.64', '-c', '1').output()
      tell.answer(`c1 to c2: ${lineOf(there.stdout, 'packet loss')}`)
      tell.answer(`c2 to c1: ${lineOf(back.stdout, 'packet loss')}`)
      tell.holds('each reaches the other server', there.exitCode === 0 && back.exitCode === 0)
    },
  },
]
