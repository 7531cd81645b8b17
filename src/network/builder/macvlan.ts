import type { Cidr } from '../../cidr/cidr.js'
import type { CidrText } from '../../cidr/text.js'
import type { Engine } from '../../engine/engine.js'
import { checkWord, invalidArgument } from '../../errors/invalid-argument.js'
import { quoted } from '../../errors/describe-value.js'
import { NetworkBuilder, type NetworkSpec, type PoolOptions, type PoolState } from './builder.js'

/** Who may talk on one parent: `bridge` all its containers, `private` none, `vepa` by way of the switch, `passthru` one alone. */
export type MacvlanMode = 'bridge' | 'private' | 'vepa' | 'passthru'

const modes: readonly MacvlanMode[] = ['bridge', 'private', 'vepa', 'passthru']

/** A macvlan network to be made: its containers appear on the LAN of the parent interface with MAC addresses of their own. */
export class MacvlanNetworkBuilder<out State extends PoolState = PoolState> extends NetworkBuilder<State> {
  /**
   * The LAN's block. With several hosts on one LAN, each takes a range of its own by `.ipRange()`.
   *
   * CLI `--subnet` · wire `IPAM.Config[].Subnet`
   * @throws UsageError PREFIX_MISSING, HOST_BITS_SET, INVALID_CIDR, SUBNET_UNUSABLE, POOLS_OVERLAP
   */
  subnet<const Text extends string, const Range extends string = string, const Gateway extends string = string>(
    subnet: CidrText<Text> | Cidr,
    pool?: PoolOptions<Range, Gateway>,
  ): MacvlanNetworkBuilder<'pooled'>
  subnet(subnet: string | Cidr, pool: PoolOptions = {}): MacvlanNetworkBuilder<'pooled'> {
    return new MacvlanNetworkBuilder(this.engine, this.withSubnet(subnet, pool))
  }

  /**
   * The interface of the engine's host that leads to the LAN; `eth0.10` for VLAN 10 of it.
   *
   * CLI `-o parent=` · wire `Options.parent`
   */
  parent(parent: string): this {
    if (typeof parent === 'string' && /^[^\s/:]{1,15}$/.test(parent) && parent !== 'lo')
      return this.option('parent', parent)
    const hint = "give the name of an interface on the engine's host, such as eth0; loopback cannot be one"
    throw invalidArgument('parent', parent, hint, `${quoted(parent)} cannot be the parent of a macvlan network`)
  }

  /** How containers on one parent reach each other; engines take `bridge` when nothing is said. CLI `-o macvlan_mode=` · wire `Options.macvlan_mode` */
  mode(mode: MacvlanMode): this {
    return this.option('macvlan_mode', checkWord('mode', mode, modes))
  }

  protected override rebuild(engine: Engine, spec: NetworkSpec): this {
    return new MacvlanNetworkBuilder(engine, spec) as this // a class of its own has no other sub-class
  }
}
