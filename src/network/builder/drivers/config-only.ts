import { everyOption, mtuOption, type EverySetters, type MtuSetter } from './every-driver.js'
import { ipvlanFlag, ipvlanMode, type IpvlanFlag, type IpvlanMode } from './ipvlan.js'
import { macvlanMode, type MacvlanMode } from './macvlan.js'
import type { OptionsOf } from './option.js'
import { parentOption, type ParentSetter } from './parent.js'

/**
 * Options for the networks that are made from a configuration. Which driver they have is said by them, so the options of
 * two drivers stand under the names that docker has for them.
 */
export interface ConfigOnlySetters extends ParentSetter, EverySetters, MtuSetter {
  /**
   * The mode of macvlan networks.
   *
   * CLI `-o macvlan_mode=` · wire `Options.macvlan_mode`
   *
   * @defaultValue bridge
   * @example docker.network.configOnly('lan-here').macvlanMode('private')
   */
  macvlanMode(mode: MacvlanMode): this
  /**
   * The mode of ipvlan networks.
   *
   * CLI `-o ipvlan_mode=` · wire `Options.ipvlan_mode`
   *
   * @defaultValue l2
   * @example docker.network.configOnly('lan-here').ipvlanMode('l3')
   */
  ipvlanMode(mode: IpvlanMode): this
  /**
   * Who reaches whom on ipvlan networks.
   *
   * CLI `-o ipvlan_flag=` · wire `Options.ipvlan_flag`
   *
   * @defaultValue bridge
   * @example docker.network.configOnly('lan-here').ipvlanFlag('private')
   */
  ipvlanFlag(flag: IpvlanFlag): this
}

export const configOnlyOptions: OptionsOf<ConfigOnlySetters> = {
  ...parentOption,
  macvlanMode,
  ipvlanMode,
  ipvlanFlag,
  ...mtuOption,
  ...everyOption,
}
