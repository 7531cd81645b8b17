import { compareApi } from '../../../engine/call/api-version.js'
import { orAbsent } from '../../../engine/absent.js'
import type { CallContext } from '../../../engine/context.js'
import { imageInspect } from '../../../image/operations.js'
import type { ContainerSpec, JoinedNetwork } from '../../builder/spec.js'
import { madeWith } from '../../like/made-with.js'
import type { ContainerInspect } from '../../wire/inspect.js'
import type { Mount } from '../../wire/mount.js'
import { look } from '../pair.js'

/** What a container was made with, and what it has got since that the one in its place is to have, too. */
export async function keptOf(call: CallContext, found: ContainerInspect): Promise<ContainerSpec> {
  // Without its image it cannot be told what came from the image: then all of it is said again.
  const image = await orAbsent('image', call.send(imageInspect, { name: found.Image }))
  const spec = madeWith(found, image?.Config ?? {})
  const { HostConfig: host, ...base } = spec.base ?? {}
  const sources = await presentSources(call, host?.VolumesFrom ?? [])
  const said = { Binds: host?.Binds ?? [], Mounts: (host?.Mounts ?? []).filter((mount) => !isAnonymous(mount)) }
  const mounts = [...said.Mounts, ...mountsBesides(found, said)]
  const kept = {
    ...host,
    ...(mounts.length > 0 && { Mounts: mounts }),
    ...(sources.length > 0 && { VolumesFrom: sources }),
  }
  if (mounts.length === 0) delete kept.Mounts
  if (sources.length === 0) delete kept.VolumesFrom
  return {
    ...spec,
    stdinOnce: found.Config.StdinOnce ?? false,
    ...(await withMacs(call, spec, found)),
    base: { ...base, HostConfig: kept },
  }
}

/** The same of the very image that it runs, also when its name means another one by now. */
export async function sameImage(
  call: CallContext,
  spec: ContainerSpec,
  found: ContainerInspect,
): Promise<ContainerSpec> {
  const named = await orAbsent('image', call.send(imageInspect, { name: spec.image }))
  return { ...spec, pull: 'never', image: named?.Id === found.Image ? spec.image : found.Image }
}

/** The volumes that a container got without a name: they are its own, and nobody else's. */
export function anonymousOf({ Config, HostConfig, Mounts }: ContainerInspect): readonly string[] {
  const asked = new Set([
    ...Object.keys(Config.Volumes ?? {}),
    ...(HostConfig.Mounts ?? []).filter(isAnonymous).map(({ Target }) => Target),
  ])
  const named = { Binds: HostConfig.Binds ?? [], Mounts: (HostConfig.Mounts ?? []).filter((one) => !isAnonymous(one)) }
  const taken = new Set(targetsOf(named))
  return Mounts.flatMap(({ Type, Name, Destination }) =>
    Type === 'volume' && Name !== undefined && asked.has(Destination) && !taken.has(Destination) ? [Name] : [],
  )
}

/** What it has mounted that nothing names: volumes without a name, and what came from other containers. */
function mountsBesides({ Mounts }: ContainerInspect, said: Said): readonly Mount[] {
  const taken = new Set(targetsOf(said))
  return Mounts.flatMap(({ Type, Name, Source, Destination, RW }): Mount[] => {
    if (taken.has(Destination)) return []
    const place = { Target: Destination, ...(!RW && { ReadOnly: true }) }
    // It has had its copy of what the image has there: what was deleted since does not come back.
    if (Type === 'volume' && Name !== undefined)
      return [{ Type, Source: Name, ...place, VolumeOptions: { NoCopy: true } }]
    return Type === 'bind' ? [{ Type, Source, ...place }] : []
  })
}

interface Said {
  readonly Binds: readonly string[]
  readonly Mounts: readonly Mount[]
}

/** The paths inside. */
function targetsOf({ Binds, Mounts }: Said): readonly (string | undefined)[] {
  const all = [...Binds.map((bind) => bind.split(':')[1]), ...Mounts.map(({ Target }) => Target)]
  return all.map((path) => (path === undefined || path === '/' ? path : path.replace(/\/+$/, '')))
}

function isAnonymous({ Type, Source = '' }: Mount): boolean {
  return Type === 'volume' && Source === ''
}

/** The containers that it has volumes from, as far as they are still there. */
async function presentSources(call: CallContext, texts: readonly string[]): Promise<readonly string[]> {
  const present: string[] = []
  for (const text of texts) if ((await look(call, text.split(':')[0] ?? text)) !== undefined) present.push(text)
  return present
}

/**
 * The MAC addresses in use. From API 1.44 on every endpoint may have one of its own, and until 1.52 the engine says only of
 * the first whether it was asked for. One that the engine made of the endpoint's address changes with that.
 */
async function withMacs(
  call: CallContext,
  { networks }: ContainerSpec,
  { NetworkSettings }: ContainerInspect,
): Promise<Pick<ContainerSpec, 'networks'>> {
  const version = await call.apiVersion()
  if (compareApi(version, '1.44') < 0) return { networks }
  const isTold = compareApi(version, '1.52') < 0
  return {
    networks: networks.map((joined, at): JoinedNetwork => {
      const { MacAddress = '', IPAddress = '' } = NetworkSettings.Networks?.[joined.target] ?? {}
      if ((isTold && at === 0) || MacAddress === '' || MacAddress === macOf(IPAddress)) return joined
      return { ...joined, endpoint: { MacAddress, ...joined.endpoint } }
    }),
  }
}

/** The MAC address that engines until 27 make of an IPv4 address. */
function macOf(ip: string): string {
  const bytes = ip.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'))
  return ['02', '42', ...bytes].join(':')
}
