import { wire, type WireOf } from '../../engine/call/wire.js'

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
