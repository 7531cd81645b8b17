import { Ip } from '../../cidr/ip.js'
import { wire } from '../../engine/wire/wire.js'

/** Engines before 29 take every text that is no address for all addresses of the host. */

const isHostIp = (text: string): boolean => text === '' || Ip.tryParse(text) !== undefined

/** Where on the engine's host a port of a container is published. */
export interface PortBinding {
  /** An address of the host; `''` means all of them. */
  readonly HostIp?: string | undefined
  /** A number, or a range to choose from; `''` lets the engine choose. */
  readonly HostPort?: string | undefined
}

export const portBinding = wire<PortBinding>('PortBinding', (z) =>
  z.object({
    HostIp: z.optional(z.string(isHostIp, 'it is no address to publish on')),
    HostPort: z.optional(z.string()),
  }),
)

/** Published ports by the container's own, such as `80/tcp`; `null` for one that is only exposed. */
export type PortMap = Readonly<Record<string, readonly PortBinding[] | null>>

export const portMap = wire<PortMap>('PortMap', (z) => z.record(z.nullable(z.array(portBinding))))

/** One port, as the list of containers shows it. */
export interface PortSummary {
  /** The host's address; left out for a port that is only exposed. */
  readonly IP?: string | undefined
  /** The container's own port. */
  readonly PrivatePort: number
  /** The port on the host; left out for a port that is only exposed. */
  readonly PublicPort?: number | undefined
  /** `tcp`, `udp` or `sctp`. */
  readonly Type: string
}

export const portSummary = wire<PortSummary>('PortSummary', (z) =>
  z.object({
    IP: z.optional(z.string()),
    PrivatePort: z.integer(),
    PublicPort: z.optional(z.integer()),
    Type: z.string(),
  }),
)
