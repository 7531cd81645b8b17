import { isPlainObject } from '../../errors/brand.js'
import type { ContainerCreateRequest } from '../wire/create.js'
import type { HostConfig } from '../wire/host-config.js'

/** A command line or a test is one thing: it is replaced, and never added to. */
const wholes = ['Cmd', 'Entrypoint', 'Shell', 'Healthcheck']

/** Lists whose items are one thing each by this field: a limit, or a device. */
const namedBy: Readonly<Record<string, string>> = {
  Ulimits: 'Name',
  Devices: 'PathInContainer',
  BlkioWeightDevice: 'Path',
  BlkioDeviceReadBps: 'Path',
  BlkioDeviceWriteBps: 'Path',
  BlkioDeviceReadIOps: 'Path',
  BlkioDeviceWriteIOps: 'Path',
}

/**
 * What a builder says, on top of what another container was made with: lists and maps add up, as those of every setter
 * do; of a plain value the builder's counts. A path that the builder mounts is not mounted as it was before, and what
 * contradicts the builder goes.
 */
export function overBase(
  base: Partial<ContainerCreateRequest>,
  request: ContainerCreateRequest,
): ContainerCreateRequest {
  const { Mounts, Binds, Tmpfs } = request.HostConfig ?? {}
  const paths = new Set([
    ...(Mounts ?? []).map(({ Target }) => Target),
    ...(Binds ?? []).map((bind) => bind.split(':')[1]),
    ...Object.keys(Tmpfs ?? {}),
    ...Object.keys(request.Volumes ?? {}),
  ])
  return added(withoutContradictions(withoutMounts(base, paths), request), request) as ContainerCreateRequest // both are parts of one
}

function added(base: unknown, said: unknown, key = ''): unknown {
  if (said === undefined) return base
  if (wholes.includes(key)) return said
  if (Array.isArray(base) && Array.isArray(said)) return withoutRepeats(base.concat(said), namedBy[key])
  if (!isPlainObject(base) || !isPlainObject(said)) return said
  const keys = new Set([...Object.keys(base), ...Object.keys(said)])
  return Object.fromEntries([...keys].map((name) => [name, added(base[name], said[name], name)]))
}

/** Of two items with one name the last one counts. */
function withoutRepeats(items: readonly unknown[], name?: string): unknown[] {
  const nameOf = (item: unknown): unknown => (name !== undefined && isPlainObject(item) ? item[name] : item)
  return [...new Map(items.map((item) => [JSON.stringify(nameOf(item)), item])).values()]
}

type Rights = HostConfig['CapAdd']

/** One says how much CPU time in two ways, options belong to one log driver, and a right is given or taken away. */
function withoutContradictions(
  { HostConfig: host, ...base }: Partial<ContainerCreateRequest>,
  { HostConfig: said = {} }: ContainerCreateRequest,
): Partial<ContainerCreateRequest> {
  if (host === undefined) return base
  const isShare = said.NanoCpus !== undefined
  const isQuota = said.CpuQuota !== undefined || said.CpuPeriod !== undefined
  const driver = said.LogConfig?.Type
  const kept: HostConfig = {
    ...host,
    ...(isShare && { CpuQuota: undefined, CpuPeriod: undefined }),
    ...(isQuota && { NanoCpus: undefined }),
    ...(driver !== undefined && driver !== host.LogConfig?.Type && { LogConfig: undefined }),
    CapAdd: rightsWithout(host.CapAdd, said.CapDrop),
    CapDrop: rightsWithout(host.CapDrop, said.CapAdd),
  }
  const given = Object.entries(kept).filter(([, value]) => value !== undefined)
  return { ...base, HostConfig: Object.fromEntries(given) }
}

function rightsWithout(rights: Rights, others: Rights): Rights {
  const plain = (right: string): string => right.replace(/^CAP_/, '')
  const left = new Set(others?.map(plain))
  return rights?.filter((right) => !left.has(plain(right)))
}

function withoutMounts(
  base: Partial<ContainerCreateRequest>,
  paths: ReadonlySet<string | undefined>,
): Partial<ContainerCreateRequest> {
  const { HostConfig: host, Volumes: volumes } = base
  if (paths.size === 0 || host === undefined) return base
  const lists: Pick<HostConfig, 'Binds' | 'Mounts' | 'Tmpfs'> = {
    ...(host.Binds && { Binds: host.Binds.filter((bind) => !paths.has(bind.split(':')[1])) }),
    ...(host.Mounts && { Mounts: host.Mounts.filter(({ Target }) => !paths.has(Target)) }),
    ...(host.Tmpfs && { Tmpfs: withoutKeys(host.Tmpfs, paths) }),
  }
  return { ...base, ...(volumes && { Volumes: withoutKeys(volumes, paths) }), HostConfig: { ...host, ...lists } }
}

function withoutKeys<Value>(
  map: Readonly<Record<string, Value>>,
  keys: ReadonlySet<string | undefined>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.has(key)))
}
