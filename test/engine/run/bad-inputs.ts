import { Docker } from '../../../src/docker.js'
import type { ErrorCode } from '../../../src/errors/codes.js'
import { busybox } from '../open-docker.js'
import { unique } from '../open-engine.js'

export type Try = (docker: Docker) => unknown
export type BadInput = readonly [what: string, attempt: Try, code: ErrorCode, details?: object]

// What a program without types, or a text from a file, can bring along.
const odd = (value: unknown): string => value as string
export const net = (docker: Docker) => docker.network.bridge(unique('bad'))
export const run = (docker: Docker) => docker.container.run(busybox, 'true')

/** By the numbers of the list of forty; those that an engine must refuse are in other files. */
export const refused: readonly BadInput[] = [
  ['1 an empty id', (d) => d.container.remove('', { force: true }), 'INVALID_REF'],
  ['1 an empty name of a network', (d) => d.network.remove(''), 'INVALID_REF'],
  ['2 undefined as an id', (d) => d.container.remove(odd(undefined)), 'INVALID_REF'],
  ['2 null as an id', (d) => d.call('ContainerInspect', { id: odd(null) }), 'INVALID_REF'],
  ['2 a number as an id', (d) => d.network.get(odd(7)), 'INVALID_REF'],
  ['3 a path as an id', (d) => d.container.remove('../networks/x'), 'INVALID_REF'],
  ['3 a path as a network', (d) => d.network.remove('x/../../containers/y'), 'INVALID_REF'],
  ['5 a line break in an id', (d) => d.container.inspect('a\r\nX: y'), 'INVALID_REF'],
  ['6 a slash in the id of a container', (d) => d.container.inspect('a/b'), 'INVALID_REF'],
  ['6 two dots', (d) => d.network.inspect('..'), 'INVALID_REF'],
  ['6 a NUL', (d) => d.network.inspect('a\u0000b'), 'INVALID_REF'],
  ['7 a blank in a new name', (d) => d.network.bridge(odd('a b')), 'INVALID_NAME'],
  ['7 a slash in a new name', (d) => d.network.bridge(odd('a/b')), 'INVALID_NAME'],
  ['7 a path as a new name', (d) => d.network.bridge(odd('../x')), 'INVALID_NAME'],
  ['7 a line break in a new name', (d) => d.network.bridge(odd('a\nb')), 'INVALID_NAME'],
  ['7 a new name of 300 letters', (d) => d.network.bridge('a'.repeat(300)), 'INVALID_NAME'],
  ['7 the same of a container', (d) => run(d).name(odd('a/b')), 'INVALID_NAME'],
  ['8 a name of the engine', (d) => d.network.bridge(odd('host')), 'PREDEFINED_NETWORK', { network: 'host' }],
  ['10 a prefix of 99', (d) => net(d).subnet(odd('10.1.2.0/99')), 'INVALID_CIDR'],
  ['10 no subnet at all', (d) => net(d).subnet(odd('banana')), 'INVALID_CIDR'],
  ['10 a prefix of 129', (d) => net(d).subnet(odd('fd00::/129')), 'INVALID_CIDR'],
  ['10 a subnet without a prefix', (d) => net(d).subnet(odd('10.1.2.0')), 'PREFIX_MISSING'],
  ['11 host bits', (d) => net(d).subnet(odd('10.99.0.5/24')), 'HOST_BITS_SET', { suggestion: '10.99.0.0/24' }],
  ['12 everything', (d) => net(d).subnet(odd('0.0.0.0/0')), 'SUBNET_UNUSABLE'],
  ['12 the loopback', (d) => net(d).subnet(odd('127.0.0.0/8')), 'SUBNET_UNUSABLE'],
  ['12 multicast', (d) => net(d).subnet(odd('224.0.0.0/24')), 'SUBNET_UNUSABLE'],
  ['14 a gateway outside', (d) => net(d).subnet('10.9.0.0/24').gateway('10.8.0.1'), 'GATEWAY_OUTSIDE_SUBNET'],
  ['15 a gateway at the first address', (d) => net(d).subnet('10.9.0.0/24').gateway('10.9.0.0'), 'GATEWAY_UNUSABLE'],
  ['15 a gateway at the last address', (d) => net(d).subnet('10.9.0.0/24').gateway('10.9.0.255'), 'GATEWAY_UNUSABLE'],
  ['16 a range outside', (d) => net(d).subnet('10.9.0.0/24').ipRange('10.8.0.0/28'), 'RANGE_OUTSIDE_SUBNET'],
  [
    '16 an auxiliary address outside',
    (d) => net(d).subnet('10.9.0.0/24').auxAddress('a', '10.8.0.1'),
    'AUX_ADDRESS_UNUSABLE',
  ],
  [
    '16 an auxiliary address that is the gateway',
    (d) => net(d).subnet('10.9.0.0/24').auxAddress('a', '10.9.0.1').create(),
    'AUX_ADDRESS_UNUSABLE',
  ],
  ['16 a gateway without a subnet', (d) => net(d).gateway('10.9.0.1' as never), 'SUBNET_MISSING'],
  ['17 pools that overlap', (d) => net(d).subnet('10.9.0.0/24').subnet('10.9.0.0/16'), 'POOLS_OVERLAP'],
  ['20 no address at all', (d) => run(d).net('x', { ip: odd('banana') }), 'INVALID_IP'],
  ['20 an IPv6 address as ip', (d) => run(d).net('x', { ip: odd('fd00::1') }), 'INVALID_ARGUMENT'],
  [
    '22 a fixed address on the default bridge',
    (d) => run(d).net(odd('bridge'), { ip: '10.0.0.5' }),
    'CONFLICTING_OPTIONS',
  ],
  ['23 no MAC address at all', (d) => run(d).net('x', { mac: odd('zz') }), 'INVALID_MAC'],
  ['23 a multicast MAC address', (d) => run(d).net('x', { mac: '01:00:5e:00:00:01' }), 'INVALID_MAC'],
  ['24 an empty alias', (d) => run(d).net('x', { alias: odd('') }), 'INVALID_ALIAS'],
  ['24 an alias of two words', (d) => d.network.connect('x', 'y', { alias: odd('a b') }), 'INVALID_ALIAS'],
  ['24 an alias of 300 letters', (d) => run(d).net('x', { alias: 'a'.repeat(300) }), 'INVALID_ALIAS'],
  ['25 an alias on the default bridge', (d) => run(d).net(odd('bridge'), { alias: 'web' }), 'CONFLICTING_OPTIONS'],
  ['26 localhost to publish on', (d) => run(d).publish(odd('localhost:80:80')), 'INVALID_HOST_IP'],
  ['26 an address with a blank to publish on', (d) => run(d).publish(odd('127.0.0.1 :80:80')), 'INVALID_HOST_IP'],
  ['26 an impossible address to publish on', (d) => run(d).publish(odd('999.1.1.1:80:80')), 'INVALID_HOST_IP'],
  ['27 port 0', (d) => run(d).publish(odd('0')), 'INVALID_PORT'],
  ['27 port 65536', (d) => run(d).publish(65536), 'INVALID_PORT'],
  ['27 port -1', (d) => run(d).publish(-1), 'INVALID_PORT'],
  ['27 port 1.5', (d) => run(d).publish(1.5), 'INVALID_PORT'],
  ['27 a range that runs backwards', (d) => run(d).publish(odd('9000-8000')), 'INVALID_PORT'],
  ['27 a protocol that is none', (d) => run(d).publish(odd('80/banana')), 'INVALID_PORT'],
  ['29 a port in host mode', (d) => run(d).publish('80').net(odd('host')), 'CONFLICTING_OPTIONS'],
  ['29 a port in none mode', (d) => run(d).publish('80').net(odd('none')), 'CONFLICTING_OPTIONS'],
  ['29 a port in container mode', (d) => run(d).publish('80').net(odd('container:web')), 'CONFLICTING_OPTIONS'],
  ['30 a DNS server that is none', (d) => run(d).dns(odd('banana')), 'INVALID_IP'],
  ['30 a line of hosts that is none', (d) => run(d).addHost(odd('banana')), 'INVALID_ARGUMENT'],
  ['31 a hostname with a line break', (d) => run(d).hostname(odd('a\nb')), 'INVALID_ARGUMENT'],
  ['31 a hostname of two words', (d) => run(d).hostname(odd('a b')), 'INVALID_ARGUMENT'],
  ['31 a hostname of 65 letters', (d) => run(d).hostname('a'.repeat(65)), 'INVALID_ARGUMENT'],
  [
    '32 a misspelt option of an endpoint',
    (d) => run(d).net('x', { alais: 'web' } as object),
    'UNKNOWN_OPTION',
    { option: 'alais', nearest: 'alias' },
  ],
  ['32 a misspelt filter', (d) => d.network.list({ lable: 'x' } as object), 'UNKNOWN_OPTION', { nearest: 'label' }],
  [
    '32 a misspelt option of a mount',
    (d) => run(d).mount({ type: 'tmpfs', target: '/x', readonly: true } as never),
    'UNKNOWN_OPTION',
    { nearest: 'readOnly' },
  ],
  [
    '32 a misspelt operation',
    (d) => d.call('NetworkLsit' as 'NetworkList', {}),
    'UNKNOWN_OPTION',
    { nearest: 'NetworkList' },
  ],
  ['35 a variable with a NUL', (d) => run(d).env('A', 'b\u0000c'), 'INVALID_ARGUMENT'],
  ['35 a variable without a name', (d) => run(d).env('', 'x'), 'INVALID_ARGUMENT'],
  ['35 a command with a NUL', (d) => d.container.run(busybox, 'a\u0000b'), 'INVALID_ARGUMENT'],
  ['35 a label that is null', (d) => run(d).label('a', odd(null)), 'INVALID_ARGUMENT'],
  ['35 a label of a network that is a number', (d) => net(d).label({ a: odd(1) }), 'INVALID_ARGUMENT'],
  ['36 removing itself and restarting', (d) => run(d).rm().restart('always').start(), 'CONFLICTING_OPTIONS'],
  ['36 two modes', (d) => run(d).net('mine').net(odd('host')), 'CONFLICTING_OPTIONS'],
  [
    '37 a condition that is none',
    (d) => d.container.ref('x').wait({ condition: odd('banana') as 'removed' }),
    'INVALID_ARGUMENT',
  ],
  [
    '37 a grace period that is none',
    (d) => d.container.ref('x').stop({ stopTimeout: odd('x') as unknown as number, timeout: 1000 }),
    'INVALID_ARGUMENT',
  ],
  [
    '37 a time that is none',
    async (d) => {
      for await (const event of d.events({}, { since: odd('x') as `${number}` })) return event
      return undefined
    },
    'INVALID_ARGUMENT',
  ],
  [
    '38 a source of a mount that is no path',
    (d) => run(d).mount({ type: 'bind', source: 'data', target: '/x' }),
    'INVALID_ARGUMENT',
  ],
  ['an image that is none', (d) => d.container.run('UPPER case'), 'INVALID_REF'],
  ['a restart policy that is none', (d) => run(d).restart('sometimes' as 'no'), 'INVALID_ARGUMENT'],
  ['a parent that is none', (d) => d.network.macvlan(unique('bad')).parent('no such interface'), 'INVALID_ARGUMENT'],
  [
    'a second IPv4 subnet of a bridge',
    (d) => net(d).subnet('10.9.0.0/24').subnet('10.10.0.0/24'),
    'CONFLICTING_OPTIONS',
  ],
  [
    'a network of another engine',
    (d) => run(d).net({ noun: 'network', id: 'x', name: 'x' }).on(new Docker()),
    'OTHER_ENGINE',
  ],
]
