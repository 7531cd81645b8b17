import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { option, type OptionsOf } from './option.js'
import { isInterfaceName, type OptionText } from './option-text.js'

/** What is said of a network whose containers are on the host's own LAN. */
export interface ParentSetter {
  /**
   * The interface of the engine's host that leads to the LAN; `eth0.10` for VLAN 10 of it, which the engine makes.
   * Without one the containers reach only each other.
   *
   * CLI `-o parent=` · wire `Options.parent`
   *
   * @defaultValue none
   * @example docker.network.macvlan('lan').parent('eth0')
   */
  parent(parent: string): this
}

const is = "the name of an interface of the engine's host, such as eth0, or eth0.10 for its VLAN 10 (1 to 4094); not lo"

// Not more of R59: an interface whose name has two dots, or a word behind the dot, may be there.
const parent: OptionText<string> = {
  is,
  fits: (text) => isInterfaceName(text) && text !== 'lo' && !hasBadVlan(text),
  write: (argument, value) => {
    if (typeof value === 'string' && parent.fits(value)) return value
    throw invalidArgument(argument, value, `give ${is}`, `${quoted(value)} cannot be the parent of a network`)
  },
}

function hasBadVlan(text: string): boolean {
  const [, id] = /^[^.]+\.(\d+)$/.exec(text) ?? []
  return id !== undefined && (Number(id) < 1 || Number(id) > 4094)
}

export const parentOption: OptionsOf<ParentSetter> = { parent: option('parent', parent) }
