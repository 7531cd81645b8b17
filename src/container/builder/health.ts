import type { HealthConfig } from '../../docker-words/health-config.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { conflict } from '../../errors/conflict.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { checkText, checkWords } from '../program.js'
import { toNanoseconds, type Duration } from './duration.js'
import type { Flags } from './flag.js'
import { LifetimeSetters } from './lifetime.js'

/** How the engine finds out whether a container works. What is left out is as its image says, or else as docker does. */
export interface HealthOptions {
  /** The program that looks, and its arguments: exit code 0 for healthy. No shell reads it. */
  readonly cmd?: readonly string[] | undefined
  /** A line for the container's shell, in place of `cmd`. CLI `--health-cmd` */
  readonly shell?: string | undefined
  /** Between two looks: milliseconds, or `'30s'`, which is what docker does. CLI `--health-interval` */
  readonly interval?: Duration | undefined
  /** Until a look that has not ended counts as failed: `'30s'` unless said otherwise. CLI `--health-timeout` */
  readonly timeout?: Duration | undefined
  /** Failures in a row until it counts as unhealthy: 3 unless said otherwise. CLI `--health-retries` */
  readonly retries?: number | undefined
  /** After the start, while failures do not count. CLI `--health-start-period` */
  readonly startPeriod?: Duration | undefined
  /** Between two looks in that period. CLI `--health-start-interval` · Since API 1.44 */
  readonly startInterval?: Duration | undefined
}

/** Whether a container works. */
export abstract class HealthSetters extends LifetimeSetters {
  /**
   * How the engine finds out whether it works; `false` switches the check of its image off. Called again, it takes the
   * place of what was said before.
   * CLI `--health-cmd`, `--health-interval` and the others, `--no-healthcheck` · wire `Healthcheck`
   *
   * @example .health({ shell: 'wget -q -O /dev/null http://localhost/ || exit 1', interval: '2s', retries: 3 })
   */
  health(health: HealthOptions | false): this {
    return this.with({ health: health === false ? { Test: ['NONE'] } : toHealthConfig(health) })
  }
}

export const healthFlags: Flags<Omit<HealthSetters, keyof LifetimeSetters>> = {
  health: { flag: '--health-cmd', body: { Healthcheck: ({ health }) => health } },
}

const names: readonly (keyof HealthOptions)[] = [
  'cmd',
  'shell',
  'interval',
  'timeout',
  'retries',
  'startPeriod',
  'startInterval',
]

function toHealthConfig(options: HealthOptions): HealthConfig {
  const given: unknown = options // callers without types may pass anything
  const usual = "give { cmd: ['program', 'argument'] } or { shell: 'a line' }, or false for no check"
  if (!isPlainObject(given)) throw invalidArgument('health', given, usual)
  refuseUnknown(given, names, 'health()')
  const { cmd, shell, interval, timeout, retries, startPeriod, startInterval } = options
  if (cmd !== undefined && shell !== undefined) throw conflict('cmd', 'shell', 'a health check runs one program')
  const config = {
    ...(cmd !== undefined && { Test: ['CMD', ...argvOf(cmd)] }),
    ...(shell !== undefined && { Test: ['CMD-SHELL', lineOf(shell)] }),
    ...(interval !== undefined && { Interval: toNanoseconds('interval', interval) }),
    ...(timeout !== undefined && { Timeout: toNanoseconds('timeout', timeout) }),
    ...(retries !== undefined && { Retries: timesOf(retries) }),
    ...(startPeriod !== undefined && { StartPeriod: toNanoseconds('startPeriod', startPeriod) }),
    ...(startInterval !== undefined && { StartInterval: toNanoseconds('startInterval', startInterval) }),
  }
  if (Object.keys(config).length === 0) throw invalidArgument('health', given, usual, 'this health check says nothing')
  return config
}

function argvOf(cmd: unknown): readonly string[] {
  if (Array.isArray(cmd) && cmd.length > 0) return checkWords('cmd', cmd as string[]) // it looks at each
  const hint = "give the program and its arguments as a list; a line for a shell is shell: '...'"
  throw invalidArgument('cmd', cmd, hint)
}

function lineOf(line: unknown): string {
  if (typeof line === 'string' && line.trim() !== '') return checkText('shell', line)
  throw invalidArgument('shell', line, 'give a line for the shell of the container')
}

function timesOf(retries: unknown): number {
  if (typeof retries === 'number' && Number.isSafeInteger(retries) && retries > 0) return retries
  throw invalidArgument('retries', retries, 'give how many failures in a row make it unhealthy: 1 or more')
}
