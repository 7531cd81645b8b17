import { pairsGiven, pairsOf } from '../../../docker-words/labels.js'
import { checkRef, type Ref } from '../../../engine/ref.js'
import { checkWord, invalidArgument } from '../../../errors/invalid-argument.js'
import { quoted } from '../../../errors/describe-value.js'
import { checkText } from '../../program.js'
import type { Flags } from '../flag.js'
import { hostFields, hostPairs, hostRow } from '../host-field.js'
import { holding } from '../spec.js'
import { RightsSetters } from './rights.js'

/** Another container, whose namespace is shared. */
export type ContainerMode = `container:${string}` | Ref<'container'>

/** What of the kernel a container has for itself, and what it shares. */
export abstract class NamespaceSetters extends RightsSetters {
  /**
   * Whose processes it sees: those of the host, or of another container; its own unless said otherwise.
   * CLI `--pid` · wire `HostConfig.PidMode`
   *
   * @example docker.container.run('alpine', 'ps').pid('container:web')
   */
  pid(mode: 'host' | ContainerMode): this {
    return this.with({
      ...holding(this.spec, mode),
      ...hostFields(this.spec, { PidMode: namespaceOf('pid', mode, ['host']) }),
    })
  }

  /**
   * Whose shared memory, semaphores and message queues it has: the host's, another container's, or its own: `shareable` for
   * other containers to join, or `private`. CLI `--ipc` · wire `HostConfig.IpcMode`
   */
  ipc(mode: 'none' | 'private' | 'shareable' | 'host' | ContainerMode): this {
    return this.with({
      ...holding(this.spec, mode),
      ...hostFields(this.spec, { IpcMode: namespaceOf('ipc', mode, ['none', 'private', 'shareable', 'host']) }),
    })
  }

  /** `host`: it has the hostname of the host, and may change it. CLI `--uts` · wire `HostConfig.UTSMode` */
  uts(mode: 'host'): this {
    return this.with(hostFields(this.spec, { UTSMode: checkWord('uts', mode, ['host']) }))
  }

  /**
   * `host`: its users are those of the host, where the engine maps them otherwise. CLI `--userns` · wire
   * `HostConfig.UsernsMode`
   */
  userns(mode: 'host'): this {
    return this.with(hostFields(this.spec, { UsernsMode: checkWord('userns', mode, ['host']) }))
  }

  /** Which control groups it sees: its own, or the host's. CLI `--cgroupns` · wire `HostConfig.CgroupnsMode` */
  cgroupns(mode: 'private' | 'host'): this {
    return this.with(hostFields(this.spec, { CgroupnsMode: checkWord('cgroupns', mode, ['private', 'host']) }))
  }

  /**
   * Kernel settings of its own namespaces, one or several: `net.`, `fs.mqueue.` and those of System V IPC.
   * CLI `--sysctl` · wire `HostConfig.Sysctls`
   *
   * @example docker.container.run('nginx:alpine').sysctl('net.core.somaxconn', '1024')
   * @throws UsageError INVALID_ARGUMENT
   */
  sysctl(name: string, value: string): this
  sysctl(settings: Readonly<Record<string, string>>): this
  sysctl(first: string | Readonly<Record<string, string>>, value?: string): this {
    const settings = pairsOf('sysctl', pairsGiven(first, value)).map(checkSysctl)
    return this.with(hostPairs(this.spec, 'Sysctls', Object.fromEntries(settings)))
  }

  /** The program that makes the container: `runc` unless said otherwise. CLI `--runtime` · wire `HostConfig.Runtime` */
  runtime(runtime: string): this {
    if (runtime === '') throw invalidArgument('runtime', runtime, 'give a runtime that the engine knows, such as runc')
    return this.with(hostFields(this.spec, { Runtime: checkText('runtime', runtime) }))
  }
}

export const namespaceFlags: Flags<Omit<NamespaceSetters, keyof RightsSetters>> = {
  pid: hostRow('--pid', 'PidMode'),
  ipc: hostRow('--ipc', 'IpcMode'),
  uts: hostRow('--uts', 'UTSMode'),
  userns: hostRow('--userns', 'UsernsMode'),
  cgroupns: hostRow('--cgroupns', 'CgroupnsMode'),
  sysctl: hostRow('--sysctl', 'Sysctls', { value: 'pair', repeats: true }),
  runtime: hostRow('--runtime', 'Runtime'),
}

function namespaceOf(setter: string, mode: unknown, words: readonly string[]): string {
  if (typeof mode === 'object' && mode !== null) return `container:${checkRef('container', 'word', mode)}`
  const [, container] = typeof mode === 'string' ? (/^container:(.+)$/s.exec(mode) ?? []) : []
  if (container !== undefined) return `container:${checkRef('container', 'word', container)}`
  return checkWord(
    setter,
    mode,
    [...words, 'container:<name>'].filter((word) => word !== mode || !word.includes(':')),
  )
}

/** Settings of the kernel that each container has for itself; docker takes these and no others. */
const ofNamespaces =
  /^(?:net\.|fs\.mqueue\.)\S+$|^kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$/

function checkSysctl([name, value]: readonly [string, unknown]): readonly [string, string] {
  if (typeof value !== 'string')
    throw invalidArgument('sysctl', value, 'give a text', `the setting ${quoted(name)} cannot be ${quoted(value)}`)
  if (ofNamespaces.test(name)) return [name, checkText('sysctl', value)]
  const hint =
    'a container has its own of net.*, fs.mqueue.*, kernel.msg*, kernel.sem and kernel.shm*: set others on the host'
  throw invalidArgument('sysctl', name, hint, `${quoted(name)} is no setting of a container`)
}
