import {
  Docker,
  type BridgeNetworkBuilder,
  type ConfigOnlyNetworkBuilder,
  type DriverNetworkBuilder,
  type IpvlanNetworkBuilder,
  type MacvlanNetworkBuilder,
  type NetworkBuilder,
  type OverlayNetworkBuilder,
} from '../../src/index.js'
import type { BridgeSetters } from '../../src/network/builder/drivers/bridge.js'
import type { IpvlanSetters } from '../../src/network/builder/drivers/ipvlan.js'
import type { OverlaySetters } from '../../src/network/builder/drivers/overlay.js'

// What a driver does not have does not compile. The sentences of what does are in unit/types/sentences.test.ts.
const { network } = new Docker()

network.bridge().icc(false).masquerade().mtu(1400).bridgeName('br-x').inhibitIpv4().containerIfacePrefix('lan')
network.bridge().gatewayMode('isolated', 'ipv6').internal().trustedHostInterfaces(['eth0']).hostIpv6('fd00::1')
// @ts-expect-error -- no such mode
network.bridge().gatewayMode('route')
// @ts-expect-error -- no such family
network.bridge().gatewayMode('nat', 'v6')
// @ts-expect-error -- bytes are a number
network.bridge().mtu('1400')
// @ts-expect-error -- a list of names
network.bridge().trustedHostInterfaces('eth0')

network.macvlan().parent('eth0').mode('passthru').advertiseAddrNmsgs(0).advertiseAddrMs(500)
// @ts-expect-error -- a mode of ipvlan
network.macvlan().mode('l2')

network.ipvlan().parent('eth0').mode('l3s').flag('private')
// @ts-expect-error -- a mode of macvlan
network.ipvlan().mode('bridge')
// @ts-expect-error -- no such flag
network.ipvlan().flag('passthru')

network.overlay().encrypted(false).vxlanId(4100, 4101).mtu(1400).dsr().ingress().attachable()
// @ts-expect-error -- identifiers are numbers
network.overlay().vxlanId('4100')

network.configOnly().parent('eth0').ipvlanMode('l3').ipvlanFlag('vepa').mtu(1400)

network.driver('weave').option('anything', 'goes').scope('global')

/** `true` if a builder has none of these setters; else those that it has. */
type Lacks<Builder, Names> = [keyof Builder & Names] extends [never] ? true : keyof Builder & Names
type OfBridge = Exclude<keyof BridgeSetters, 'mtu' | 'advertiseAddrNmsgs' | 'advertiseAddrMs'>
type OfOverlay = 'encrypted' | 'vxlanId' | 'dsr' | 'ingress'

export const bridge: Lacks<BridgeNetworkBuilder, OfOverlay | 'parent' | 'mode' | 'flag'> = true
// engines ignore the mtu of macvlan networks
export const macvlan: Lacks<MacvlanNetworkBuilder, OfBridge | OfOverlay | 'flag' | 'mtu'> = true
export const ipvlan: Lacks<IpvlanNetworkBuilder, OfBridge | OfOverlay | 'mtu'> = true
export const ofSwarm: Lacks<OverlayNetworkBuilder, OfBridge | 'parent' | 'mode' | 'flag'> = true
// by the names that docker has for them: two drivers have a mode
export const settings: Lacks<ConfigOnlyNetworkBuilder, OfBridge | OfOverlay | 'mode' | 'flag'> = true
// only the engine's own drivers have setters
export const plugin: Lacks<DriverNetworkBuilder, keyof (BridgeSetters & IpvlanSetters & OverlaySetters) | 'ingress'> =
  true

// a function for every network takes the builder of each driver
const house = (net: NetworkBuilder) => net.label('team', 'web').internal()
export const all = [network.bridge().use(house), network.macvlan().use(house), network.ipvlan().use(house)]
export const overlay = network.overlay().use(house)
// @ts-expect-error -- but for a configuration, which cannot be internal
export const configuration = network.configOnly().use(house)

// a builder in a variable stays one
let builder = network.ipvlan('lan').parent('eth0')
if (process.argv.length > 9) builder = builder.mode('l3').label('a', 'b')
for (const word of process.argv) builder = builder.label(word, word)
export { builder }

// what every driver has can be said of a builder of one driver or another
declare const onLan: boolean
const either = onLan ? network.macvlan('lan').parent('eth0') : network.bridge('lan')
export const eithers = [
  either.subnet('10.0.0.0/24').gateway('10.0.0.1').ipRange('10.0.0.128/25').auxAddress('router', '10.0.0.2'),
  either.subnet('10.0.0.0/24', { gateway: '10.0.0.1', ipRange: '10.0.0.128/25' }).subnet('fd00::/64'),
  either.subnet({ size: 24, from: '10.0.0.0/8' }).label('a', 'b').label({ a: 'b' }).option('a', 'b').option({ a: 'b' }),
  either.name('other').internal().attachable().scope('local').ipv4().ipv6().raw({}).advertiseAddrNmsgs(0),
] satisfies readonly (BridgeNetworkBuilder | MacvlanNetworkBuilder)[]
export const copies: BridgeNetworkBuilder<'configured'> | MacvlanNetworkBuilder<'configured'> =
  either.configFrom('settings')
export const common: Lacks<typeof either, OfBridge | 'parent' | 'mode'> = true
// @ts-expect-error -- what none of them can be told yet
either.gateway('10.0.0.1')
// @ts-expect-error -- a subnet of one's own, where one of them takes it from a configuration
;(onLan ? network.macvlan() : network.bridge().configFrom('settings')).subnet('10.0.0.0/24')
export const ofAll = [network.bridge(), network.ipvlan(), network.overlay(), network.driver('weave')].map((net) =>
  net.subnet('10.0.0.0/24').gateway('10.0.0.1').create(),
)

// a variable of a builder takes the next one, in branches and in loops
let grown = network.bridge('grown')
if (onLan) grown = grown.internal()
if (onLan) grown = grown.subnet('10.0.0.0/24').gateway('10.0.0.1').mtu(1400)
else grown = grown.subnet({ size: 24 })
for (const word of process.argv) grown = grown.label(word, word)
let pooled = network.macvlan('pooled').subnet('10.0.0.0/24')
for (const block of process.argv) pooled = pooled.subnet(block).gateway(block).parent('eth0')
export { grown, pooled }

// a function for any builder gives back the builder that it was given
function marked<Builder extends NetworkBuilder>(net: Builder): Builder {
  return net.label('team', 'web').internal().ipv6().option({ 'com.docker.network.driver.mtu': '1400' })
}
export const markedOnes = [marked(network.bridge()).icc(false), network.macvlan().use(marked).parent('eth0')]
function addressed<Builder extends NetworkBuilder>(net: Builder) {
  return net.subnet('10.0.0.0/24', { gateway: '10.0.0.1' })
}
export const addressedOnes = [addressed(network.bridge()).icc(false), network.macvlan().use(addressed).parent('eth0')]
