import type { HealthConfig } from '../../../docker-words/health-config.js'

/** What is behind a flag of the health check; a check that is no line for a shell has no flag. */
export function healthValues(health: HealthConfig | null | undefined, flag: string): readonly string[] {
  const { Test, Interval, Timeout, Retries, StartPeriod, StartInterval } = health ?? {}
  switch (flag) {
    case '--health-cmd':
      return Test?.[0] === 'CMD-SHELL' ? Test.slice(1) : []
    case '--no-healthcheck':
      return Test?.[0] === 'NONE' ? ['true'] : []
    case '--health-interval':
      return duration(Interval)
    case '--health-timeout':
      return duration(Timeout)
    case '--health-start-period':
      return duration(StartPeriod)
    case '--health-start-interval':
      return duration(StartInterval)
    default:
      return Retries === undefined ? [] : [String(Retries)]
  }
}

/** Nanoseconds, as seconds or milliseconds. */
function duration(nanoseconds: number | undefined): readonly string[] {
  if (nanoseconds === undefined) return []
  return [nanoseconds % 1e9 === 0 ? `${nanoseconds / 1e9}s` : `${nanoseconds / 1e6}ms`]
}
