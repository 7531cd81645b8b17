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
