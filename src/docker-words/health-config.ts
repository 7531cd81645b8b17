import { wire, type WireOf } from '../engine/call/wire.js'

export const healthConfig = wire('HealthConfig', (z) =>
  z.object({
    /** `['CMD', ...argv]`, `['CMD-SHELL', line]`, `['NONE']` to switch the image's check off, `[]` to keep it. */
    Test: z.array(z.string()).nullable().optional(),
    Interval: z.number().optional(),
    Timeout: z.number().optional(),
    /** Failures in a row until it counts as unhealthy. */
    Retries: z.number().optional(),
    /** While this lasts, failures do not count. */
    StartPeriod: z.number().optional(),
    /** Between checks during the start period. Since API 1.44. */
    StartInterval: z.number().optional(),
  }),
)
/** How the engine finds out whether a container works. All times are nanoseconds; 0 means: as the image says. */
export interface HealthConfig extends WireOf<typeof healthConfig> {}
