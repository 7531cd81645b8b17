import { wire, type WireOf } from '../../engine/wire.js'

/** Where on the engine's host a port of a container is published. */
export const portBinding = wire('PortBinding', (z) =>
  z.object({
    /** `''` means every address of the host. */
    HostIp: z.string().optional(),
    /** A number, or a range to choose from; `''` lets the engine choose. */
    HostPort: z.string().optional(),
  }),
)
export interface PortBinding extends WireOf<typeof portBinding> {}

/** Published ports by the container's own, such as `80/tcp`; `null` for one that is only exposed. */
export const portMap = wire('PortMap', (z) => z.record(z.string(), z.array(portBinding.schema(z)).nullable()))
export type PortMap = WireOf<typeof portMap>

/** One port, as the list of containers shows it. */
export const portSummary = wire('PortSummary', (z) =>
  z.object({
    /** The host's address; left out for a port that is only exposed. */
    IP: z.string().optional(),
    PrivatePort: z.number(),
    PublicPort: z.number().optional(),
    Type: z.string(),
  }),
)
export interface PortSummary extends WireOf<typeof portSummary> {}
