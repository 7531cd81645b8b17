import { wire, type WireOf } from '../../engine/call/wire.js'

export const resources = wire('Resources', (z) => {
  const number = z.number().optional()
  const texts = z.array(z.string()).nullable().optional()
  const rates = z
    .array(z.object({ Path: z.string(), Rate: z.number() }))
    .nullable()
    .optional()
  return z.object({
    /** Bytes; 0 for no limit. */
    Memory: number,
    MemoryReservation: number,
    /** Bytes of memory and swap together; -1 for no limit. */
    MemorySwap: number,
    MemorySwappiness: z.number().nullable().optional(),
    /** Ignored since API 1.42. */
    KernelMemory: number,
    KernelMemoryTCP: number,
    OomKillDisable: z.boolean().nullable().optional(),
    /** Billionths of a CPU: 500000000 is half of one. */
    NanoCpus: number,
    CpuShares: number,
    /** Microseconds. */
    CpuPeriod: number,
    /** Microseconds. */
    CpuQuota: number,
    CpuRealtimePeriod: number,
    CpuRealtimeRuntime: number,
    /** `0-2` or `0,1`. */
    CpusetCpus: z.string().optional(),
    CpusetMems: z.string().optional(),
    /** Windows only, as are the next three. */
    CpuCount: number,
    CpuPercent: number,
    IOMaximumIOps: number,
    IOMaximumBandwidth: number,
    CgroupParent: z.string().optional(),
    /** 10 to 1000; 0 for none. */
    BlkioWeight: number,
    BlkioWeightDevice: z
      .array(z.object({ Path: z.string(), Weight: z.number() }))
      .nullable()
      .optional(),
    BlkioDeviceReadBps: rates,
    BlkioDeviceWriteBps: rates,
    BlkioDeviceReadIOps: rates,
    BlkioDeviceWriteIOps: rates,
    /** Processes and threads; `null`, 0 and -1 mean no limit. */
    PidsLimit: z.number().nullable().optional(),
    Ulimits: z
      .array(z.object({ Name: z.string(), Soft: z.number(), Hard: z.number() }))
      .nullable()
      .optional(),
    Devices: z
      .array(
        z.object({
          PathOnHost: z.string().optional(),
          PathInContainer: z.string().optional(),
          /** Of `r`, `w`, `m`. */
          CgroupPermissions: z.string().optional(),
        }),
      )
      .nullable()
      .optional(),
    DeviceCgroupRules: texts,
    DeviceRequests: z
      .array(
        z.object({
          Driver: z.string().optional(),
          /** -1 for all. */
          Count: number,
          DeviceIDs: texts,
          /** A list of alternatives, each a list of what must be there. */
          Capabilities: z.array(z.array(z.string())).nullable().optional(),
          Options: z.record(z.string(), z.string()).nullable().optional(),
        }),
      )
      .nullable()
      .optional(),
    /** A small init as the first process, which reaps zombies and passes signals on. */
    Init: z.boolean().nullable().optional(),
  })
})
/** How much a container may use of its host. */
export interface Resources extends WireOf<typeof resources> {}
