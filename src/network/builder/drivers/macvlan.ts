import { everyOption, type EverySetters } from './every-driver.js'
import { option, whenUnset, type OptionsOf } from './option.js'
import { oneOf } from './option-text.js'
import { parentOption, type ParentSetter } from './parent.js'

/** Who may talk on one parent: `bridge` all its containers, `private` none, `vepa` by way of the switch, `passthru` one alone. */
export type MacvlanMode = (typeof macvlanModes)[number]
const macvlanModes = ['bridge', 'private', 'vepa', 'passthru'] as const

/** What can be said of a macvlan network besides what every network has. */
export interface MacvlanSetters extends ParentSetter, EverySetters {
  /**
   * How containers on one parent reach each other: `bridge` directly, `private` not at all, `vepa` by way of the switch;
   * `passthru` is one network and one container for the parent.
   *
   * CLI `-o macvlan_mode=` · wire `Options.macvlan_mode`
   *
   * @defaultValue bridge
   * @example docker.network.macvlan('lan').mode('private')
   */
  mode(mode: MacvlanMode): this
}

export const macvlanMode = whenUnset('bridge', option('macvlan_mode', oneOf(...macvlanModes)))

export const macvlanOptions: OptionsOf<MacvlanSetters> = { ...parentOption, mode: macvlanMode, ...everyOption }
