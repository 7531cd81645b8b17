import { Ip } from '../../cidr/ip.js'
import { wire, type WireOf } from '../../engine/call/wire.js'

export const portBinding = wire('PortBinding', (z) =>
  z.object({
    /** `''` means every address of the host; before 29, so does every text that is no address. */
    HostIp: z
      .string()
      .refine((text) => text === '' || Ip.tryParse(text) !== undefined, 'it is no address to publish on')
      .optional(),
    /** A number, or a range to choose from; `''` lets the engine choose. */
    HostPort: z.string().optional(),
  }),
)
/** Where on the engine's host a port of a container is published. */
export interface PortBinding extends WireOf<typeof portBinding> {}

export const portMap = wire('PortMap', (z) => z.record(z.string(), z.array(portBinding.schema(z)).nullable()))
/** Published ports by the container's own, such as `80/tcp`; `null` for one that is only exposed. */
export type PortMap = WireOf<typeof portMap>

export const portSummary = wire('PortSummary', (z) =>
  z.object({
    /** The host's address; left out for a port that is only exposed. */
    IP: z.string().optional(),
    PrivatePort: z.number(),
    PublicPort: z.number().optional(),
    Type: z.string(),
  }),
)
/** One port, as the list of containers shows it. */
export interface PortSummary extends WireOf<typeof portSummary> {}
