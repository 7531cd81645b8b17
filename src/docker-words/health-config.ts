import { wire } from '../engine/wire/wire.js'

/** How the engine finds out whether a container works. All times are nanoseconds; 0 means: as the image says. */
export interface HealthConfig {
  /** `['CMD', ...argv]`, `['CMD-SHELL', line]`, `['NONE']` to switch the image's check off, `[]` to keep it. */
  readonly Test?: readonly string[] | null | undefined
  /** Nanoseconds between two checks. */
  readonly Interval?: number | undefined
  /** Nanoseconds until a check that has not ended counts as failed. */
  readonly Timeout?: number | undefined
  /** Failures in a row until it counts as unhealthy. */
  readonly Retries?: number | undefined
  /** Nanoseconds after the start in which failures do not count. */
  readonly StartPeriod?: number | undefined
  /** Nanoseconds between two checks during the start period. Since API 1.44. */
  readonly StartInterval?: number | undefined
}

export const healthConfig = wire<HealthConfig>('HealthConfig', (z) =>
  z.object({
    Test: z.nullish(z.array(z.string())),
    Interval: z.optional(z.integer()),
    Timeout: z.optional(z.integer()),
    Retries: z.optional(z.integer()),
    StartPeriod: z.optional(z.integer()),
    StartInterval: z.since('1.44', z.optional(z.integer())),
  }),
)
