import type { Cidr } from '../../cidr/cidr.js'
import type { Ip } from '../../cidr/ip.js'
import type { EndpointOptions } from '../../docker-words/endpoint.js'
import type { FreeSubnetQuery } from '../../network/ipam/free-subnet.js'

/** What a plan is made from: networks, and which containers are on them. */
export interface PlanSpec {
  /**
   * Whose networks these are: what the plan makes gets the label `mooring.plan` with this text, and a network that has it
   * and is in the spec no longer is removed. Without a project the label is empty, and only networks that the spec names
   * are looked at. `{ compose: 'shop' }` stands for the networks of a project of docker compose, of which none is removed.
   */
  readonly project?: string | ComposeProject | undefined
  /** By name. A network that others made is `{ external: true }`. */
  readonly networks?: Readonly<Record<string, PlannedNetwork | ExternalNetwork | null>> | undefined
  /**
   * By the container's name or id, and then by the network's name; with several engines by `engine/container`. Of the
   * networks of the plan, a container that is named here is on those that are said, and on no other.
   */
  readonly members?: Readonly<Record<string, PlannedMemberships | null>> | undefined
  /** The same for all containers of a service of docker compose, by the service's name. */
  readonly services?: Readonly<Record<string, PlannedMemberships | null>> | undefined
}

/** A project of docker compose. */
export interface ComposeProject {
  /** The project's name. */
  readonly compose: string
}

/** A network that the plan makes. What is not said may be anything. */
export interface PlannedNetwork {
  readonly external?: false | undefined
  /** With several engines: where it is; on all of them if nothing is said. */
  readonly on?: string | readonly string[] | undefined
  /** `bridge` unless said otherwise. CLI `--driver` */
  readonly driver?: string | undefined
  /** A block, a block with its gateway, or what free block to choose; one, or a list. CLI `--subnet` */
  readonly subnet?: PlannedSubnet | readonly PlannedSubnet[] | undefined
  /** CLI `--internal` */
  readonly internal?: boolean | undefined
  /** CLI `--attachable` */
  readonly attachable?: boolean | undefined
  /** CLI `--ipv4` */
  readonly ipv4?: boolean | undefined
  /** CLI `--ipv6`; an IPv6 subnet turns it on by itself. */
  readonly ipv6?: boolean | undefined
  /** CLI `--label` */
  readonly label?: Readonly<Record<string, string>> | undefined
  /** Options of the driver, as the engine spells them: `{ parent: 'eth0' }`. CLI `--opt` */
  readonly option?: Readonly<Record<string, string>> | undefined
}

/** A network that is there already and was made by others: it is used, and neither changed nor removed. */
export interface ExternalNetwork {
  readonly external: true
  /** With several engines: where it is; on all of them if nothing is said. */
  readonly on?: string | readonly string[] | undefined
}

/** A block of addresses of a network. */
export type PlannedSubnet = string | Cidr | PlannedPool | FreeSubnetQuery

/** A block with what belongs to it. */
export interface PlannedPool {
  /** CLI `--subnet` */
  readonly subnet: string | Cidr
  /**
   * The part that dynamic addresses are taken from; with several engines it may be said for each by its name, or be dealt
   * out to them. CLI `--ip-range`
   */
  readonly ipRange?: string | Cidr | Readonly<Record<string, string | Cidr>> | DealtRange | undefined
  /** CLI `--gateway` */
  readonly gateway?: string | Ip | undefined
  /** CLI `--aux-address` */
  readonly auxAddress?: Readonly<Record<string, string | Ip>> | undefined
}

/**
 * A range for each engine, all of one size. An engine whose network has one already keeps it; the others get the lowest
 * parts that are free, in the order in which the plan has the engines.
 */
export interface DealtRange {
  /** The prefix length of each part: 28 for 16 addresses. A sixteenth of what is dealt out by default. */
  readonly size?: number | undefined
  /** What is dealt out; the whole subnet by default. */
  readonly from?: string | Cidr | undefined
}

/**
 * How a container is on networks, by their names: as `connect()` takes it; `{}` or null for nothing special, and `false`
 * where it must not be.
 */
export type PlannedMemberships = Readonly<Record<string, EndpointOptions | false | null>>
