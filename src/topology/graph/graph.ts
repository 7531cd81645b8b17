import type { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import type { Mac } from '../../cidr/mac.js'
import type { Listener as TopologyListener } from '../../container/readiness/sockets.js'

export type { TopologyListener }

/** A machine with an engine. */
export interface TopologyHost {
  /** The engine's id. */
  readonly id: string
  /** The machine's hostname, or what the option `hosts` calls it. */
  readonly name: string
  /** The engine's version: `28.5.2`. */
  readonly version: string
  /** The newest API that the engine speaks: `1.51`. */
  readonly apiVersion: string
  /** The machine's addresses, loopback not counted; undefined where they were not read: see the option `listeners`. */
  readonly addresses: readonly Ip[] | undefined
  /** Who listens on the machine itself; undefined where nobody looked, or could. */
  readonly listeners: readonly TopologyListener[] | undefined
  /** Whether the engine changed each time while it was read: then what is told of it was never true all at once. */
  readonly changing: boolean
}

/** Addresses that a network gives to its containers. */
export interface TopologyPool {
  readonly subnet: Cidr
  /** The part that dynamic addresses are taken from; undefined for the whole subnet. */
  readonly ipRange: Cidr | undefined
  /** The router's address, also one that the engine took unasked and does not show. */
  readonly gateway: Ip | undefined
}

/** A network. One that spans several hosts, as an overlay does, is one. */
export interface TopologyNetwork {
  readonly id: string
  readonly name: string
  /** The ids of the hosts that have it. */
  readonly hosts: readonly string[]
  readonly driver: string
  /** `local`, `swarm` or `global`. */
  readonly scope: string
  /** Whether it leads nowhere outside of its host. */
  readonly internal: boolean
  /** Whether it only holds settings for others, and no container can join it. */
  readonly configOnly: boolean
  readonly pools: readonly TopologyPool[]
  /** The bridge on the host, or the parent of a macvlan or ipvlan network. */
  readonly hostInterface: string | undefined
  /** The mode of a macvlan or ipvlan network: `bridge`, `l2`. */
  readonly mode: string | undefined
  /** Whether its containers may talk to each other. CLI `-o com.docker.network.bridge.enable_icc` */
  readonly icc: boolean
  /** How a bridge leads out: `nat`, `routed`, `nat-unprotected` or `isolated`. Since API 1.46; undefined on other drivers. */
  readonly gatewayMode: { readonly ip: string; readonly ip6: string } | undefined
  /** The driver's options, by their long names. */
  readonly options: Readonly<Record<string, string>>
}

/** A port of a container that is published on its host. */
export interface TopologyPort {
  /** The container's own port. */
  readonly port: number
  readonly protocol: string
  /** The host's address that it is open on: `0.0.0.0` and `::` are all of one family. */
  readonly hostIp: Ip
  /** The port on the host; undefined where the engine chooses one at the start. */
  readonly hostPort: number | undefined
}

/** A container, in any state. */
export interface TopologyContainer {
  readonly id: string
  readonly name: string
  /** The id of its host. */
  readonly host: string
  /** The image, as it was asked for. */
  readonly image: string
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'
  /** Whether it has its network now: it runs, or it is paused. */
  readonly running: boolean
  /** How it is on the network: on networks of its own, as its host, not at all, or as another container. */
  readonly net: 'own' | 'host' | 'none' | 'shared'
  /** The id of the container whose network it uses. */
  readonly sharesWith: string | undefined
  readonly hostname: string | undefined
  /** Ports on its host; of one that does not run, those it will have. */
  readonly ports: readonly TopologyPort[]
  /**
   * Who listens in its network; undefined where nobody looked, or could: see the option `listeners`. Of one in host mode
   * that is its host's.
   */
  readonly listeners: readonly TopologyListener[] | undefined
  readonly labels: Readonly<Record<string, string>>
}

/** A container on a network. */
export interface TopologyEndpoint {
  /** The id of the container. */
  readonly container: string
  /** The id of the network. */
  readonly network: string
  /** Whether it is there now; false while the container does not run, which will have it when it starts. */
  readonly active: boolean
  /** In use, or asked for where the container does not run. */
  readonly ip: Ip | undefined
  readonly ip6: Ip | undefined
  /** Addresses besides these. */
  readonly linkLocalIps: readonly Ip[]
  readonly mac: Mac | undefined
  /** Names of this endpoint, besides the container's own name. CLI `--network-alias` */
  readonly aliases: readonly string[]
  /** The routers that the network gives the container. */
  readonly gateway: Ip | undefined
  readonly gateway6: Ip | undefined
  /** Whether the container's default route leads through here. */
  readonly defaultRoute: boolean
  readonly defaultRoute6: boolean
}

/** What is there: hosts, networks, containers, and the endpoints between them. Sorted, and the same each time it is read. */
export interface TopologyGraph {
  readonly hosts: readonly TopologyHost[]
  readonly networks: readonly TopologyNetwork[]
  readonly containers: readonly TopologyContainer[]
  readonly endpoints: readonly TopologyEndpoint[]
}

/** The same as it stands in JSON: addresses are texts, and what is undefined is left out. */
export type TopologyJson = Plain<TopologyGraph>

/** A value as JSON has it. */
export type Plain<Value> = Value extends Ip | Cidr | Mac
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Plain<Value[Key]> }
      : Value
