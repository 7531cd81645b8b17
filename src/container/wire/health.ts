import { wire, type WireOf } from '../../engine/wire.js'

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

export const healthcheckResult = wire('HealthcheckResult', (z) =>
  z.object({ Start: z.string(), End: z.string(), ExitCode: z.number(), Output: z.string() }),
)
/** One run of a health check. */
export interface HealthcheckResult extends WireOf<typeof healthcheckResult> {}

export const health = wire('Health', (z) =>
  z.object({
    Status: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
    FailingStreak: z.number().optional(),
    /** The last five, the oldest first. */
    Log: z.array(healthcheckResult.schema(z)).nullable().optional(),
  }),
)
/** What the health checks of a container found. */
export interface Health extends WireOf<typeof health> {}
