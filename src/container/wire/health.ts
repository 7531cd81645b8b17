import { wire } from '../../engine/wire/wire.js'

/** One run of a health check. */
export interface HealthcheckResult {
  /** When it began, RFC 3339. */
  readonly Start: string
  /** When it ended, RFC 3339. */
  readonly End: string
  /** 0 for healthy, 1 for unhealthy. */
  readonly ExitCode: number
  /** What it wrote, cut after 4096 bytes. */
  readonly Output: string
}

export const healthcheckResult = wire<HealthcheckResult>('HealthcheckResult', (z) =>
  z.object({
    Start: z.string(),
    End: z.string(),
    ExitCode: z.integer(),
    Output: z.string(),
  }),
)

/** What the health checks of a container found. */
export interface Health {
  /** What they say in all; `none` when there is no check. */
  readonly Status: 'none' | 'starting' | 'healthy' | 'unhealthy'
  /** Failures in a row. */
  readonly FailingStreak?: number | undefined
  /** The last five, the oldest first. */
  readonly Log?: readonly HealthcheckResult[] | null | undefined
}

export const health = wire<Health>('Health', (z) =>
  z.object({
    Status: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
    FailingStreak: z.optional(z.integer()),
    Log: z.nullish(z.array(healthcheckResult)),
  }),
)
