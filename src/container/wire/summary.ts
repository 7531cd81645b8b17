import { wire, type WireOf } from '../../engine/call/wire.js'
import { endpointSettings } from '../../docker-words/endpoint-settings.js'
import { ociDescriptor } from '../../docker-words/oci.js'
import { mountPoint } from './mount.js'
import { portSummary } from './ports.js'

export const containerSummary = wire('ContainerSummary', (z) =>
  z.object({
    Id: z.string(),
    /** With leading slashes. Links add names such as `/web/db`. */
    Names: z.array(z.string()).nullable(),
    Image: z.string(),
    ImageID: z.string(),
    Command: z.string(),
    /** Seconds since 1970. */
    Created: z.number(),
    Ports: z.array(portSummary.schema(z)).nullable(),
    /** Bytes; only when `size` was asked for. */
    SizeRw: z.number().nullable().optional(),
    SizeRootFs: z.number().nullable().optional(),
    Labels: z.record(z.string(), z.string()).nullable(),
    State: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
    /** For people: `Up 2 hours (healthy)`. */
    Status: z.string(),
    HostConfig: z.object({
      NetworkMode: z.string().optional(),
      Annotations: z.record(z.string(), z.string()).nullable().optional(),
    }),
    NetworkSettings: z
      .object({ Networks: z.record(z.string(), endpointSettings.schema(z)).nullable().optional() })
      .nullable()
      .optional(),
    Mounts: z.array(mountPoint.schema(z)).nullable(),
    /** Since API 1.48. */
    ImageManifestDescriptor: ociDescriptor.schema(z).nullable().optional(),
    /** Since API 1.52. */
    Health: z.object({ Status: z.string().optional(), FailingStreak: z.number().optional() }).nullable().optional(),
  }),
)
/** A container, as a list shows it. */
export interface ContainerSummary extends WireOf<typeof containerSummary> {}
