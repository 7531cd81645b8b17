import type { Ip } from '../../../cidr/ip.js'
import type { IpText } from '../../../cidr/text.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { everyOption, mtuOption, type EverySetters, type MtuSetter } from './every-driver.js'
import { flagOption, option, whenUnset, type DriverOption, type OptionsOf } from './option.js'
import { address, flag, isInterfaceName, oneOf, texts, type OptionText } from './option-text.js'

/** How a bridge lets packets in: see its builder's `gatewayMode()`. */
export type GatewayMode = (typeof gatewayModes)[number]
const gatewayModes = ['nat', 'routed', 'nat-unprotected', 'isolated'] as const

/** What can be said of a bridge besides what every network has. */
export interface BridgeSetters extends EverySetters, MtuSetter {
  /**
   * Whether the containers reach each other.
   *
   * CLI `-o com.docker.network.bridge.enable_icc=` · wire `Options`
   *
   * @defaultValue true
   * @example docker.network.bridge('front').icc(false)
   */
  icc(icc?: boolean): this
  /**
   * Whether what leaves the host has the host's address.
   *
   * CLI `-o com.docker.network.bridge.enable_ip_masquerade=` · wire `Options`
   *
   * @defaultValue true
   * @example docker.network.bridge('front').masquerade(false)
   */
  masquerade(masquerade?: boolean): this
  /**
   * The name of the bridge on the host, at most 15 characters. A bridge that is there already is used, and stays.
   *
   * CLI `-o com.docker.network.bridge.name=` · wire `Options`
   *
   * @defaultValue br- and 12 digits of the network's id
   * @example docker.network.bridge('front').bridgeName('br-front')
   */
  bridgeName(name: string): this
  /**
   * The host's address for ports that are published without one.
   *
   * CLI `-o com.docker.network.bridge.host_binding_ipv4=` · wire `Options`
   *
   * @defaultValue every address
   * @example docker.network.bridge('front').hostBinding('127.0.0.1')
   */
  hostBinding<const Text extends string>(address: IpText<Text> | Ip): this
  /**
   * How packets get in, of both address families or of one: `nat` by published ports; `routed` to published ports by
   * the container's address, without NAT; `nat-unprotected` to every port; `isolated` not even from the host, for an
   * internal network.
   *
   * CLI `-o com.docker.network.bridge.gateway_mode_ipv4=` `..._ipv6=` · wire `Options`
   *
   * @defaultValue nat
   * @example docker.network.bridge('front').gatewayMode('routed', 'ipv6')
   */
  gatewayMode(mode: GatewayMode, family?: 'ipv4' | 'ipv6'): this
  /**
   * Interfaces of the host from which containers are reached by their addresses, on every port.
   *
   * CLI `-o com.docker.network.bridge.trusted_host_interfaces=` · wire `Options`
   *
   * @defaultValue none
   * @example docker.network.bridge('front').trustedHostInterfaces(['eth0', 'wg0'])
   */
  trustedHostInterfaces(names: readonly string[]): this
  /**
   * Leaves the bridge without the gateway's IPv4 address: a router of your own has it.
   *
   * CLI `-o com.docker.network.bridge.inhibit_ipv4=` · wire `Options`
   *
   * @defaultValue false
   * @example docker.network.bridge('front').inhibitIpv4()
   */
  inhibitIpv4(inhibit?: boolean): this
  /**
   * What the interfaces inside containers are called, before their number; at most 13 characters.
   *
   * CLI `-o com.docker.network.container_iface_prefix=` · wire `Options`
   *
   * @defaultValue eth
   * @example docker.network.bridge('front').containerIfacePrefix('lan')
   */
  containerIfacePrefix(prefix: string): this
  /**
   * The host's address that what leaves the host has; an interface of the host has it.
   *
   * CLI `-o com.docker.network.host_ipv4=` · wire `Options`
   *
   * @defaultValue that of the interface on the way
   * @example docker.network.bridge('front').hostIpv4('192.168.0.11')
   */
  hostIpv4<const Text extends string>(address: IpText<Text> | Ip): this
  /**
   * The same of IPv6.
   *
   * CLI `-o com.docker.network.host_ipv6=` · wire `Options`
   *
   * @defaultValue that of the interface on the way
   * @example docker.network.bridge('front').hostIpv6('fd00:10::11')
   */
  hostIpv6<const Text extends string>(address: IpText<Text> | Ip): this
}

// R58. docker0 would get the addresses of this network on 20.10; docker_gwbridge is that of a swarm; no kernel gives an
// interface the names of its settings for all of them.
const takenNames = ['lo', 'docker0', 'docker_gwbridge', 'all', 'default']
const bridgeName = texts(
  'the name of a bridge: 1 to 15 ASCII characters without blank, "/", ":" and "%"; not lo, docker0, docker_gwbridge, all or default',
  (text) => isInterfaceName(text) && !takenNames.includes(text),
)

const prefix = texts(
  '1 to 13 ASCII characters without blank, "/", ":" and "%"',
  (text) => isInterfaceName(text) && text.length <= 13,
)

const interfaces: OptionText<readonly string[]> = {
  is: 'names of interfaces with ":" between them',
  fits: (text) => text.split(':').every(isInterfaceName),
  meaning: (text) => text.split(':').filter(Boolean).sort().join(':'),
  write: (argument, names) => {
    if (Array.isArray(names) && names.length > 0 && names.every(isInterface)) return names.join(':')
    throw invalidArgument(argument, names, "give names of the host's interfaces: ['eth0', 'wg0']")
  },
}

function isInterface(name: unknown): boolean {
  return typeof name === 'string' && isInterfaceName(name)
}

const modeKeys = {
  ipv4: 'com.docker.network.bridge.gateway_mode_ipv4',
  ipv6: 'com.docker.network.bridge.gateway_mode_ipv6',
} as const
const families = oneOf('ipv4', 'ipv6')
const modes = oneOf(...gatewayModes)

const gatewayMode: DriverOption<readonly [mode: GatewayMode, family?: 'ipv4' | 'ipv6']> = {
  wire: Object.values(modeKeys),
  text: modes,
  unset: 'nat',
  since: '27.0',
  valuesSince: { 'nat-unprotected': '28.0', isolated: '28.0' },
  write: (name, mode, family) => {
    const written = modes.write(name, mode)
    if (family === undefined) return { [modeKeys.ipv4]: written, [modeKeys.ipv6]: written }
    families.write('family', family)
    return { [modeKeys[family]]: written }
  },
}

export const bridgeOptions: OptionsOf<BridgeSetters> = {
  icc: whenUnset('true', flagOption('com.docker.network.bridge.enable_icc', flag)),
  masquerade: whenUnset('true', flagOption('com.docker.network.bridge.enable_ip_masquerade', flag)),
  ...mtuOption,
  bridgeName: option('com.docker.network.bridge.name', bridgeName),
  hostBinding: whenUnset('0.0.0.0', option('com.docker.network.bridge.host_binding_ipv4', address())),
  gatewayMode,
  trustedHostInterfaces: whenUnset('', option('com.docker.network.bridge.trusted_host_interfaces', interfaces, '28.2')),
  inhibitIpv4: whenUnset('false', flagOption('com.docker.network.bridge.inhibit_ipv4', flag)),
  containerIfacePrefix: whenUnset('eth', option('com.docker.network.container_iface_prefix', prefix)),
  hostIpv4: option('com.docker.network.host_ipv4', address(4)),
  hostIpv6: option('com.docker.network.host_ipv6', address(6), '25.0'),
  ...everyOption,
}
