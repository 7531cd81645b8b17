import type { Cidr } from '../../cidr/cidr.js'
import type { CidrText } from '../../cidr/text.js'
import type { Engine } from '../../engine/engine.js'
import { NetworkBuilder, type NetworkSpec, type PoolOptions, type PoolState } from './builder.js'

/** A network of any driver, plugins included. */
export class DriverNetworkBuilder<out State extends PoolState = PoolState> extends NetworkBuilder<State> {
  /** The block of addresses; call it again for a second pool. CLI `--subnet` · wire `IPAM.Config[].Subnet` */
  subnet<const Text extends string, const Range extends string = string, const Gateway extends string = string>(
    subnet: CidrText<Text> | Cidr,
    pool?: PoolOptions<Range, Gateway>,
  ): DriverNetworkBuilder<'pooled'>
  subnet(subnet: string | Cidr, pool: PoolOptions = {}): DriverNetworkBuilder<'pooled'> {
    return new DriverNetworkBuilder(this.engine, this.withSubnet(subnet, pool))
  }

  protected override rebuild(engine: Engine, spec: NetworkSpec): this {
    return new DriverNetworkBuilder(engine, spec) as this // a class of its own has no other sub-class
  }
}
