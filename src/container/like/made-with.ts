import { isDeepStrictEqual } from 'node:util'
import { callLabel, sessionLabel } from '../../engine/session/session.js'
import { isPlainObject } from '../../errors/brand.js'
import type { ImageConfig } from '../../image/wire/image.js'
import { emptySpec, type ContainerSpec } from '../builder/spec.js'
import type { ContainerConfig } from '../wire/config.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { HostConfig } from '../wire/host-config.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { replaceLabels } from '../replace/labels.js'
import { networksOf } from './networks-of.js'

/**
 * What a container was made with, out of what the engine says of it now. What it has of its image is left out, so that
 * another image brings its own; and so is what belongs to this one container: its name, its id, who made it.
 */
export function madeWith(found: ContainerInspect, image: ImageConfig): ContainerSpec {
  const { Config: config, HostConfig: host } = found
  const { entrypoint, command } = program(config, image)
  return {
    ...emptySpec(config.Image ?? found.Image, command),
    entrypoint,
    env: (config.Env ?? []).filter((line) => !image.Env?.includes(line)),
    labels: withoutOwn(notIn(config.Labels, image.Labels)),
    tty: config.Tty ?? false,
    interactive: config.OpenStdin ?? false,
    rm: host.AutoRemove ?? false,
    restart: host.RestartPolicy?.Name === 'no' || host.RestartPolicy?.Name === '' ? undefined : host.RestartPolicy,
    ...networksOf(found),
    base: { ...configOf(found, image), HostConfig: hostOf(host) },
  }
}

/** The entrypoint and the command, as far as they are not the image's. */
function program(config: ContainerConfig, image: ImageConfig): Pick<ContainerSpec, 'entrypoint' | 'command'> {
  const command = config.Cmd ?? []
  const isImages = sameList(config.Entrypoint, image.Entrypoint)
  if (isImages && sameList(config.Cmd, image.Cmd)) return { entrypoint: undefined, command: [] }
  if (isImages && command.length > 0) return { entrypoint: undefined, command }
  // With an entrypoint of its own a container has no command of its image.
  const own = config.Entrypoint ?? []
  return { entrypoint: own.length === 0 ? [''] : own, command }
}

function sameList(one: readonly string[] | null | undefined, other: readonly string[] | null | undefined): boolean {
  return isDeepStrictEqual(one ?? [], other ?? [])
}

/** What other fields of a specification hold, and what the engine wrote by itself. */
type ToldElsewhere =
  | 'Image'
  | 'Cmd'
  | 'Entrypoint'
  | 'Env'
  | 'Labels'
  | 'Tty'
  | 'OpenStdin'
  | 'StdinOnce'
  | 'AttachStdin'
  | 'AttachStdout'
  | 'AttachStderr'
  | 'MacAddress'
  | 'ArgsEscaped'
  | 'OnBuild'

function configOf(found: ContainerInspect, image: ImageConfig): Partial<ContainerCreateRequest> {
  const { Config, HostConfig } = found
  const mode = HostConfig.NetworkMode ?? ''
  const hasOwnName = Config.Hostname !== found.Id.slice(0, 12) && mode !== 'host' && !mode.startsWith('container:')
  const said: { readonly [Field in Exclude<keyof ContainerConfig, ToldElsewhere>]-?: ContainerConfig[Field] } = {
    Hostname: hasOwnName ? Config.Hostname : undefined,
    Domainname: Config.Domainname,
    User: unlessSame(Config.User, image.User),
    WorkingDir: unlessSame(Config.WorkingDir, image.WorkingDir),
    ExposedPorts: notIn(Config.ExposedPorts, image.ExposedPorts),
    Volumes: notIn(Config.Volumes, image.Volumes),
    Healthcheck: unlessSame(Config.Healthcheck, image.Healthcheck),
    StopSignal: unlessSame(Config.StopSignal, image.StopSignal),
    StopTimeout: Config.StopTimeout,
    NetworkDisabled: Config.NetworkDisabled,
    Shell: unlessSame(Config.Shell, image.Shell),
  }
  return saidOnly(said, ['StopTimeout'])
}

/** What is told elsewhere, or written by the engine alone. */
const notHosts: ReadonlySet<string> = new Set<keyof HostConfig>([
  'NetworkMode',
  'AutoRemove',
  'RestartPolicy',
  'ConsoleSize',
  'ContainerIDFile',
])

function hostOf(host: HostConfig): HostConfig {
  const { Links, MaskedPaths, ReadonlyPaths, NetworkMode, Memory = 0, MemorySwap, Privileged, SecurityOpt } = host
  const own: HostConfig = Object.fromEntries(Object.entries(host).filter(([name]) => !notHosts.has(name)))
  // Without a list of its own the engine masks what a privileged container may see, and others may not.
  const unmasked = {
    ...(MaskedPaths?.length === 0 && { MaskedPaths }),
    ...(ReadonlyPaths?.length === 0 && { ReadonlyPaths }),
  }
  // Engines take ports that these modes cannot publish, keep them, and publish nothing.
  const isClosed = NetworkMode === 'host' || NetworkMode === 'none'
  const said = {
    ...own,
    Links: Links?.map(asGiven),
    MaskedPaths: undefined,
    ReadonlyPaths: undefined,
    // Engines add these by themselves, and another limit or no such rights mean others.
    ...(MemorySwap === 2 * Memory && { MemorySwap: undefined }),
    ...(Privileged === true && { SecurityOpt: SecurityOpt?.filter((option) => option !== 'label=disable') }),
    ...(isClosed && { PortBindings: undefined, PublishAllPorts: undefined }),
  }
  return { ...saidOnly(said, ['MemorySwappiness', 'Init']), ...unmasked }
}

/** The engine writes a link as `/db:/web/alias`, and takes it as `db:alias`. */
function asGiven(link: string): string {
  const [target = '', alias = ''] = link.split(':')
  return `${target.replace(/^\//, '')}:${alias.slice(alias.lastIndexOf('/') + 1)}`
}

/** Engines fill in what was not said: null, '', 0, false and what is empty. Of some fields such a value says something. */
function saidOnly<Fields extends object>(fields: Fields, meant: readonly (keyof Fields & string)[]): Fields {
  const said = Object.entries(fields).filter(([name, value]) => {
    if (value === undefined || value === null) return false
    if ((meant as readonly string[]).includes(name)) return true
    return value !== '' && value !== 0 && value !== false && !isEmpty(value)
  })
  return Object.fromEntries(said) as Fields // every field may be left out
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isPlainObject(value) && Object.keys(value).length === 0
}

function unlessSame<Value>(value: Value, ofImage: unknown): Value | undefined {
  return isDeepStrictEqual(value, ofImage) ? undefined : value
}

function notIn<Value>(
  map: Readonly<Record<string, Value>> | null | undefined,
  ofImage: Readonly<Record<string, Value>> | null | undefined,
): Readonly<Record<string, Value>> {
  const entries = Object.entries(map ?? {})
  return Object.fromEntries(entries.filter(([key, value]) => !isDeepStrictEqual(value, ofImage?.[key])))
}

function withoutOwn(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const own: readonly string[] = [sessionLabel, callLabel, ...Object.values(replaceLabels)]
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !own.includes(name)))
}
