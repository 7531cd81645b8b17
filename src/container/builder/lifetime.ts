import { checkLabels, checkTexts, pairsGiven } from '../../docker-words/labels.js'
import { platform as platformParam } from '../../docker-words/platform.js'
import { checkFlag, checkWord } from '../../errors/invalid-argument.js'
import { checkContainerName } from '../name.js'
import { toRestartPolicy } from '../restart-policy.js'
import { checkStopTimeout } from '../lifecycle.js'
import { Setters, unlessEmpty, type Flags } from './flag.js'
import { checkStopSignal } from '../stop-signal.js'

/** What the engine keeps of a container, and for how long. */
export abstract class LifetimeSetters extends Setters {
  /** The container's name. Without one each start gets its own, `mooring-<session>-<n>`. CLI `--name` · query `name` */
  name(name: string): this {
    return this.with({ name: checkContainerName(name) })
  }

  /** Labels, one or several. CLI `--label` · wire `Labels` */
  label(key: string, value: string): this
  label(labels: Readonly<Record<string, string>>): this
  label(first: string | Readonly<Record<string, string>>, value?: string): this {
    const labels = checkLabels(pairsGiven(first, value))
    return this.with({ labels: { ...this.spec.labels, ...labels } })
  }

  /** When the image is pulled first: `missing` by default, as docker does. CLI `--pull` */
  pull(policy: 'missing' | 'always' | 'never'): this {
    return this.with({ pull: checkWord('pull', policy, ['missing', 'always', 'never']) })
  }

  /** The platform of the image, such as `linux/arm64`. CLI `--platform` · query `platform` */
  platform(platform: string): this {
    return this.with({ platform: platformParam.write(platform, 'platform') })
  }

  /** Lets the engine remove it when it ends. CLI `--rm` · wire `HostConfig.AutoRemove` */
  rm(rm = true): this {
    return this.with({ rm: checkFlag('rm', rm) })
  }

  /** When the engine starts it again. CLI `--restart` · wire `HostConfig.RestartPolicy` */
  restart(policy: 'no' | 'always' | 'unless-stopped' | 'on-failure' | `on-failure:${number}`): this {
    return this.with({ restart: toRestartPolicy(policy) })
  }

  /**
   * The signal that asks its program to end, when it is stopped: that of the image, or SIGTERM. CLI `--stop-signal` · wire
   * `StopSignal`
   *
   * @example docker.container.run('nginx:alpine').stopSignal('SIGQUIT').stopTimeout(30)
   * @throws UsageError INVALID_ARGUMENT with the nearest name
   */
  stopSignal(signal: string): this {
    return this.with({ stopSignal: checkStopSignal(signal) })
  }

  /** The seconds between that signal and the kill: 10 unless said otherwise, -1 for ever. CLI `--stop-timeout` · wire `StopTimeout` */
  stopTimeout(seconds: number): this {
    return this.with({ stopTimeout: checkStopTimeout(seconds) })
  }

  /** Notes for the runtime, one or several. Since API 1.43. CLI `--annotation` · wire `HostConfig.Annotations` */
  annotation(key: string, value: string): this
  annotation(annotations: Readonly<Record<string, string>>): this
  annotation(first: string | Readonly<Record<string, string>>, value?: string): this {
    const annotations = checkTexts('annotation', pairsGiven(first, value))
    return this.with({ annotations: { ...this.spec.annotations, ...annotations } })
  }
}

export const lifetimeFlags: Flags<LifetimeSetters> = {
  name: { flag: '--name', query: { name: ({ name }) => name } },
  label: {
    flag: '--label',
    also: ['-l'],
    value: 'pair',
    repeats: true,
    body: { Labels: ({ labels }) => unlessEmpty({ ...labels }) },
  },
  pull: { flag: '--pull' },
  platform: { flag: '--platform', query: { platform: ({ platform }) => platform } },
  rm: { flag: '--rm', value: 'switch', body: { 'HostConfig/AutoRemove': ({ rm }) => rm || undefined } },
  restart: { flag: '--restart', body: { 'HostConfig/RestartPolicy': ({ restart }) => restart } },
  stopSignal: { flag: '--stop-signal', body: { StopSignal: ({ stopSignal }) => stopSignal } },
  stopTimeout: { flag: '--stop-timeout', value: 'seconds', body: { StopTimeout: ({ stopTimeout }) => stopTimeout } },
  annotation: {
    flag: '--annotation',
    value: 'pair',
    repeats: true,
    body: { 'HostConfig/Annotations': ({ annotations }) => unlessEmpty({ ...annotations }) },
  },
}
