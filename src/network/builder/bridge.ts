import type { Cidr } from '../../cidr/cidr.js'
import type { CidrText } from '../../cidr/text.js'
import type { Engine } from '../../engine/engine.js'
import { UsageError } from '../../errors/usage.js'
import { NetworkBuilder, type NetworkSpec, type PoolOptions, type PoolState } from './builder.js'

/** A bridge network to be made: the usual kind, on one host. */
export class BridgeNetworkBuilder<out State extends PoolState = PoolState> extends NetworkBuilder<State> {
  /**
   * The block of addresses. A bridge has one IPv4 and one IPv6 subnet at most.
   * CLI `--subnet` · wire `IPAM.Config[].Subnet`
   *
   * @example docker.network.bridge('front').subnet('10.10.0.0/24').gateway('10.10.0.1')
   *
   * @throws UsageError PREFIX_MISSING, HOST_BITS_SET, INVALID_CIDR, SUBNET_UNUSABLE, POOLS_OVERLAP
   */
  subnet<const Text extends string, const Range extends string = string, const Gateway extends string = string>(
    subnet: CidrText<Text> | Cidr,
    pool?: PoolOptions<Range, Gateway>,
  ): BridgeNetworkBuilder<'pooled'>
  subnet(subnet: string | Cidr, pool: PoolOptions = {}): BridgeNetworkBuilder<'pooled'> {
    const spec = this.withSubnet(subnet, pool)
    const families = spec.pools.map((one) => one.subnet.family)
    if (new Set(families).size === families.length) return new BridgeNetworkBuilder(this.engine, spec)
    throw new UsageError('CONFLICTING_OPTIONS', {
      message: `a bridge has one subnet per address family, and ${spec.name} would get two`,
      details: { option: 'subnet', with: 'subnet' },
      hint: 'make two networks, or one with an IPv4 and an IPv6 subnet',
      target: spec.name,
    })
  }

  protected override get takesGateway(): boolean {
    return true
  }

  protected override rebuild(engine: Engine, spec: NetworkSpec): this {
    return new BridgeNetworkBuilder(engine, spec) as this // a class of its own has no other sub-class
  }
}
