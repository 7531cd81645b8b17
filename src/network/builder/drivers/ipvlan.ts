import { everyOption, type EverySetters } from './every-driver.js'
import { option, whenUnset, type OptionsOf } from './option.js'
import { oneOf } from './option-text.js'
import { parentOption, type ParentSetter } from './parent.js'

/** At which layer an ipvlan network leads to the parent: `l2` as a switch, `l3` as a router, `l3s` through the host's firewall. */
export type IpvlanMode = (typeof ipvlanModes)[number]
const ipvlanModes = ['l2', 'l3', 'l3s'] as const

/** Who may talk on one parent: `bridge` all its containers, `private` none, `vepa` by way of the switch. */
export type IpvlanFlag = (typeof ipvlanFlags)[number]
const ipvlanFlags = ['bridge', 'private', 'vepa'] as const

/** What can be said of an ipvlan network besides what every network has. */
export interface IpvlanSetters extends ParentSetter, EverySetters {
  /**
   * How packets get to the parent: `l2` as through a switch, `l3` as through a router, `l3s` the same through the
   * host's firewall. In `l3` and `l3s` there is no gateway and no broadcast: the LAN needs a route to the subnet.
   *
   * CLI `-o ipvlan_mode=` · wire `Options.ipvlan_mode`
   *
   * @defaultValue l2
   * @example docker.network.ipvlan('lan').mode('l3')
   */
  mode(mode: IpvlanMode): this
  /**
   * How containers on one parent reach each other: `bridge` directly, `private` not at all, `vepa` by way of the switch.
   *
   * CLI `-o ipvlan_flag=` · wire `Options.ipvlan_flag`
   *
   * @defaultValue bridge
   * @example docker.network.ipvlan('lan').flag('private')
   */
  flag(flag: IpvlanFlag): this
}

export const ipvlanMode = whenUnset('l2', option('ipvlan_mode', oneOf(...ipvlanModes)))
export const ipvlanFlag = whenUnset('bridge', option('ipvlan_flag', oneOf(...ipvlanFlags), '23.0'))

export const ipvlanOptions: OptionsOf<IpvlanSetters> = {
  ...parentOption,
  mode: ipvlanMode,
  flag: ipvlanFlag,
  ...everyOption,
}
