import { checkTexts, pairsGiven } from '../../docker-words/labels.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { checkText } from '../program.js'
import type { Flags } from './flag.js'
import { hostFields } from './host-field.js'
import { DiskSetters } from './resources/disk.js'

/** A log driver of docker, or one of a plugin. */
export type LogDriver =
  | 'awslogs'
  | 'fluentd'
  | 'gcplogs'
  | 'gelf'
  | 'journald'
  | 'json-file'
  | 'local'
  | 'none'
  | 'splunk'
  | 'syslog'
  | (string & Record<never, never>)

/** Where its output goes. */
export abstract class LoggingSetters extends DiskSetters {
  /**
   * Where its output goes; the engine's own choice unless said otherwise. `logs()` reads it back from `json-file`, `local` and
   * `journald`, and since Engine 20.10 from others, too. CLI `--log-driver` · wire `HostConfig.LogConfig`
   */
  logDriver(driver: LogDriver): this {
    if (driver === '') throw invalidArgument('logDriver', driver, 'give a log driver, such as local')
    return this.with(
      hostFields(this.spec, { LogConfig: { ...this.spec.host.LogConfig, Type: checkText('logDriver', driver) } }),
    )
  }

  /**
   * Options of the log driver, one or several. CLI `--log-opt` · wire `HostConfig.LogConfig`
   *
   * @example docker.container.run('nginx:alpine').logDriver('local').logOpt({ 'max-size': '10m', 'max-file': '3' })
   */
  logOpt(name: string, value: string): this
  logOpt(options: Readonly<Record<string, string>>): this
  logOpt(first: string | Readonly<Record<string, string>>, value?: string): this {
    const options = checkTexts('logOpt', pairsGiven(first, value), 'log option')
    const { LogConfig } = this.spec.host
    const Config = { ...LogConfig?.Config, ...options }
    return this.with(hostFields(this.spec, { LogConfig: { ...LogConfig, Config } }))
  }
}

export const loggingFlags: Flags<Omit<LoggingSetters, keyof DiskSetters>> = {
  logDriver: { flag: '--log-driver', body: { 'HostConfig/LogConfig': ({ host }) => host.LogConfig } },
  logOpt: {
    flag: '--log-opt',
    value: 'pair',
    repeats: true,
    body: { 'HostConfig/LogConfig': ({ host }) => host.LogConfig },
  },
}
