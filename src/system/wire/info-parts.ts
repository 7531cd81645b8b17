import { wire } from '../../engine/wire/wire.js'

/** A low-level program that runs containers. */
export interface Runtime {
  /** Where it is on the host. */
  readonly path?: string | undefined
  /** The arguments it is always given. */
  readonly runtimeArgs?: readonly string[] | null | undefined
  /** What the runtime says of itself. Since API 1.44. */
  readonly status?: Readonly<Record<string, string>> | null | undefined
}

export const runtime = wire<Runtime>('Runtime', (z) =>
  z.object({
    path: z.optional(z.string()),
    runtimeArgs: z.nullish(z.array(z.string())),
    status: z.since('1.44', z.nullish(z.record(z.string()))),
  }),
)

/** The build of a program that the engine uses. */
export interface Commit {
  /** The source it was built from. */
  readonly ID: string
  /** The source that the engine was tested with. Until API 1.49. */
  readonly Expected?: string | undefined
}

export const commit = wire<Commit>('Commit', (z) =>
  z.object({
    ID: z.string(),
    Expected: z.until('1.49', z.optional(z.string())),
  }),
)

/** The plugins of an engine by what they do; built-in ones are listed too. */
export interface PluginsInfo {
  /** Those that keep volumes. */
  readonly Volume?: readonly string[] | null | undefined
  /** Those that make networks. */
  readonly Network?: readonly string[] | null | undefined
  /** Those that permit requests. */
  readonly Authorization?: readonly string[] | null | undefined
  /** Those that take logs. */
  readonly Log?: readonly string[] | null | undefined
}

export const pluginsInfo = wire<PluginsInfo>('PluginsInfo', (z) =>
  z.object({
    Volume: z.nullish(z.array(z.string())),
    Network: z.nullish(z.array(z.string())),
    Authorization: z.nullish(z.array(z.string())),
    Log: z.nullish(z.array(z.string())),
  }),
)

/** A thing that is reserved by its name. */
export interface NamedResource {
  /** What it is: `GPU`. */
  readonly Kind?: string | undefined
  /** Which one. */
  readonly Value?: string | undefined
}

export const namedResource = wire<NamedResource>('NamedResourceSpec', (z) =>
  z.object({
    Kind: z.optional(z.string()),
    Value: z.optional(z.string()),
  }),
)

/** Things that are reserved by their number. */
export interface DiscreteResource {
  /** What they are: `SSD`. */
  readonly Kind?: string | undefined
  /** How many. */
  readonly Value?: number | undefined
}

export const discreteResource = wire<DiscreteResource>('DiscreteResourceSpec', (z) =>
  z.object({
    Kind: z.optional(z.string()),
    Value: z.optional(z.integer()),
  }),
)

/** What an engine lets its services reserve besides CPU and memory. */
export interface GenericResource {
  /** One by its name. */
  readonly NamedResourceSpec?: NamedResource | undefined
  /** Some by their number. */
  readonly DiscreteResourceSpec?: DiscreteResource | undefined
}

export const genericResource = wire<GenericResource>('GenericResource', (z) =>
  z.object({
    NamedResourceSpec: z.optional(namedResource),
    DiscreteResourceSpec: z.optional(discreteResource),
  }),
)

/** A block that networks without a subnet get theirs from. */
export interface AddressPool {
  /** CIDR. */
  readonly Base: string
  /** The prefix length of each network's subnet, in bits. */
  readonly Size: number
}

export const addressPool = wire<AddressPool>('DefaultAddressPool', (z) =>
  z.object({
    Base: z.string(),
    Size: z.integer(),
  }),
)

/** Where an engine keeps its things in containerd. */
export interface ContainerdNamespaces {
  /** The namespace of containers. */
  readonly Containers?: string | undefined
  /** The namespace of plugins. */
  readonly Plugins?: string | undefined
}

export const containerdNamespaces = wire<ContainerdNamespaces>('ContainerdNamespaces', (z) =>
  z.object({
    Containers: z.optional(z.string()),
    Plugins: z.optional(z.string()),
  }),
)

/** The containerd that runs an engine's containers. */
export interface ContainerdInfo {
  /** Its socket. */
  readonly Address?: string | undefined
  /** Where the engine keeps its things. */
  readonly Namespaces?: ContainerdNamespaces | undefined
}

export const containerdInfo = wire<ContainerdInfo>('ContainerdInfo', (z) =>
  z.object({
    Address: z.optional(z.string()),
    Namespaces: z.optional(containerdNamespaces),
  }),
)

/** What writes the rules of an engine's networks. */
export interface FirewallInfo {
  /** `iptables`, `iptables+firewalld`, `nftables`. */
  readonly Driver: string
  /** What else it says, as pairs of a name and a value. */
  readonly Info?: readonly (readonly string[])[] | null | undefined
}

export const firewallInfo = wire<FirewallInfo>('FirewallInfo', (z) =>
  z.object({
    Driver: z.string(),
    Info: z.nullish(z.array(z.array(z.string()))),
  }),
)

/** A device that a driver has found. */
export interface DiscoveredDevice {
  /** The driver: `cdi`. */
  readonly Source: string
  /** The name by which containers ask for it. */
  readonly ID: string
}

export const discoveredDevice = wire<DiscoveredDevice>('DeviceInfo', (z) =>
  z.object({
    Source: z.string(),
    ID: z.string(),
  }),
)

/** The plugins that change how containers are run. */
export interface NriInfo {
  /** What they say, as pairs of a name and a value. */
  readonly Info?: readonly (readonly string[])[] | null | undefined
}

export const nriInfo = wire<NriInfo>('NRIInfo', (z) =>
  z.object({
    Info: z.nullish(z.array(z.array(z.string()))),
  }),
)
