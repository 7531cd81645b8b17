import { checkFlag, invalidArgument } from '../../../errors/invalid-argument.js'
import type { Flags } from '../flag.js'
import { hostFields, hostItems, hostRow } from '../host-field.js'
import { StorageSetters } from '../storage/setters.js'
import { toCapability, type Capability } from './capabilities.js'
import { checkSecurityOpt, isAllPaths } from './security-options.js'

/** What its processes may do. */
export abstract class RightsSetters extends StorageSetters {
  /**
   * Rights that it gets besides docker's usual ones, with or without `CAP_`; `ALL` for every one.
   * CLI `--cap-add` · wire `HostConfig.CapAdd`
   *
   * @example docker.container.run('alpine').capDrop('ALL').capAdd('NET_BIND_SERVICE')
   * @throws UsageError INVALID_ARGUMENT with the nearest name
   */
  capAdd(...capabilities: readonly Capability[]): this {
    return this.with(
      hostItems(
        this.spec,
        'CapAdd',
        capabilities.map((one) => toCapability('capAdd', one)),
      ),
    )
  }

  /** Rights that are taken away from it; `ALL` for every one. CLI `--cap-drop` · wire `HostConfig.CapDrop` */
  capDrop(...capabilities: readonly Capability[]): this {
    return this.with(
      hostItems(
        this.spec,
        'CapDrop',
        capabilities.map((one) => toCapability('capDrop', one)),
      ),
    )
  }

  /**
   * All rights and all devices of the host: who is root inside is root outside. CLI `--privileged` · wire
   * `HostConfig.Privileged`
   */
  privileged(privileged = true): this {
    return this.with(hostFields(this.spec, { Privileged: checkFlag('privileged', privileged) }))
  }

  /**
   * `no-new-privileges`, `seccomp=unconfined`, `apparmor=<profile>`, `label=<option>`, `systempaths=unconfined`. The profile
   * of `seccomp=` is its JSON, not a path: nothing is read from disk.
   * CLI `--security-opt` · wire `HostConfig.SecurityOpt`, `MaskedPaths`, `ReadonlyPaths`
   *
   * @example docker.container.run('alpine').securityOpt('no-new-privileges', 'apparmor=docker-default')
   * @throws UsageError INVALID_ARGUMENT, UNKNOWN_OPTION
   */
  securityOpt(...options: readonly string[]): this {
    const checked = options.map(checkSecurityOpt)
    const others = checked.filter((option) => !isAllPaths(option))
    const paths = others.length < checked.length ? { MaskedPaths: [], ReadonlyPaths: [] } : {}
    const listed = others.length > 0 ? hostItems(this.spec, 'SecurityOpt', others) : {}
    return this.with(hostFields({ ...this.spec, ...listed }, paths))
  }

  /** More groups of its user, by name or number. CLI `--group-add` · wire `HostConfig.GroupAdd` */
  groupAdd(...groups: readonly (string | number)[]): this {
    return this.with(hostItems(this.spec, 'GroupAdd', groups.map(checkGroup)))
  }
}

export const rightsFlags: Flags<Omit<RightsSetters, keyof StorageSetters>> = {
  capAdd: hostRow('--cap-add', 'CapAdd', { repeats: true }),
  capDrop: hostRow('--cap-drop', 'CapDrop', { repeats: true }),
  privileged: hostRow('--privileged', 'Privileged', { value: 'switch' }),
  securityOpt: {
    flag: '--security-opt',
    repeats: true,
    body: {
      'HostConfig/SecurityOpt': ({ host }) => host.SecurityOpt,
      'HostConfig/MaskedPaths': ({ host }) => host.MaskedPaths,
      'HostConfig/ReadonlyPaths': ({ host }) => host.ReadonlyPaths,
    },
  },
  groupAdd: hostRow('--group-add', 'GroupAdd', { repeats: true }),
}

function checkGroup(group: unknown): string {
  if (typeof group === 'number' && Number.isSafeInteger(group) && group >= 0) return String(group)
  if (typeof group === 'string' && /^[^\s:]+$/.test(group)) return group
  throw invalidArgument('groupAdd', group, 'give the name of a group of the image, or a number such as 1000')
}
