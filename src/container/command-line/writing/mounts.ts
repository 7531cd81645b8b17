import type { BindOptions, Mount, VolumeOptions } from '../../wire/mount.js'
import { csvLine } from '../csv.js'

/** What is behind `--mount`. */
export function mountText(mount: Mount): string {
  const { Type, Source, Target, ReadOnly, BindOptions, VolumeOptions, ImageOptions, TmpfsOptions } = mount
  const { SizeBytes, Mode } = TmpfsOptions ?? {}
  return csvLine([
    `type=${Type}`,
    ...field('source', Source),
    `target=${Target}`,
    ...(ReadOnly === undefined ? [] : [ReadOnly ? 'readonly' : 'readonly=false']),
    ...bindFields(BindOptions ?? {}),
    ...volumeFields(VolumeOptions ?? {}),
    ...field('image-subpath', ImageOptions?.Subpath),
    ...field('tmpfs-size', SizeBytes),
    ...field('tmpfs-mode', Mode?.toString(8)),
  ])
}

function bindFields(options: BindOptions): readonly string[] {
  const { Propagation, NonRecursive, ReadOnlyNonRecursive, ReadOnlyForceRecursive, CreateMountpoint } = options
  return [
    ...field('bind-propagation', Propagation),
    ...(NonRecursive === true ? ['bind-recursive=disabled'] : []),
    ...(ReadOnlyNonRecursive === true ? ['bind-recursive=writable'] : []),
    ...(ReadOnlyForceRecursive === true ? ['bind-recursive=readonly'] : []),
    ...field('bind-create-src', CreateMountpoint),
  ]
}

function volumeFields({ NoCopy, Subpath, DriverConfig, Labels }: VolumeOptions): readonly string[] {
  return [
    ...field('volume-nocopy', NoCopy),
    ...field('volume-subpath', Subpath),
    ...field('volume-driver', DriverConfig?.Name),
    ...pairs('volume-opt', DriverConfig?.Options),
    ...pairs('volume-label', Labels),
  ]
}

function field(key: string, value: string | number | boolean | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [`${key}=${String(value)}`]
}

function pairs(key: string, map: Readonly<Record<string, string>> | null | undefined): readonly string[] {
  return Object.entries(map ?? {}).map(([name, value]) => `${key}=${name}=${value}`)
}
