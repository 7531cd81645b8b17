import { Cidr } from '../../../../src/cidr/cidr.js'
import { Ip } from '../../../../src/cidr/ip.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkCreateRequest } from '../../../../src/network/wire/requests.js'
import type { Random } from '../ipam/random.js'
import { lanSettings, settings } from './ground.js'

type Kind = 'bridge' | 'macvlan' | 'ipvlan' | 'overlay' | 'settings' | 'from settings'

const kinds: readonly Kind[] = [
  ...(['bridge', 'bridge', 'macvlan', 'macvlan', 'ipvlan', 'ipvlan', 'overlay', 'settings'] as const),
  'from settings',
]

/** A request that breaks no rule. No other place in the sequence has its blocks and its name. */
export function validNetwork(random: Random, index: number): NetworkCreateRequest {
  const Name = `${random.one(['d', 'Net_', '0a-'])}${index}${random.one(['', '', '_x', '-y'])}`
  const kind = random.one(kinds)
  if (kind === 'from settings') return fromSettings(random, Name)
  const families = random.one(familiesOf[kind])
  const hasIpv6 = families.includes(6)
  const Config = families.map((family, place) => (family === 4 ? pool4 : pool6)(random, index, place))
  const Options = { ...(isLan(kind) && { parent: 'eth0' }), ...(random.chance(0.5) && random.one(options[kind])) }
  const isSettings = kind === 'settings'
  return {
    Name,
    ...(isSettings ? { ConfigOnly: true } : { Driver: kind }),
    ...(Config.length > 0 && { IPAM: { Driver: 'default', Config } }),
    ...(hasIpv6 && { EnableIPv6: true }),
    ...(kind === 'bridge' && hasIpv6 && !families.includes(4) && random.chance(0.3) && { EnableIPv4: false }),
    ...(Object.keys(Options).length > 0 && { Options }),
    ...(random.chance(0.2) && { Labels: { differential: 'yes', 'with space': 'ü / %' } }),
    ...(!isSettings && random.chance(0.15) && { Internal: true }),
    ...(!isSettings && random.chance(0.2) && { Attachable: true }),
  }
}

function isLan(kind: Kind): boolean {
  return kind === 'macvlan' || kind === 'ipvlan'
}

type Families = readonly (4 | 6)[]

const ofBridge: readonly Families[] = [[4], [4], [4], [6], [4, 6], [6, 4], []]
const ofLan: readonly Families[] = [...ofBridge, [4, 4], [6, 4, 6]]
const familiesOf: Readonly<Record<Exclude<Kind, 'from settings'>, readonly Families[]>> = {
  bridge: ofBridge,
  macvlan: ofLan,
  ipvlan: ofLan,
  overlay: [[4], [4], [4, 4], []],
  settings: ofLan,
}

function fromSettings(random: Random, Name: string): NetworkCreateRequest {
  const ofThisLan = random.chance(0.5)
  return {
    Name,
    Driver: ofThisLan ? random.one(['macvlan', 'ipvlan']) : 'bridge',
    ConfigFrom: { Network: ofThisLan ? lanSettings : settings },
    ...(random.chance(0.3) && { Internal: true }),
  }
}

/** 4096 addresses for each place in the sequence, from 10.1.0.0 on, and a quarter of them for each pool. */
function pool4(random: Random, index: number, place: number): IpamConfig {
  const home = Ip.parse('10.1.0.0').plus((index % 3900) * 4096 + place * 1024)
  const subnet = Cidr.parse(`${home}/${random.one([22, 24, 24, 24, 26, 28, 29, 30])}`)
  const range = subnet.prefixLength < 28 && random.chance(0.3) ? random.one(subnet.split(4)) : undefined
  const gateway = random.chance(0.5) ? random.one([subnet.first.next(), subnet.last.previous()]) : undefined
  return pool(random, subnet, gateway, range)
}

function pool6(random: Random, index: number, place: number): IpamConfig {
  const home = `fd00:${(index % 3900).toString(16)}:${place}:`
  const subnet = Cidr.parse(`${home}:/${random.one([48, 64, 64, 64, 80, 112, 120, 125])}`)
  const range = random.chance(0.25) ? Cidr.parse(`${home}:/${Math.max(66, subnet.prefixLength + 1)}`) : undefined
  const gateway = random.chance(0.5) ? subnet.first.plus(random.one([1, 2, 3])) : undefined
  return pool(random, subnet, gateway, range)
}

function pool(random: Random, subnet: Cidr, gateway: Ip | undefined, range: Cidr | undefined): IpamConfig {
  const hasOthers = subnet.size > 7n && random.chance(0.25)
  const others = { router: `${subnet.first.plus(4)}`, nas: `${subnet.first.plus(5)}` }
  return {
    Subnet: `${subnet}`,
    ...(gateway !== undefined && { Gateway: `${gateway}` }),
    ...(range !== undefined && { IPRange: `${range}` }),
    ...(hasOthers && { AuxiliaryAddresses: others }),
  }
}

type Options = Readonly<Record<string, string>>

const driver = 'com.docker.network'
const mtus: readonly Options[] = ['0', '1280', '1400', '9000'].map((mtu) => ({ [`${driver}.driver.mtu`]: mtu }))
const announcements: readonly Options[] = [
  { [`${driver}.advertise_addr_nmsgs`]: '2' },
  { [`${driver}.advertise_addr_ms`]: '500' },
]
const ofMacvlan: readonly Options[] = ['bridge', 'private', 'vepa', 'passthru'].map((mode) => ({ macvlan_mode: mode }))
const ofIpvlan: readonly Options[] = [{ ipvlan_mode: 'l2' }, { ipvlan_flag: 'private' }, { ipvlan_flag: 'vepa' }]

/** Options that go with everything. */
const options: Readonly<Record<Exclude<Kind, 'from settings'>, readonly Options[]>> = {
  bridge: [
    ...mtus,
    ...announcements,
    ...['true', '0', 'F'].map((icc) => ({ [`${driver}.bridge.enable_icc`]: icc })),
    { [`${driver}.bridge.enable_ip_masquerade`]: 'false' },
    { [`${driver}.bridge.host_binding_ipv4`]: '127.0.0.1' },
    { [`${driver}.bridge.host_binding_ipv4`]: '::1' },
    { [`${driver}.bridge.inhibit_ipv4`]: 'true' },
    { [`${driver}.bridge.gateway_mode_ipv4`]: 'routed' },
    { [`${driver}.bridge.gateway_mode_ipv6`]: 'nat-unprotected' },
    { [`${driver}.bridge.trusted_host_interfaces`]: 'eth0:wg0' },
    { [`${driver}.container_iface_prefix`]: 'lan' },
    { [`${driver}.host_ipv4`]: '192.168.0.77' },
    { [`${driver}.bridge.name`]: 'differential-br' },
  ],
  macvlan: [...ofMacvlan, ...announcements],
  ipvlan: [...ofIpvlan, ...announcements],
  overlay: [...mtus, { encrypted: '' }, { dsr: 'true' }, { [`${driver}.driver.overlay.vxlanid_list`]: '70001' }],
  settings: [...mtus, { parent: 'eth0' }, ...ofMacvlan, ...ofIpvlan],
}
