import { expect, test } from 'vitest'
import { parseHostBlocks, parseRoutes } from '../../../src/container/host-probe/routes.js'

const printed = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	0100A8C0	0003	0	0	0	00000000	0	0	0
tun0	00000000	0100080A	0003	0	0	0	00000080	0	0	0
tun0	0000080A	0100080A	0003	0	0	0	0000FFFF	0	0	0
eth0	0000A8C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
*	0000090A	00000000	0200	0	0	0	0000FFFF	0	0	0
---
fd000008000000000000000000000000 40 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000001 00000000 00000003     tun0
fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
---
Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 10.8.0.2
        /32 host LOCAL
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.168.0.255
        /32 link BROADCAST
Local:
     |-- 10.8.0.2
        /32 host LOCAL
---
# written by somebody
nameserver 192.168.0.1
nameserver 127.0.0.53
nameserver fe80::1%eth0
search lab.test
`

test('what the kernel prints of routes, addresses and name servers is read; what leads everywhere is left out', () => {
  const said = parseHostBlocks(printed).map(({ kind, block, interface: device, gateway }) =>
    [kind, block, device, gateway].map((one) => (one === undefined ? '-' : `${one}`)).join(' '),
  )
  expect(said).toEqual([
    'route 10.8.0.0/16 tun0 10.8.0.1',
    'route 192.168.0.0/24 eth0 -',
    'route fd00:8::/64 tun0 fd00::1',
    'address 10.8.0.2/32 - -',
    'nameserver 192.168.0.1/32 - -',
  ])
})

test('nothing printed is nothing seen', () => {
  expect(parseHostBlocks('')).toEqual([])
  expect(parseHostBlocks('x\n---\ny z\n---\n---\nnameserver\nnameserver what\n')).toEqual([])
})

test('every route of the main table is told, default routes as well, with its metric', () => {
  const local =
    'fd000008000000000000000000000002 80 0 00 00000000000000000000000000000000 00000000 1 0 80200001     tun0'
  const multicast =
    'ff000000000000000000000000000000 08 0 00 00000000000000000000000000000000 00000100 1 0 00000001     eth0'
  const [head = '', ...rest] = printed.split('---\n')
  const text = [head, `${rest[0]}${local}\n${multicast}\n`, ...rest.slice(1)].join('---\n')
  const said = parseRoutes(text).map(({ destination, gateway, interface: device, metric }) =>
    [destination, gateway ?? '-', device, metric].map((one) => `${one}`).join(' '),
  )
  expect(said).toEqual([
    '0.0.0.0/0 192.168.0.1 eth0 0',
    '0.0.0.0/1 10.8.0.1 tun0 0',
    '10.8.0.0/16 10.8.0.1 tun0 0',
    '192.168.0.0/24 - eth0 0',
    'fd00:8::/64 fd00::1 tun0 1024',
    'fe80::/64 - eth0 256',
  ])
})
