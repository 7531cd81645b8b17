import type { ContainerSummary } from '../container/wire/summary.js'
import { compareApi } from '../engine/call/api-version.js'
import type { CallOptions } from '../engine/call/call-options.js'
import { options, own, query } from '../engine/call/options.js'
import type { CallContext } from '../engine/context.js'
import { checkFlag } from '../errors/invalid-argument.js'
import type { ImageSummary } from '../image/wire/summary.js'
import type { VolumeInspect } from '../volume/wire/volume.js'
import { systemDataUsage } from './operations.js'
import type { BuildCacheRecord, SystemDataUsage, UsageTotals } from './wire/disk-usage.js'

/** What takes room on the disk of an engine. */
export type DiskUsageType = 'image' | 'container' | 'volume' | 'build-cache'

/** What the disk usage is told of. */
export interface DiskUsageOptions extends CallOptions {
  /** These kinds alone, which takes the engine less time. Since API 1.42 (Engine 23). */
  readonly type?: readonly DiskUsageType[] | undefined
  /** With every single thing. CLI `--verbose` */
  readonly verbose?: boolean | undefined
}

/** How much of the disk all things of one kind take. */
export interface DiskUse<Item> {
  /** How many there are. */
  readonly count: number
  /** How many are in use: images with a container, containers that run, volumes that a container mounts. */
  readonly active: number
  /** Bytes. */
  readonly size: number
  /** Bytes that go when what is not in use is removed. */
  readonly reclaimable: number
  /** Each of them; only with `verbose`. */
  readonly items: readonly Item[] | undefined
}

/** How much of the disk an engine takes, by kind; undefined for a kind that was not asked for. */
export interface DiskUsage {
  readonly images: DiskUse<ImageSummary> | undefined
  readonly containers: DiskUse<ContainerSummary> | undefined
  /** Those that the engine keeps itself: not memory, shares, directories of the host, and those of other drivers. */
  readonly volumes: DiskUse<VolumeInspect> | undefined
  readonly buildCache: DiskUse<BuildCacheRecord> | undefined
  /** The engine's own answer, in the shape of its API. */
  readonly wire: SystemDataUsage
}

export const diskUsageOptions = options<DiskUsageOptions>('system.df', {
  type: query(systemDataUsage, 'type'),
  verbose: own(checkFlag),
})

/** Asks for the disk usage, and gives it in one shape: engines from API 1.52 on add up themselves. */
export async function diskUsage(call: CallContext, { type, verbose = false }: DiskUsageOptions): Promise<DiskUsage> {
  const isNew = compareApi(await call.apiVersion(), '1.52') >= 0
  const wire = await call.send(systemDataUsage, { query: { type, ...(isNew && { verbose }) } })
  return { ...usageOf(wire, { type, verbose }), wire }
}

/** The usage out of either shape. */
export function usageOf(
  wire: SystemDataUsage,
  { type, verbose = false }: Pick<DiskUsageOptions, 'type' | 'verbose'>,
): Omit<DiskUsage, 'wire'> {
  const of = <Item>(kind: DiskUsageType, given: Given<Item>): DiskUse<Item> | undefined =>
    type === undefined || type.includes(kind) ? useOf(given, verbose) : undefined
  const { LayersSize = 0, Images, Containers, Volumes, BuildCache } = wire
  return {
    images: of('image', { usage: wire.ImageUsage, list: Images, add: (all) => imageTotals(all, LayersSize) }),
    containers: of('container', {
      usage: wire.ContainerUsage,
      list: Containers,
      add: (all) => totals(all, ofContainer),
    }),
    volumes: of('volume', { usage: wire.VolumeUsage, list: Volumes, add: (all) => totals(all, ofVolume) }),
    buildCache: of('build-cache', {
      usage: wire.BuildCacheUsage,
      list: BuildCache,
      add: (all) => totals(all, ofRecord),
    }),
  }
}

type Totals = Omit<DiskUse<never>, 'items'>

/** What an engine said of one kind: its sums, or only its list, and how that is added up. */
interface Given<Item> {
  readonly usage: (UsageTotals & { readonly Items?: readonly Item[] | null | undefined }) | null | undefined
  readonly list: readonly Item[] | null | undefined
  readonly add: (items: readonly Item[]) => Totals
}

function useOf<Item>({ usage, list, add }: Given<Item>, verbose: boolean): DiskUse<Item> {
  const items = usage?.Items ?? list ?? []
  const {
    TotalCount: count = 0,
    ActiveCount: active = 0,
    TotalSize: size = 0,
    Reclaimable: reclaimable = 0,
  } = usage ?? {}
  return {
    ...(usage ? { count, active, size, reclaimable } : add(items)),
    items: verbose ? items : undefined,
  }
}

// What `docker system df` works out for engines that do not (docker/cli, command/formatter/disk_usage.go).

/** The layers that several images have count once: what goes is all but the layers of one used image each. */
function imageTotals(images: readonly ImageSummary[], layersSize: number): Totals {
  const known = images.filter(
    ({ Size, SharedSize, Containers }) => Containers !== 0 && Size !== -1 && SharedSize !== -1,
  )
  const used = known.reduce((sum, { Size, SharedSize }) => sum + Size - SharedSize, 0)
  return {
    count: images.length,
    active: images.filter(({ Containers }) => Containers > 0).length,
    size: layersSize,
    reclaimable: layersSize - used,
  }
}

interface Share {
  /** Bytes. */
  readonly size: number
  readonly isActive: boolean
}

function totals<Item>(items: readonly Item[], shareOf: (item: Item) => Share): Totals {
  const shares = items.map(shareOf)
  const bytes = (of: readonly Share[]): number => of.reduce((sum, { size }) => sum + size, 0)
  const idle = shares.filter(({ isActive }) => !isActive)
  return { count: items.length, active: items.length - idle.length, size: bytes(shares), reclaimable: bytes(idle) }
}

function ofContainer({ State, SizeRw }: ContainerSummary): Share {
  return { size: SizeRw ?? 0, isActive: ['running', 'paused', 'restarting'].includes(State) }
}

/** Drivers other than `local` do not tell, which is -1. */
function ofVolume({ UsageData }: VolumeInspect): Share {
  return { size: Math.max(0, UsageData?.Size ?? 0), isActive: UsageData?.RefCount !== 0 }
}

/** What an image has, too, is counted there. */
function ofRecord({ Size, Shared, InUse }: BuildCacheRecord): Share {
  return { size: Shared ? 0 : Size, isActive: InUse }
}
