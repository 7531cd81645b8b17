import { describe, expect, test } from 'vitest'
import { toEndpointSettings, type EndpointOptions } from '../../../../src/docker-words/endpoint.js'
import { askedEndpoints, toEndpointOptions } from '../../../../src/docker-words/endpoint/asked.js'
import type { EndpointSettings } from '../../../../src/docker-words/endpoint-settings.js'
import { refusal } from '../../refusal.js'

const everything = {
  alias: ['www', 'web.internal'],
  ip: '10.0.0.5',
  ip6: 'fd00::5',
  linkLocalIps: ['169.254.1.1'],
  link: ['db:database', 'cache'],
  mac: '02:42:0a:00:00:05',
  gwPriority: -1,
  interface: 'lan0',
  sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1', 'net.ipv6.conf.IFNAME.accept_ra': '2' },
  driverOpts: { note: 'kept' },
} as const satisfies EndpointOptions

describe('the options of an endpoint', () => {
  test('are read back as they were written', () => {
    expect(toEndpointOptions(toEndpointSettings(everything))).toEqual(everything)
    expect(toEndpointOptions(toEndpointSettings({}))).toEqual({})
  })

  test('of another tool that cannot be read stay options of the driver', () => {
    const DriverOpts = {
      'com.docker.network.endpoint.ifname': 'a name that is too long',
      'com.docker.network.endpoint.sysctls': 'net.ipv4.conf.eth0.log_martians=1',
    }
    expect(toEndpointOptions({ DriverOpts })).toEqual({ driverOpts: DriverOpts })
  })

  test.each([
    ['R87: an alias that is empty', { alias: '' }, 'INVALID_ALIAS'],
    ['R87: an alias with a space', { alias: 'my web' }, 'INVALID_ALIAS'],
    ['R87: an alias whose label is too long', { alias: 'a'.repeat(64) }, 'INVALID_ALIAS'],
    ['R78: an IPv6 address as ip', { ip: 'fd00::5' }, 'INVALID_ARGUMENT'],
    ['R78: an IPv4 address as ip6', { ip6: '10.0.0.5' }, 'INVALID_ARGUMENT'],
    ['R78: no address', { ip: '0.0.0.0' }, 'INVALID_ARGUMENT'],
    ['R78: an address that is mapped', { ip6: '::ffff:10.0.0.5' }, 'INVALID_ARGUMENT'],
    ['R78: an address with a prefix length', { ip: '10.0.0.5/24' }, 'INVALID_IP'],
    ['R78: an address with a zone', { ip6: 'fe80::1%eth0' }, 'INVALID_IP'],
    ['R81: a link-local address that is none', { linkLocalIps: ['10.9.9.9'] }, 'INVALID_ARGUMENT'],
    ['R82: a MAC address that is none', { mac: 'zz' }, 'INVALID_MAC'],
    ['R83: a multicast MAC address', { mac: '01:00:5e:00:00:01' }, 'INVALID_MAC'],
    ['R88: a link of three parts', { link: 'a:b:c' }, 'INVALID_ARGUMENT'],
    ['R88: a link whose alias is no name', { link: 'db:my db' }, 'INVALID_ALIAS'],
    ['an interface name of 16 characters', { interface: 'a'.repeat(16) }, 'INVALID_ARGUMENT'],
    ['an interface name with a slash', { interface: 'a/b' }, 'INVALID_ARGUMENT'],
    ['lo as an interface name', { interface: 'lo' }, 'INVALID_ARGUMENT'],
    ["the kernel's name for all interfaces", { interface: 'all' }, 'INVALID_ARGUMENT'],
    [
      'an interface name that is said twice',
      { interface: 'lan0', driverOpts: { 'com.docker.network.endpoint.ifname': 'lan1' } },
      'CONFLICTING_OPTIONS',
    ],
    [
      'sysctls that are said twice',
      {
        sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1' },
        driverOpts: { 'com.docker.network.endpoint.sysctls': 'net.ipv4.conf.IFNAME.log_martians=0' },
      },
      'CONFLICTING_OPTIONS',
    ],
    [
      'what the engine itself tells a driver',
      { driverOpts: { 'com.docker.network.endpoint.macaddress': '02:42:0a:00:00:05' } },
      'INVALID_ARGUMENT',
    ],
    [
      'the same as an option of the driver',
      { driverOpts: { 'com.docker.network.endpoint.ifname': 'a/b' } },
      'INVALID_ARGUMENT',
    ],
    ['a sysctl of one interface', { sysctls: { 'net.ipv4.conf.eth0.log_martians': '1' } }, 'INVALID_ARGUMENT'],
    ['a sysctl of another kind', { sysctls: { 'kernel.shmmax': '1' } }, 'INVALID_ARGUMENT'],
    ['a sysctl with a comma', { sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1,2' } }, 'INVALID_ARGUMENT'],
    ['a priority that is no whole number', { gwPriority: 1.5 }, 'INVALID_ARGUMENT'],
    ['a misspelt option', { aliases: ['a'] }, 'UNKNOWN_OPTION'],
  ])('%s is refused', (_, options, code) => {
    expect(refusal(() => toEndpointSettings(options as EndpointOptions))).toMatchObject({ code, sent: 'no' })
  })

  test('a MAC address of zeros has a hint that helps', () => {
    const { hint } = refusal(() => toEndpointSettings({ mac: '00:00:00:00:00:00' }))
    expect(hint).toBe('give one such as 02:42:ac:11:00:02, or leave mac out')
  })

  test('a sysctl of one interface is told with IFNAME', () => {
    const given = { 'net.ipv4.conf.eth0.log_martians': '1' }
    expect(refusal(() => toEndpointSettings({ sysctls: given })).hint).toContain('net.ipv4.conf.IFNAME.log_martians')
  })
})

describe('what was asked for an endpoint', () => {
  const asked = (endpoint: EndpointSettings, MacAddress?: string): unknown =>
    askedEndpoints({
      Id: 'abcdefabcdef0123',
      Config: { Hostname: 'box', MacAddress },
      HostConfig: { NetworkMode: 'front' },
      NetworkSettings: { Networks: { front: endpoint } },
    })[0]?.endpoint
  const running = {
    NetworkID: 'f1',
    IPAddress: '10.0.0.5',
    Gateway: '10.0.0.1',
    EndpointID: 'e1',
    IPPrefixLen: 24,
    DNSNames: ['web', 'abcdefabcdef'],
  }

  test('is without what the engine gave', () => {
    expect(asked({ ...running, Aliases: null, MacAddress: '02:42:0a:00:00:05', IPAMConfig: null })).toEqual({})
    expect(asked({ ...running, IPAMConfig: {}, Links: null, DriverOpts: null, GwPriority: 0 })).toEqual({})
  })

  test('is without the short id and the hostname that engines below API 1.45 add', () => {
    expect(asked({ Aliases: ['www', 'abcdefabcdef', 'box'] })).toEqual({ Aliases: ['www'] })
    expect(asked({ Aliases: ['box'] })).toEqual({ Aliases: ['box'] })
  })

  test('has the MAC address that was chosen, as far as the engine tells', () => {
    const mac = '02:42:0a:00:00:99'
    expect(asked(running, mac)).toEqual({ MacAddress: mac })
    expect(asked({ ...running, MacAddress: mac })).toEqual({ MacAddress: mac })
    expect(asked({ NetworkID: '', DNSNames: null, MacAddress: mac })).toEqual({ MacAddress: mac })
    // Engine 28 and newer make up any address, and Engine 20.10 takes none for an endpoint
    expect(asked({ ...running, GwPriority: 0, MacAddress: mac })).toEqual({})
    expect(asked({ ...running, DNSNames: undefined, MacAddress: mac })).toEqual({})
  })

  test('begins with the network that the container was made with', () => {
    const found = askedEndpoints({
      Id: 'a',
      Config: {},
      HostConfig: { NetworkMode: 'default' },
      NetworkSettings: { Networks: { a: {}, bridge: {}, c: {} } },
    })
    expect(found.map(({ network }) => network)).toEqual(['bridge', 'a', 'c'])
  })
})
