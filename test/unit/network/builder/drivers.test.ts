import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { drivers, kindOf, type DriverRow } from '../../../../src/network/builder/drivers/drivers.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const { network } = docker
// As it comes out of a file: the compiler cannot see what it is.
const any = (value: unknown): never => value as never

const b = 'com.docker.network.bridge'
const d = 'com.docker.network'

/** Each setter of each driver at least once, and the options that it sends. */
const said = [
  ['bridge', 'icc', () => network.bridge('x').icc(false), { [`${b}.enable_icc`]: 'false' }],
  ['bridge', 'icc', () => network.bridge('x').icc(), { [`${b}.enable_icc`]: 'true' }],
  ['bridge', 'masquerade', () => network.bridge('x').masquerade(false), { [`${b}.enable_ip_masquerade`]: 'false' }],
  ['bridge', 'mtu', () => network.bridge('x').mtu(1400), { [`${d}.driver.mtu`]: '1400' }],
  ['bridge', 'mtu', () => network.bridge('x').ipv6().mtu(0), { [`${d}.driver.mtu`]: '0' }],
  ['bridge', 'bridgeName', () => network.bridge('x').bridgeName('br-x.5'), { [`${b}.name`]: 'br-x.5' }],
  ['bridge', 'hostBinding', () => network.bridge('x').hostBinding('::1'), { [`${b}.host_binding_ipv4`]: '::1' }],
  [
    'bridge',
    'gatewayMode',
    () => network.bridge('x').gatewayMode('routed'),
    { [`${b}.gateway_mode_ipv4`]: 'routed', [`${b}.gateway_mode_ipv6`]: 'routed' },
  ],
  [
    'bridge',
    'gatewayMode',
    () => network.bridge('x').gatewayMode('nat', 'ipv6'),
    { [`${b}.gateway_mode_ipv6`]: 'nat' },
  ],
  [
    'bridge',
    'trustedHostInterfaces',
    () => network.bridge('x').trustedHostInterfaces(['eth0', 'wg0']),
    { [`${b}.trusted_host_interfaces`]: 'eth0:wg0' },
  ],
  ['bridge', 'inhibitIpv4', () => network.bridge('x').inhibitIpv4(), { [`${b}.inhibit_ipv4`]: 'true' }],
  [
    'bridge',
    'containerIfacePrefix',
    () => network.bridge('x').containerIfacePrefix('lan'),
    { [`${d}.container_iface_prefix`]: 'lan' },
  ],
  ['bridge', 'hostIpv4', () => network.bridge('x').hostIpv4('10.0.0.9'), { [`${d}.host_ipv4`]: '10.0.0.9' }],
  ['bridge', 'hostIpv6', () => network.bridge('x').hostIpv6('FD00::9'), { [`${d}.host_ipv6`]: 'fd00::9' }],
  [
    'bridge',
    'advertiseAddrNmsgs',
    () => network.bridge('x').advertiseAddrNmsgs(0),
    { [`${d}.advertise_addr_nmsgs`]: '0' },
  ],
  ['bridge', 'advertiseAddrMs', () => network.bridge('x').advertiseAddrMs(100), { [`${d}.advertise_addr_ms`]: '100' }],
  ['macvlan', 'parent', () => network.macvlan('x').parent('eth0.4094'), { parent: 'eth0.4094' }],
  ['macvlan', 'mode', () => network.macvlan('x').mode('vepa'), { macvlan_mode: 'vepa' }],
  [
    'macvlan',
    'advertiseAddrNmsgs',
    () => network.macvlan('x').advertiseAddrNmsgs(3),
    { [`${d}.advertise_addr_nmsgs`]: '3' },
  ],
  [
    'macvlan',
    'advertiseAddrMs',
    () => network.macvlan('x').advertiseAddrMs(2000),
    { [`${d}.advertise_addr_ms`]: '2000' },
  ],
  ['ipvlan', 'parent', () => network.ipvlan('x').parent('eth0'), { parent: 'eth0' }],
  ['ipvlan', 'mode', () => network.ipvlan('x').mode('l3s'), { ipvlan_mode: 'l3s' }],
  ['ipvlan', 'flag', () => network.ipvlan('x').flag('private'), { ipvlan_flag: 'private' }],
  [
    'ipvlan',
    'advertiseAddrNmsgs',
    () => network.ipvlan('x').advertiseAddrNmsgs(1),
    { [`${d}.advertise_addr_nmsgs`]: '1' },
  ],
  ['ipvlan', 'advertiseAddrMs', () => network.ipvlan('x').advertiseAddrMs(500), { [`${d}.advertise_addr_ms`]: '500' }],
  ['overlay', 'encrypted', () => network.overlay('x').encrypted(), { encrypted: 'true' }],
  ['overlay', 'encrypted', () => network.overlay('x').encrypted().encrypted(false), undefined],
  ['overlay', 'vxlanId', () => network.overlay('x').vxlanId(4100), { [`${d}.driver.overlay.vxlanid_list`]: '4100' }],
  ['overlay', 'dsr', () => network.overlay('x').dsr(), { dsr: 'true' }],
  ['overlay', 'dsr', () => network.overlay('x').dsr(false), undefined],
  ['overlay', 'mtu', () => network.overlay('x').mtu(68), { [`${d}.driver.mtu`]: '68' }],
  [
    'overlay',
    'advertiseAddrNmsgs',
    () => network.overlay('x').advertiseAddrNmsgs(1),
    { [`${d}.advertise_addr_nmsgs`]: '1' },
  ],
  [
    'overlay',
    'advertiseAddrMs',
    () => network.overlay('x').advertiseAddrMs(500),
    { [`${d}.advertise_addr_ms`]: '500' },
  ],
  ['configOnly', 'parent', () => network.configOnly('x').parent('eth0'), { parent: 'eth0' }],
  ['configOnly', 'macvlanMode', () => network.configOnly('x').macvlanMode('private'), { macvlan_mode: 'private' }],
  ['configOnly', 'ipvlanMode', () => network.configOnly('x').ipvlanMode('l2'), { ipvlan_mode: 'l2' }],
  ['configOnly', 'ipvlanFlag', () => network.configOnly('x').ipvlanFlag('vepa'), { ipvlan_flag: 'vepa' }],
  ['configOnly', 'mtu', () => network.configOnly('x').mtu(1400), { [`${d}.driver.mtu`]: '1400' }],
  [
    'configOnly',
    'advertiseAddrNmsgs',
    () => network.configOnly('x').advertiseAddrNmsgs(1),
    { [`${d}.advertise_addr_nmsgs`]: '1' },
  ],
  [
    'configOnly',
    'advertiseAddrMs',
    () => network.configOnly('x').advertiseAddrMs(500),
    { [`${d}.advertise_addr_ms`]: '500' },
  ],
] as const

describe('a setter of a driver sends its option, as the engine spells it', () => {
  test.each(said)('%s %s', (kind, _, build, options) => {
    const request = build().toRequest()
    expect(request.Options).toEqual(options)
    // and what it sends is what option() takes
    const again = kind === 'configOnly' ? network.configOnly('x') : network.driver(kind, 'x')
    expect(again.option({ ...options }).toRequest().Options).toEqual(options)
  })

  test('and none is left untried', () => {
    const tried = new Set(said.map(([kind, setter]) => `${kind} ${setter}`))
    const all = Object.entries<DriverRow>(drivers).flatMap(([kind, { options }]) =>
      Object.keys(options).map((setter) => `${kind} ${setter}`),
    )
    expect(all.filter((one) => !tried.has(one))).toEqual([])
  })

  test.each(['bridge', 'macvlan', 'ipvlan', 'overlay'] as const)('a network of %s says its driver', (driver) => {
    expect(network[driver]('x').toRequest()).toEqual({ Name: 'x', CheckDuplicate: true, Driver: driver })
    expect(kindOf(driver)).toBe(driver)
  })
})

describe('a value that an option cannot have is refused at the call', () => {
  test.each([
    ['icc', () => network.bridge().icc(any('false'))],
    ['mtu of 67', () => network.bridge().mtu(67)],
    ['mtu of 65536: 26 and 28 leave a bridge behind', () => network.bridge().mtu(65_536)],
    ['mtu of 1400.5', () => network.bridge().mtu(1400.5)],
    ['mtu as text', () => network.bridge().mtu(any('1400'))],
    ['bridgeName docker0', () => network.bridge().bridgeName('docker0')],
    ['bridgeName lo', () => network.bridge().bridgeName('lo')],
    ['bridgeName of 16 characters', () => network.bridge().bridgeName('br-0123456789012')],
    ['bridgeName with a slash', () => network.bridge().bridgeName('a/b')],
    ['bridgeName with %d, which Linux fills in', () => network.bridge().bridgeName('br%d')],
    ['bridgeName in 9 letters of 18 bytes', () => network.bridge().bridgeName('äääääääää')],
    ['bridgeName ..', () => network.bridge().bridgeName('..')],
    ['hostBinding of a name', () => network.bridge().hostBinding(any('localhost'))],
    ['gatewayMode', () => network.bridge().gatewayMode(any('routd'))],
    ['family of a gatewayMode', () => network.bridge().gatewayMode('nat', any('v6'))],
    ['trustedHostInterfaces of none', () => network.bridge().trustedHostInterfaces([])],
    ['trustedHostInterfaces in one text', () => network.bridge().trustedHostInterfaces(['eth0:wg0'])],
    ['trustedHostInterfaces that is text', () => network.bridge().trustedHostInterfaces(any('eth0'))],
    ['containerIfacePrefix of 14 characters', () => network.bridge().containerIfacePrefix('abcdefghijklmn')],
    ['hostIpv4 that is IPv6', () => network.bridge().hostIpv4('fd00::1')],
    ['hostIpv6 that is IPv4', () => network.bridge().hostIpv6('10.0.0.1')],
    ['advertiseAddrNmsgs of 4', () => network.bridge().advertiseAddrNmsgs(4)],
    ['advertiseAddrMs of 99', () => network.bridge().advertiseAddrMs(99)],
    ['parent lo', () => network.ipvlan().parent('lo')],
    ['parent in VLAN 0', () => network.macvlan().parent('eth0.0')],
    ['parent in VLAN 4095', () => network.macvlan().parent('eth0.4095')],
    ['mode of ipvlan', () => network.ipvlan().mode(any('bridge'))],
    ['flag of ipvlan', () => network.ipvlan().flag(any('passthru'))],
    ['vxlanId of 0', () => network.overlay().vxlanId(0)],
    ['vxlanId of 2^24', () => network.overlay().vxlanId(2 ** 24)],
    ['vxlanId twice', () => network.overlay().vxlanId(5000, 5000)],
    ['vxlanId of none', () => network.overlay().vxlanId()],
    ['vxlanId as text', () => network.overlay().vxlanId(any('5000'))],
    ['encrypted as text', () => network.overlay().encrypted(any('false'))],
    ['scope', () => network.bridge().scope(any('host'))],
    ['ingress', () => network.overlay().ingress(any('yes'))],
  ])('%s', (_, call) => {
    expect(['INVALID_ARGUMENT', 'INVALID_IP']).toContain(refusal(call).code)
  })

  test('a parent that may be there is left to the engine: two dots, or a word behind the dot', () => {
    for (const parent of ['eth0.100.200', 'eth0.lan'])
      expect(network.macvlan('x').parent(parent).toRequest().Options).toEqual({ parent })
  })
})

describe('what option() gets wrong is told with what was meant', () => {
  test.each([
    ['overlay', 'encrypted', 'false', /true, or left out/],
    ['bridge', `${b}.enable_icc`, 'yes', /true or false/],
    ['bridge', `${b}.gateway_mode_ipv4`, 'natt', /did you mean "nat"/],
    ['bridge', `${d}.driver.mtu`, '0x578', /68 to 65535/],
    ['bridge', `${b}.name`, 'docker0', /not lo, docker0/],
    ['bridge', `${b}.default_bridge`, 'false', /leave it out/],
    ['bridge', `${d}.enable_ipv6`, 'true', /leave it out/],
    ['macvlan', 'macvlan_mode', 'brige', /did you mean "bridge"/],
    ['ipvlan', 'ipvlan_mode', 'L2', /did you mean "l2"/],
    ['macvlan', 'parent', 'eth0.5000', /1 to 4094/],
    ['overlay', `${d}.driver.overlay.vxlanid_list`, '1,2,x', /numbers/],
  ])('%s: %s=%s', (driver, key, value, hint) => {
    const error = refusal(() => network.driver(driver, 'x').option(key, value))
    expect(error.code).toBe('INVALID_ARGUMENT')
    expect(error.hint).toMatch(hint)
    expect(error.message).toContain(key)
  })

  test.each([
    ['bridge', `${b}.enable_ic`, `${b}.enable_icc`],
    ['bridge', 'enable_icc', `${b}.enable_icc`],
    ['bridge', 'mtu', `${d}.driver.mtu`],
    ['bridge', 'com.docker.network.mtu', `${d}.driver.mtu`],
    ['bridge', `${b}.gateway_mode`, `${b}.gateway_mode_ipv4`],
    ['macvlan', 'mode', 'macvlan_mode'],
    ['macvlan', 'parnet', 'parent'],
    ['overlay', 'encrypt', 'encrypted'],
  ])('%s: %s means %s', (driver, key, meant) => {
    const error = refusal(() => network.driver(driver, 'x').option(key, '1'))
    expect(error).toMatchObject({ code: 'UNKNOWN_OPTION', details: { option: key, nearest: meant } })
    expect(error.hint).toContain(meant)
  })

  test.each(['__proto__', 'constructor', 'toString'])('%s, which every object has, is no option', (key) => {
    const error = refusal(() => network.bridge('x').option(key, '1'))
    expect(error).toMatchObject({ code: 'UNKNOWN_OPTION', details: { option: key, nearest: undefined } })
  })

  test.each(['all', 'default', 'lo', 'docker0'])('no bridge is called %s', (name) => {
    expect(refusal(() => network.bridge('x').bridgeName(name)).code).toBe('INVALID_ARGUMENT')
  })

  test.each([
    ['bridge', 'parent', 'macvlan and ipvlan'],
    ['macvlan', 'ipvlan_mode', 'ipvlan'],
    ['macvlan', `${d}.driver.mtu`, 'bridge and overlay'],
    ['ipvlan', `${b}.enable_icc`, 'bridge'],
    ['bridge', 'encrypted', 'overlay'],
  ])('%s: %s is of another driver', (driver, key, of) => {
    const error = refusal(() => network.driver(driver, 'x').option(key, 'eth0'))
    expect(error).toMatchObject({ code: 'UNKNOWN_OPTION', details: { option: key, nearest: undefined } })
    expect(error.hint).toBe(`it is an option of ${of}`)
  })

  test('what is like nothing is refused with what there is, and plugins take anything', () => {
    const error = refusal(() => network.bridge('x').option('something-else-altogether', '1'))
    expect(error.hint).toContain(`${b}.enable_icc`)
    expect(network.driver('weave', 'x').option('parent', '').toRequest().Options).toEqual({ parent: '' })
  })

  test('a configuration may hold the options of any driver', () => {
    const options = { [`${b}.enable_icc`]: 'false', macvlan_mode: 'vepa', encrypted: '' }
    expect(network.configOnly('x').option(options).toRequest().Options).toEqual(options)
    expect(refusal(() => network.configOnly('x').option('macvlan_mod', 'vepa')).code).toBe('UNKNOWN_OPTION')
  })
})

describe('options that do not go together are refused, whichever was said first', () => {
  test.each([
    ['isolated, and not internal', () => network.bridge().gatewayMode('isolated')],
    ['isolated for IPv6 alone, and not internal', () => network.bridge().gatewayMode('isolated', 'ipv6')],
    ['an mtu too small for IPv6', () => network.bridge().mtu(1279).ipv6()],
    ['an mtu too small for an IPv6 subnet', () => network.overlay().subnet('fd00:1::/64').mtu(1000)],
    ['a source address without masquerading', () => network.bridge().hostIpv4('10.0.0.9').masquerade(false)],
    ['the same as text', () => network.bridge().hostIpv6('fd00::9').option(`${b}.enable_ip_masquerade`, 'F')],
    ['a gateway in l3', () => network.ipvlan().subnet('10.0.0.0/24').gateway('10.0.0.1').mode('l3')],
    ['a gateway in l3s', () => network.ipvlan().mode('l3s').subnet('10.0.0.0/24', { gateway: '10.0.0.1' })],
    ['more identifiers than subnets', () => network.overlay().vxlanId(5000, 5001).subnet('10.0.0.0/24')],
    ['an IPv4 subnet without IPv4', () => network.bridge().subnet('10.0.0.0/24').ipv4(false)],
    ['an IPv6 subnet without IPv6', () => network.bridge().ipv6(false).subnet('fd00:1::/64')],
    ['an overlay without IPv4', () => network.overlay().ipv4(false)],
    ['an overlay of one host', () => network.overlay().scope('local')],
    ['an option beside a configuration', () => network.bridge().configFrom('cfg').mtu(1400)],
    ['a configuration after an option', () => network.macvlan().parent('eth0').configFrom('cfg')],
    ['a configuration after a label', () => network.bridge().label('a', 'b').configFrom('cfg')],
    ['a configuration after ipv6()', () => network.bridge().ipv6().configFrom('cfg')],
    ['a configuration of a configuration', () => network.configOnly().configFrom(any('cfg'))],
  ])('%s', (_, build) => {
    expect(refusal(() => build().toRequest()).code).toBe('CONFLICTING_OPTIONS')
  })

  test('and what does go together is sent', () => {
    expect(network.bridge('x').gatewayMode('isolated').internal().toRequest().Internal).toBe(true)
    expect(network.bridge('x').mtu(1280).ipv6().toRequest().EnableIPv6).toBe(true)
    expect(network.ipvlan('x').mode('l2').subnet('10.0.0.0/24').gateway('10.0.0.1').toRequest().Driver).toBe('ipvlan')
    const two = network.overlay('x').vxlanId(4100, 4101).subnet('10.0.0.0/24')
    expect(two.subnet('10.0.1.0/24').toRequest().Options).toEqual({
      [`${d}.driver.overlay.vxlanid_list`]: '4100,4101',
    })
    expect(network.bridge('x').ipv4(false).ipv6().toRequest()).toMatchObject({ EnableIPv4: false, EnableIPv6: true })
    expect(network.bridge('x').ipv4().ipv6(false).toRequest()).toEqual({
      Name: 'x',
      CheckDuplicate: true,
      Driver: 'bridge',
      EnableIPv6: false,
    })
  })
})

describe('a configuration', () => {
  test('is sent without a driver, and says that it holds settings alone', () => {
    const request = network.configOnly('cfg').parent('eth0').subnet('10.0.0.0/24').label('a', 'b').toRequest()
    expect(request).toEqual({
      Name: 'cfg',
      CheckDuplicate: true,
      ConfigOnly: true,
      IPAM: { Driver: 'default', Config: [{ Subnet: '10.0.0.0/24' }] },
      Options: { parent: 'eth0' },
      Labels: { a: 'b' },
    })
  })

  test('is named by what is made from it, by name or by handle', () => {
    const wanted = { Name: 'lan', CheckDuplicate: true, Driver: 'macvlan', ConfigFrom: { Network: 'cfg' } }
    const handle = { noun: 'network', id: 'c'.repeat(64), name: 'cfg' } as const
    expect(network.macvlan('lan').configFrom('cfg').toRequest()).toEqual(wanted)
    expect(network.macvlan('lan').configFrom(handle).toRequest()).toEqual(wanted)
    expect(refusal(() => network.macvlan('lan').configFrom('')).code).toBe('INVALID_REF')
    expect(network.macvlan('lan').configFrom('cfg').scope('swarm').attachable().internal().toRequest()).toEqual({
      ...wanted,
      Scope: 'swarm',
      Attachable: true,
      Internal: true,
    })
  })
})
