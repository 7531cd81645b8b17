import { option, whenUnset, type OptionsOf } from './option.js'
import { wholeNumber } from './option-text.js'

/** What can be said of a network of every driver that is built into the engine. */
export interface EverySetters {
  /**
   * How often a container tells its neighbours its address when it joins: gratuitous ARP, and neighbour advertisements.
   *
   * CLI `-o com.docker.network.advertise_addr_nmsgs=` · wire `Options` · 0 for not at all
   *
   * @defaultValue 3
   * @example docker.network.bridge('front').advertiseAddrNmsgs(0)
   */
  advertiseAddrNmsgs(times: number): this
  /**
   * How many milliseconds lie between two of these messages.
   *
   * CLI `-o com.docker.network.advertise_addr_ms=` · wire `Options`
   *
   * @defaultValue 1000
   * @example docker.network.bridge('front').advertiseAddrMs(500)
   */
  advertiseAddrMs(milliseconds: number): this
}

export const everyOption: OptionsOf<EverySetters> = {
  advertiseAddrNmsgs: whenUnset('3', option('com.docker.network.advertise_addr_nmsgs', wholeNumber(0, 3), '28.0')),
  advertiseAddrMs: whenUnset('1000', option('com.docker.network.advertise_addr_ms', wholeNumber(100, 2000), '28.0')),
}

/** What drivers say that make interfaces of their own. */
export interface MtuSetter {
  /**
   * The largest packet in bytes, on the containers' interfaces and on the bridge. With IPv6 it is 1280 at least.
   *
   * CLI `-o com.docker.network.driver.mtu=` · wire `Options`
   *
   * @defaultValue 1500; 1450 of an overlay
   * @example docker.network.bridge('front').mtu(1400)
   */
  mtu(bytes: number): this
}

// Engines take less than 68 and cannot use it (R57); 65536 and more leaves a bridge behind.
export const mtuOption: OptionsOf<MtuSetter> = {
  mtu: whenUnset('0', option('com.docker.network.driver.mtu', wholeNumber(68, 65_535, 'that of the kernel'))),
}
