import { invalidArgument } from '../../../errors/invalid-argument.js'
import { everyOption, mtuOption, type EverySetters, type MtuSetter } from './every-driver.js'
import { presentOption, type DriverOption, type OptionsOf } from './option.js'
import { presence, type OptionText } from './option-text.js'

/** What can be said of an overlay network besides what every network has. */
export interface OverlaySetters extends EverySetters, MtuSetter {
  /**
   * Encrypts what goes from one host to another, with IPsec.
   *
   * CLI `-o encrypted` · wire `Options.encrypted`, whose presence counts: `encrypted(false)` sends nothing
   *
   * @defaultValue false
   * @example docker.network.overlay('app').encrypted()
   */
  encrypted(encrypted?: boolean): this
  /**
   * The VXLAN network identifier of each subnet, in their order: 1 to 16777215, and no other network has it.
   *
   * CLI `-o com.docker.network.driver.overlay.vxlanid_list=` · wire `Options`
   *
   * @defaultValue the next free one from 4096
   * @example docker.network.overlay('app').vxlanId(5001)
   */
  vxlanId(...ids: readonly number[]): this
  /**
   * Lets answers of a service go straight to who asked: direct server return.
   *
   * CLI `-o dsr` · wire `Options.dsr`, whose presence counts: `dsr(false)` sends nothing
   *
   * @defaultValue false
   * @example docker.network.overlay('app').dsr()
   */
  dsr(dsr?: boolean): this
}

const vxlanKey = 'com.docker.network.driver.overlay.vxlanid_list'
const isVxlanId = (id: unknown): boolean => Number.isInteger(id) && Number(id) >= 1 && Number(id) < 2 ** 24

// A manager takes any text, and fails later where nobody sees it.
const vxlanIds: OptionText<readonly number[]> = {
  is: 'numbers from 1 to 16777215 with a comma between them, each once',
  fits: (text) => {
    const ids = text.split(',')
    return ids.every((id) => /^\d+$/.test(id) && isVxlanId(Number(id))) && new Set(ids.map(Number)).size === ids.length
  },
  write: (argument, ids) => {
    const text = ids.join(',')
    if (ids.every(isVxlanId) && vxlanIds.fits(text)) return text
    throw invalidArgument(argument, ids, 'give numbers from 1 to 16777215, each once', `${argument}(${text}) cannot be`)
  },
}

const vxlanId: DriverOption<readonly number[]> = {
  wire: [vxlanKey],
  text: vxlanIds,
  write: (name, ...ids) => ({ [vxlanKey]: vxlanIds.write(name, ids) }),
}

export const overlayOptions: OptionsOf<OverlaySetters> = {
  encrypted: presentOption('encrypted', presence),
  vxlanId,
  dsr: presentOption('dsr', presence),
  ...mtuOption,
  ...everyOption,
}
