import { expect, test } from 'vitest'
import { topologyOf } from '../made.js'
import { listening, machine, oneMachine, second } from './hosts.js'

const rows = (t = oneMachine()) =>
  t
    .exposed()
    .map(({ container, port, protocol, through, addresses, open, listening: listens, unexpected }) =>
      [
        unexpected ? '!' : '-',
        container.name,
        port === undefined ? 'every port' : `${port}/${String(protocol)}`,
        through,
        addresses.join(),
        open,
        listens,
      ].join(' '),
    )

test('what others reach is told, what people do not expect first', () => {
  expect(rows()).toEqual([
    '! farweb 80/tcp published 192.0.2.10:8082 true true',
    '! mute2 81/tcp published 192.0.2.10:8085 true true',
    '! task2 80/tcp published 192.0.2.10:8087 true true',
    '! web 80/tcp published 192.0.2.10:8080 true true',
    '! edge1 80/tcp macvlan 192.0.2.65:80 true true',
    '! edge2 80/tcp macvlan 192.0.2.66:80 true true',
    '! private1 80/tcp macvlan 198.51.100.2:80 unknown true',
    '! private2 80/tcp macvlan 198.51.100.3:80 unknown true',
    '! vepa1 80/tcp macvlan 203.0.113.2:80 unknown true',
    '! vepa2 80/tcp macvlan 203.0.113.3:80 unknown true',
    '! monitor every port host-mode 192.0.2.10 true unknown',
    '! odd1 80/tcp direct 10.10.0.2:80 unknown true',
    '! odd2 80/tcp direct 10.10.0.3:80 unknown true',
    '! open1 80/tcp direct 10.6.0.2:80 unknown true',
    '! routed1 80/tcp direct 10.5.0.2:80 unknown true',
    '- bound 80/tcp published 192.0.2.10:8083 true true',
  ])
})

test('where nobody looked, a container on the LAN may be reached at every port', () => {
  const blind = rows(oneMachine('1.51', { listening: undefined }))
  expect(blind).toContain('! edge1 every port macvlan 192.0.2.65 true unknown')
  expect(blind).toContain('! web 80/tcp published one:8080 true unknown')
  expect(blind).toContain('! monitor every port host-mode one true unknown')
})

test('both families of one door are one row, and a door that nobody stands behind is told as well', () => {
  const t = topologyOf({
    one: {
      networks: { front: { subnets: ['10.1.0.0/24'] } },
      containers: {
        web: {
          on: { front: { IPAddress: '10.1.0.2', Gateway: '10.1.0.1' } },
          ports: {
            '80/tcp': [
              { HostIp: '0.0.0.0', HostPort: '8080' },
              { HostIp: '::', HostPort: '8080' },
            ],
            '53/udp': [{ HostIp: '192.0.2.10', HostPort: '53' }],
            '9/sctp': [{ HostIp: '0.0.0.0', HostPort: '9' }],
          },
        },
        old: { on: { front: { IPAddress: '' } }, state: 'exited', ports: { '80/tcp': [{ HostPort: '81' }] } },
        lo: {
          on: { front: { IPAddress: '10.1.0.3', Gateway: '10.1.0.1' } },
          ports: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '82' }] },
        },
      },
      listening: listening('one', { web: ['udp 0.0.0.0:53'] }, [], ['192.0.2.10', '2001:db8::10']),
    },
  })
  expect(rows(t)).toEqual([
    '! web 9/sctp published 192.0.2.10:9 true unknown',
    '! web 80/tcp published 192.0.2.10:8080,[2001:db8::10]:8080 true false',
    '- web 53/udp published 192.0.2.10:53 true true',
  ])
})

test('what is open on IPv6 alone is out of reach where the host has no address of it', () => {
  const t = topologyOf({
    one: {
      networks: { front: { subnets: ['10.1.0.0/24'] } },
      containers: {
        web: { on: { front: { IPAddress: '10.1.0.2' } }, ports: { '80/tcp': [{ HostIp: '::', HostPort: '8080' }] } },
      },
      listening: listening('one', { web: ['tcp :::80'] }),
    },
  })
  expect(rows(t)).toEqual([])
  const { because } = t.reach('outside', 'web', { port: 80 })
  expect(because.map(({ reason }) => reason)).toEqual(['direct-access-blocked', 'published-out-of-reach'])
})

test('of two hosts, the first one comes first in each group', () => {
  const two = rows(topologyOf({ one: machine, two: second }))
  expect(two.indexOf('! shop 80/tcp published 192.0.2.11:8080 true true')).toBe(4)
})
