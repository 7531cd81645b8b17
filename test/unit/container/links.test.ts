import { describe, expect, test } from 'vitest'
import { parseLinks } from '../../../src/container/host-probe/links.js'
import { otherEnd } from '../../../src/container/addresses/veth.js'

const host = parseLinks(`
name=lo
ifindex=1
iflink=1
address=00:00:00:00:00:00
mtu=65536
operstate=unknown
type=772

name=eth0
ifindex=2
iflink=2
address=52:54:00:12:34:56
mtu=1500
operstate=up
type=1
has=device

name=docker0
ifindex=3
iflink=3
address=02:42:00:00:00:01
mtu=1500
operstate=up
type=1
has=bridge
DEVTYPE=bridge

name=veth1a2b3c4
ifindex=9
iflink=2
address=aa:bb:cc:dd:ee:ff
mtu=1500
operstate=up
type=1
master=docker0

name=eth0.10
ifindex=11
iflink=2
address=52:54:00:12:34:56
mtu=1500
operstate=up
type=1
has=lower
DEVTYPE=vlan

name=sit0
ifindex=12
iflink=0
address=0.0.0.0
mtu=1480
operstate=down
type=776
`)

describe('links', () => {
  test('are told apart by what the kernel shows of them', () => {
    expect(host.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'lo loopback',
      'eth0 physical',
      'docker0 bridge',
      'veth1a2b3c4 veth',
      'eth0.10 vlan',
      'sit0 other',
    ])
  })

  test('have their facts', () => {
    const [, , , veth, , sit] = host
    expect(veth).toMatchObject({ index: 9, peerIndex: 2, mtu: 1500, state: 'up', master: 'docker0' })
    expect(String(veth?.mac)).toBe('aa:bb:cc:dd:ee:ff')
    expect(sit).toMatchObject({ mac: undefined, peerIndex: undefined, master: undefined })
  })

  test('of a cable find each other', () => {
    const [inside] = parseLinks(
      'name=eth0\nifindex=2\niflink=9\naddress=02:42:ac:11:00:02\nmtu=1500\noperstate=up\ntype=1\n',
    )
    if (inside === undefined) throw new Error('nothing read')
    expect(otherEnd(inside, host)?.name).toBe('veth1a2b3c4')
  })

  test('that do not point back are no cable', () => {
    const [inside] = parseLinks(
      'name=eth0\nifindex=20\niflink=2\naddress=02:42:ac:11:00:02\nmtu=1500\noperstate=up\ntype=1\n',
    )
    if (inside === undefined) throw new Error('nothing read')
    expect(otherEnd(inside, host)).toBeUndefined()
  })

  test('are none in an empty text', () => {
    expect(parseLinks('\n')).toEqual([])
  })
})

test.each(['macvlan', 'ipvlan', 'vlan'] as const)('a link that the kernel calls %s is one', (kind) => {
  const text = `name=eth0\nifindex=7\niflink=2\naddress=02:42:ac:11:00:02\nmtu=1500\noperstate=up\ntype=1\nDEVTYPE=${kind}\n`
  expect(parseLinks(text)).toMatchObject([{ name: 'eth0', kind, peerIndex: 2 }])
})
