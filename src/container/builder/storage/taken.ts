import { conflict } from '../../../errors/conflict.js'
import type { ContainerSpec } from '../spec.js'
import { plain } from './target.js'

/**
 * Refuses a second thing at one path: engines refuse most of such containers, and of an anonymous volume they say nothing
 * and leave it out.
 *
 * @throws UsageError CONFLICTING_OPTIONS
 */
export function refuseTaken(spec: ContainerSpec, setter: string, target: string): void {
  const holder = targetsOf(spec).find(({ path }) => plain(path) === plain(target))
  if (holder === undefined) return
  throw conflict(
    `${setter} at ${target}`,
    `${holder.setter} at ${holder.path}`,
    `two things would be mounted at ${plain(target)}`,
  )
}

function targetsOf({ mounts, binds, anonymous, tmpfs }: ContainerSpec): readonly { setter: string; path: string }[] {
  return [
    ...mounts.map(({ Target }) => ({ setter: 'mount()', path: Target })),
    ...[...binds.map(({ target }) => target), ...anonymous].map((path) => ({ setter: 'volume()', path })),
    ...Object.keys(tmpfs).map((path) => ({ setter: 'tmpfs()', path })),
  ]
}
