import { readRunFile } from './place.js'

/** What this machine's kernel can do for an engine, as `up` found by trying. */
export interface LabCapabilities {
  readonly macvlan: boolean
  readonly ipvlan: boolean
  /** 802.1Q sub-interfaces, like `eth0.10` */
  readonly vlan: boolean
  /** dummy links: macvlan and ipvlan without a parent need them */
  readonly dummy: boolean
  readonly vxlan: boolean
  /** `tc qdisc add ... netem`: delay, loss */
  readonly netem: boolean
  /** virtual addresses of services, ingress publishing */
  readonly ipvs: boolean
  /** encrypted overlay networks */
  readonly esp: boolean
  readonly ipv6: boolean
  readonly cgroup: 1 | 2
}

/** Synchronous, so that `describe.skipIf(!labCapabilities().ipvlan)` can be written; the lab must be up. */
export function labCapabilities(): LabCapabilities {
  // written by capabilities.sh, whose keys are these
  return JSON.parse(readRunFile('capabilities.json')) as LabCapabilities
}
