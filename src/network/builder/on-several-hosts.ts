import type { AcrossHostsBuilder } from '../across-hosts/across-hosts.js'
import type { AcrossHostsOptions, HostOnLan, HostsOnLan } from '../across-hosts/hosts.js'
import type { AfterSubnet, PoolState } from './pool-state.js'

/** What is said of a network that is the same on several hosts of one LAN. */
export interface OnSeveralHosts<out State extends PoolState> {
  /**
   * The same network for several hosts of one LAN, all or none: one subnet and router, and for each engine a range of its
   * own. A host without `ipRange` gets the first part that no host before it has. With `.ipRange()`, they share that part.
   * CLI `--ip-range` on each host
   *
   * @example
   * await using both = await lan.acrossHosts([{ docker: a, ipRange: '192.168.0.64/28' }, { docker: b }]).create()
   *
   * @throws UsageError RANGES_OVERLAP, RANGE_OUTSIDE_SUBNET, SAME_ENGINE, INVALID_ARGUMENT; StateError SUBNETS_TAKEN
   */
  acrossHosts<const Hosts extends readonly HostOnLan[]>(
    hosts: AfterSubnet<State, HostsOnLan<Hosts>>,
    options?: AcrossHostsOptions,
  ): AcrossHostsBuilder<Hosts>
}
