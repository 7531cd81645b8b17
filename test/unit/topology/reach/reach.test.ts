import { describe, expect, test } from 'vitest'
import { idOf, partOf, topologyOf } from '../made.js'
import { machine, oneMachine, second } from './hosts.js'
import type { ReachEnd, ReachOptions } from '../../../../src/topology/index.js'

const t = oneMachine()

/** `true direct 10.1.0.3:80` and the reasons. */
const told = (from: ReachEnd, to: ReachEnd, options?: ReachOptions, of = t): [answer: string, reasons: string] => {
  const { reachable, via, address, because } = of.reach(from, to, options)
  return [[reachable, via, address].map(String).join(' '), because.map(({ reason }) => reason).join(' ')]
}
const no = 'false undefined undefined'
const web = { port: 80 }

describe('between containers on one host', () => {
  test('a network in common leads there, and the port must have a listener', () => {
    expect(told('asker', 'web', web)).toEqual(['true direct 10.1.0.3:80', 'common-network listening'])
    expect(told('both', 'db', web)).toEqual(['true direct 10.3.0.2:80', 'common-network listening'])
    expect(told('asker', 'lazy', web)).toEqual([no, 'common-network nobody-listens not-published'])
    expect(told('asker', 'lazy', { port: 8000 })[0]).toBe('true direct 10.1.0.4:8000')
    expect(told('asker', 'lazy', { port: 53, protocol: 'udp' })[0]).toBe('true direct 10.1.0.4:53')
    expect(told('asker', 'narrow', web)).toEqual([no, 'common-network listens-elsewhere not-published'])
    expect(told('asker', 'narrow', { port: 81 })[0]).toBe('true direct 10.1.0.6:81')
  })

  test('without a port it is asked whether packets get there', () => {
    expect(told('asker', 'lazy')).toEqual(['true direct 10.1.0.4', 'common-network'])
    expect(told('far', 'web')).toEqual(['true published 10.2.0.1:8080', 'published'])
    expect(told('far', 'asker')[0]).toBe(no)
  })

  test('bridges are kept apart, but for ports that are published', () => {
    expect(told('asker', 'far', web)).toEqual([no, 'no-common-network isolated-bridges not-published'])
    expect(told('asker', 'farweb', web)).toEqual(['true published 10.1.0.1:8082', 'published listening'])
    expect(told('asker', 'bound', web)).toEqual(['true published 192.0.2.10:8083', 'published listening'])
    expect(told('asker', 'onbridge', web)).toEqual(['true published 172.17.0.1:8084', 'published listening'])
    expect(told('far', 'private', web)).toEqual([no, 'no-common-network isolated-bridges published-on-loopback'])
  })

  test('an internal network leads nowhere, and its ports are not published', () => {
    expect(told('db', 'worker', web)[0]).toBe('true direct 10.3.0.3:80')
    expect(told('db', 'farweb', web)).toEqual([no, 'no-common-network internal'])
    expect(told('asker', 'db', web)).toEqual([no, 'no-common-network internal'])
  })

  test('icc off keeps the containers of a network apart, but for ports that are published', () => {
    expect(told('mute1', 'mute2', web)).toEqual([no, 'icc-off not-published'])
    expect(told('mute1', 'mute2', { port: 81 })).toEqual(['true published 10.4.0.1:8085', 'published listening'])
  })

  test('the ports of a routed network are at the own address of the container', () => {
    expect(told('asker', 'routed1', web)).toEqual(['true direct 10.5.0.2:80', 'routed name-not-resolved listening'])
    expect(told('asker', 'routed1', { port: 81 })[1]).toContain('not-published')
    expect(told('asker', 'open1', web)).toEqual([no, 'no-common-network isolated-bridges not-published'])
  })

  test('macvlan keeps to its LAN, and its host and what is behind that are not on it', () => {
    expect(told('edge1', 'edge2', web)).toEqual(['true direct 192.0.2.66:80', 'common-network listening'])
    expect(told('edge1', 'web', web)).toEqual([no, 'no-common-network macvlan-own-host'])
    expect(told('asker', 'edge1', web)).toEqual([no, 'no-common-network macvlan-own-host'])
    expect(told('private1', 'private2', web)).toEqual([no, 'private-mode'])
    expect(told('vepa1', 'vepa2', web)).toEqual([
      'unknown direct 203.0.113.3:80',
      'common-network switch-needed listening',
    ])
  })

  test('an overlay is one network, and a foreign driver is one that nobody knows', () => {
    expect(told('task1', 'task2', web)[0]).toBe('true direct 10.0.1.3:80')
    expect(told('odd1', 'odd2', web)).toEqual([
      'unknown direct 10.10.0.3:80',
      'common-network driver-not-known listening',
    ])
    expect(told('task1', 'web', web)).toEqual(['true published 192.0.2.10:8080', 'published listening'])
  })

  test('on the default bridge the name does not resolve, and the address works', () => {
    expect(told('plain1', 'plain2', web)).toEqual([
      'true direct 172.17.0.3:80',
      'common-network name-not-resolved listening',
    ])
  })

  test('one that does not run, is paused or has no network is not reached, and does not reach', () => {
    expect(told('asker', 'gone', web)).toEqual([no, 'stopped'])
    expect(told('gone', 'asker', web)).toEqual([no, 'stopped'])
    expect(told('asker', 'sleepy', web)).toEqual([no, 'common-network listening paused'])
    expect(told('sleepy', 'web', web)).toEqual([no, 'common-network listening paused'])
    // after the network comes the next thing in the way
    expect(told('sleepy', 'db', web)).toEqual([no, 'no-common-network internal paused'])
    expect(told('far', 'sleepy', { port: 9 })[1]).toMatch(/no-common-network .*paused$/)
    expect(told('asker', 'job', web)).toEqual([no, 'no-network'])
    expect(told('asker', 'orphan', web)).toEqual([no, 'no-network'])
  })

  test('those that share a network have one localhost', () => {
    expect(told('side', 'web', web)).toEqual(['true direct 127.0.0.1:80', 'same-namespace listening'])
    expect(told('asker', 'side', web)[0]).toBe('true direct 10.1.0.3:80')
    expect(told('narrow', 'narrow', { port: 81 })[0]).toBe('true direct 10.1.0.6:81')
    expect(told('monitor', 'host', { port: 5432 })[0]).toBe('true direct 127.0.0.1:5432')
    expect(told('web', 'lazy', { port: 9 })[0]).toBe(no)
  })

  test('on no network of one address family', () => {
    const six = topologyOf({
      one: {
        networks: { n: { subnets: ['10.1.0.0/24', 'fd00::/64'] } },
        containers: {
          a: { on: { n: { IPAddress: '10.1.0.2' } } },
          b: { on: { n: { GlobalIPv6Address: 'fd00::3' } } },
          c: { on: { n: { GlobalIPv6Address: 'fd00::4' } } },
        },
      },
    })
    expect(told('a', 'b', {}, six)[1]).toContain('no-common-family')
    expect(told('c', 'b', {}, six)[0]).toBe('true direct fd00::3')
    expect(told('c', 'b', web, six)).toEqual(['unknown direct [fd00::3]:80', 'common-network listeners-not-read'])
  })
})

describe('with the host and with others', () => {
  test('the host reaches every container that it has an address with', () => {
    expect(told('host', 'db', web)).toEqual(['true direct 10.3.0.2:80', 'host-address listening'])
    expect(told('host', 'mute1', web)[0]).toBe('true direct 10.4.0.2:80')
    expect(told('monitor', 'web', web)[0]).toBe('true direct 10.1.0.3:80')
    expect(told('host', 'edge1', web)).toEqual([no, 'macvlan-own-host'])
    expect(told('host', 'alone1', web)).toEqual([no, 'gateway-isolated'])
    expect(told('alone1', 'alone2', web)[0]).toBe('true direct 10.7.0.3:80')
    expect(told('host', 'hidden1', web)).toEqual([no, 'bridge-without-address'])
    expect(told('host', 'task1', web)).toEqual([no, 'overlay-apart not-published'])
    expect(told('host', 'task2', web)[0]).toBe('true published 127.0.0.1:8087')
    expect(told('host', 'outside')[0]).toBe('true direct undefined')
  })

  test('a container reaches what its host listens on, by its own router', () => {
    expect(told('asker', 'host', { port: 22 })).toEqual([
      'true direct 10.1.0.1:22',
      'host-address host-firewall listening',
    ])
    expect(told('asker', 'host', { port: 5432 })).toEqual([no, 'host-address listens-elsewhere'])
    expect(told('asker', 'host', { port: 9100 })[0]).toBe('true direct 192.0.2.10:9100')
    expect(told('asker', 'monitor', { port: 9000 })[0]).toBe('true direct 10.1.0.1:9000')
    expect(told('db', 'host', { port: 22 })[0]).toBe('true direct 10.3.0.1:22')
    expect(told('db', 'host', { port: 9100 })[0]).toBe(no)
    expect(told('db', 'host', { port: 8080 })).toEqual([no, 'internal'])
    expect(told('edge1', 'host', { port: 22 })).toEqual([no, 'macvlan-own-host'])
    expect(told('alone1', 'host', { port: 22 })).toEqual([no, 'gateway-isolated'])
    expect(told('hidden1', 'host', { port: 22 })).toEqual([no, 'bridge-without-address'])
    expect(told('job', 'host', { port: 22 })).toEqual([no, 'no-network'])
  })

  test('an old engine gives an internal network a way to all addresses of the host', () => {
    const old = oneMachine('1.41')
    expect(told('db', 'host', { port: 9100 }, old)[0]).toBe('true direct 192.0.2.10:9100')
    expect(told('db', 'farweb', web, old)).toEqual([no, 'no-common-network internal'])
  })

  test('a machine outside reaches what is published, in host mode, or on the LAN', () => {
    expect(told('outside', 'web', web)).toEqual(['true published 192.0.2.10:8080', 'published listening'])
    expect(told('outside', 'bound', web)[0]).toBe('true published 192.0.2.10:8083')
    expect(told('outside', 'private', web)).toEqual([no, 'direct-access-blocked published-on-loopback'])
    expect(told('outside', 'onbridge', web)).toEqual([no, 'direct-access-blocked published-out-of-reach'])
    expect(told('outside', 'far', web)).toEqual([no, 'direct-access-blocked not-published'])
    expect(told('outside', 'db', web)).toEqual([no, 'internal'])
    expect(told('outside', 'edge1', web)).toEqual(['true direct 192.0.2.65:80', 'same-lan listening'])
    expect(told('outside', 'monitor', { port: 9000 })[0]).toBe('true direct 192.0.2.10:9000')
    expect(told('outside', 'host', { port: 5432 })[0]).toBe(no)
    expect(told('outside', 'hidden1', web)).toEqual([no, 'direct-access-blocked bridge-without-address'])
  })

  test('what needs a route elsewhere is not known', () => {
    expect(told('outside', 'routed1', web)).toEqual(['unknown direct 10.5.0.2:80', 'routed route-needed listening'])
    expect(told('outside', 'open1', web)).toEqual(['unknown direct 10.6.0.2:80', 'routed route-needed listening'])
    expect(told('bare', 'outside')).toEqual(['unknown direct undefined', 'leads-out route-needed'])
  })

  test('a LAN whose subnet the host has no address of may be nobody else has', () => {
    expect(told('outside', 'private1', web)).toEqual([
      'unknown direct 198.51.100.2:80',
      'same-lan lan-not-known listening',
    ])
    expect(told('private1', 'outside')).toEqual(['unknown direct undefined', 'same-lan lan-not-known'])
    expect(told('private1', 'private2', web)).toEqual([no, 'private-mode'])
    // where the addresses of the host were not read, the LAN is taken to be as the network says
    expect(told('outside', 'private1', undefined, oneMachine('1.51', { listening: undefined }))[0]).toMatch(/^true/)
  })

  test('a macvlan without a parent leads nowhere', () => {
    const lone = { Driver: 'macvlan', subnets: ['10.11.0.0/24'] }
    const alone = topologyOf({
      one: { networks: { lone }, containers: { c: { on: { lone: { IPAddress: '10.11.0.2' } } } } },
    })
    expect(told('outside', 'c', undefined, alone)).toEqual([no, 'internal'])
    expect(told('c', 'host', undefined, alone)).toEqual([no, 'internal'])
  })

  test('new engines block what a neighbour could set a route for on old ones', () => {
    const says = (apiVersion: string) => oneMachine(apiVersion).reach('outside', 'far', web).because[0]?.message
    expect(says('1.51')).toContain('the engine blocks it')
    expect(says('1.45')).toContain('a neighbour who sets one gets through')
  })

  test('a container gets out by its default route, and who listens there is not known', () => {
    expect(told('asker', 'outside')).toEqual(['true direct undefined', 'leads-out'])
    expect(told('both', 'outside')[0]).toBe('true direct undefined')
    expect(told('db', 'outside')).toEqual([no, 'internal'])
    expect(told('edge1', 'outside')).toEqual(['true direct undefined', 'same-lan'])
    expect(told('task1', 'outside')[0]).toBe('true direct undefined')
    expect(told('hidden2', 'outside')).toEqual([no, 'bridge-without-address'])
    expect(told('job', 'outside')).toEqual([no, 'no-network'])
    expect(told('asker', 'outside', { port: 443 })).toEqual(['unknown direct undefined', 'leads-out other-machine'])
  })

  test('where nobody looked who listens, that is not known', () => {
    const blind = oneMachine('1.51', { listening: undefined })
    expect(told('asker', 'web', web, blind)).toEqual([
      'unknown direct 10.1.0.3:80',
      'common-network listeners-not-read',
    ])
    expect(told('outside', 'web', web, blind)[0]).toBe('unknown published one:8080')
    expect(told('asker', 'far', web, blind)[0]).toBe(no)
    expect(told('asker', 'host', { port: 22 }, blind)[0]).toBe('unknown direct 10.1.0.1:22')
    expect(told('asker', 'web', { port: 80, protocol: 'sctp' })[0]).toBe('unknown direct 10.1.0.3:80')
  })
})

describe('between two hosts', () => {
  const two = topologyOf({ one: machine, two: second })
  const over = (from: ReachEnd, to: ReachEnd, options: ReachOptions = web) => told(from, to, options, two)

  test('an overlay and a LAN lead from one to the other', () => {
    expect(over('task1', 'task3')).toEqual(['true direct 10.0.1.4:80', 'common-network listening'])
    expect(over('edge1', 'edge3')).toEqual(['true direct 192.0.2.129:80', 'same-lan name-not-resolved listening'])
    expect(over('edge1', 'edge4')).toEqual([
      'unknown direct 192.0.2.200:80',
      'same-lan lan-not-known name-not-resolved listening',
    ])
  })

  test('what gets out of one reaches what is published on the other', () => {
    expect(over('asker', 'shop')).toEqual(['true published 192.0.2.11:8080', 'leads-out published listening'])
    expect(over('edge1', 'shop')[0]).toBe('true published 192.0.2.11:8080')
    expect(over('asker', 'edge3')[0]).toBe('true direct 192.0.2.129:80')
    expect(over('db', 'shop')).toEqual([no, 'no-common-network internal'])
    expect(over('asker', 'quiet')).toEqual([no, 'no-common-network direct-access-blocked not-published'])
    expect(over('asker', 'kept')).toEqual([no, 'no-common-network internal'])
    expect(over('asker', 'host', { port: 22, host: 'two' })[0]).toBe('true direct 192.0.2.11:22')
    expect(over('host', 'shop', { port: 80, host: 'one' })[0]).toBe('true published 192.0.2.11:8080')
  })

  test('a name that two hosts have, and a host that could be either, are refused', () => {
    const refused = (ask: () => unknown) => {
      try {
        ask()
      } catch (error) {
        return error
      }
      return undefined
    }
    expect(refused(() => two.reach('asker', 'web'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: 'give its id, or its handle',
    })
    expect(two.reach('asker', idOf('one/web'), web).reachable).toBe(true)
    expect(two.reach('asker', { noun: 'container', id: idOf('one/web'), name: 'web' }, web).reachable).toBe(true)
    expect(refused(() => two.reach('outside', 'host'))).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(refused(() => two.reach('outside', 'host', { host: 'tow' }))).toMatchObject({ hint: 'did you mean two?' })
  })
})

describe('of a part of what was read', () => {
  const front = partOf({ one: machine }, 'front')
  const inside = partOf({ one: machine }, 'inside')

  test('what was left out leads from one to the other as well', () => {
    expect(front.networks.map(({ name }) => name)).toEqual(['front'])
    const lead = partOf(
      {
        one: {
          ...machine,
          containers: { ...machine.containers, asker: { on: { front: {}, inside: { IPAddress: '10.3.0.9' } } } },
        },
      },
      'front',
    )
    expect(told('asker', 'both', web, lead)).toEqual(['true direct 10.3.0.4:80', 'common-network listening'])
    expect(told('both', 'outside', undefined, inside)).toEqual(['true direct undefined', 'leads-out'])
  })

  test('the addresses of bridges that were left out are none that others know', () => {
    expect(told('outside', 'web', web, front)[0]).toBe('true published 192.0.2.10:8080')
    expect(front.exposed().map(({ addresses }) => addresses.join())).toEqual(
      expect.arrayContaining(['192.0.2.10:8080']),
    )
    expect(front.exposed().every(({ container }) => front.containers.includes(container))).toBe(true)
  })

  test('a container that was left out is not there', () => {
    expect(() => front.reach('asker', 'far')).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })
})

test('what cannot be asked is refused, with the nearest name', () => {
  const ask = t.reach.bind(t) as (...all: readonly unknown[]) => unknown
  const refused = (...all: readonly unknown[]) => {
    try {
      return ask(...all)
    } catch (error) {
      return error
    }
  }
  expect(refused('askr', 'web')).toMatchObject({ code: 'INVALID_ARGUMENT', hint: 'did you mean asker?' })
  expect(refused('asker', 'outsid')).toMatchObject({ hint: 'did you mean outside?' })
  expect(refused('asker', 'web', { prot: 80 })).toMatchObject({ code: 'UNKNOWN_OPTION', details: { nearest: 'port' } })
  for (const port of [0, 65536, 1.5, '80', NaN, null])
    expect(refused('asker', 'web', { port })).toMatchObject({ code: 'INVALID_PORT' })
  expect(refused('asker', 'web', { port: 80, protocol: 'TCP' })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(refused('outside', 'outside')).toMatchObject({ code: 'INVALID_ARGUMENT' })
  for (const end of [undefined, null, 7, '', {}, Promise.resolve('web'), '__proto__'])
    expect(refused('asker', end)).toMatchObject({ name: 'UsageError' })
})

test('every reason that something is in the way says what to change, in both languages', () => {
  const names = [...t.containers.map(({ name }) => name), 'host', 'outside']
  const facts =
    /^(?:same-|common-network|host-|leads-out|published$|routed|listening|other-machine|driver-not-known|isolated-bridges)/
  for (const from of names)
    for (const to of names) {
      if (from === 'outside' && to === 'outside') continue
      for (const { reason, message, change } of t.reach(from, to, web).because) {
        expect(message).not.toContain('undefined')
        if (facts.test(reason)) continue
        // the host has no logs of docker's
        if (reason === 'nobody-listens' && to === 'host') continue
        expect(change?.mooring, `${from} ${to} ${reason}`).toMatch(/\w/)
        expect(change?.docker).not.toContain('undefined')
      }
    }
})

test('who listens is to be looked for in the container that is meant, and of the host docker has no logs', () => {
  const changeOf = (to: ReachEnd): unknown =>
    t.reach('asker', to, { port: 9 }).because.find(({ reason }) => reason === 'nobody-listens')?.change
  expect(changeOf('lazy')).toEqual({
    mooring: "await docker.container.ref('lazy').waitFor({ port: 9 }), or look at docker.container.ref('lazy').logs()",
    docker: 'docker logs lazy',
  })
  expect(t.reach('asker', 'host', { port: 9 }).because.map(({ reason }) => reason)).toContain('nobody-listens')
  expect(changeOf('host')).toBe(undefined)
})

test('a new network to be made has a name that no other has', () => {
  const changeWith = (...names: readonly string[]): string | undefined => {
    const silent = { Options: { 'com.docker.network.bridge.enable_icc': 'false' } }
    const networks = Object.fromEntries(names.map((name) => [name, { subnets: [] }]))
    const containers = { a: { on: { n: { IPAddress: '10.1.0.2' } } }, b: { on: { n: { IPAddress: '10.1.0.3' } } } }
    const of = topologyOf({
      one: { networks: { ...networks, n: { subnets: ['10.1.0.0/24'], ...silent } }, containers },
    })
    return of.reach('a', 'b').because.find(({ reason }) => reason === 'icc-off')?.change?.docker
  }
  const command = (name: string) =>
    `docker network create ${name} && docker network connect ${name} a && docker network connect ${name} b`
  expect(changeWith()).toBe(command('shared'))
  expect(changeWith('shared', 'shared-2')).toBe(command('shared-3'))
})

test('options that are none, and a host that nobody asks for, are refused', () => {
  const t = oneMachine()
  expect(() => t.reach('asker', 'web', null as never)).toThrow('the options of reach cannot be null')
  expect(() => t.reach('asker', 'web', 'port' as never)).toThrow('the options of reach cannot be "port"')
  expect(() => t.reach('asker', 'web', { host: 'one' })).toThrow('host cannot be "one"')
  for (const host of [null, 7, Symbol('one'), '', {}])
    expect(() => t.reach('host', 'host', { host: host as never })).toThrow(/^host cannot be /)
  expect(() => t.toSvg(null as never)).toThrow('the options of toSvg cannot be null')
})
