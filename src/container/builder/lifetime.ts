import { checkLabels, pairsGiven } from '../../docker-words/labels.js'
import { platform as platformParam } from '../../docker-words/platform.js'
import { checkFlag, checkWord } from '../../errors/invalid-argument.js'
import { checkContainerName } from '../name.js'
import { toRestartPolicy, type RestartPolicy } from '../restart-policy.js'
import { Setters, unlessEmpty, type Flags } from './flag.js'

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
  restart(policy: RestartPolicy): this {
    return this.with({ restart: toRestartPolicy(policy) })
  }
}

export const lifetimeFlags: Flags<LifetimeSetters> = {
  name: { flag: '--name', query: { name: ({ name }) => name } },
  label: { flag: '--label', body: { Labels: ({ labels }) => unlessEmpty({ ...labels }) } },
  pull: { flag: '--pull' },
  platform: { flag: '--platform', query: { platform: ({ platform }) => platform } },
  rm: { flag: '--rm', body: { 'HostConfig/AutoRemove': ({ rm }) => rm || undefined } },
  restart: { flag: '--restart', body: { 'HostConfig/RestartPolicy': ({ restart }) => restart } },
}
