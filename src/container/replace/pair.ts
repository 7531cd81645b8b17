import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { plainName, type Ref, type RefLike } from '../../engine/ref.js'
import { containerInspect, containerList } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { nextName, oldName, replaceLabels } from './labels.js'

/** What the old one did when it was replaced, and what the new one does in the end. */
export type Was = 'running' | 'paused' | 'stopped'

/** An old container and the new one that takes its place, each by its id. */
export interface Pair {
  /** The name that goes over from one to the other. */
  readonly name: string
  readonly was: Was
  readonly old: string
  readonly next: string
  /** The old one of the replacement that this one goes along with. */
  readonly along: string | undefined
}

/** What a container does, as far as its replacement has to do the same. */
export function wasOf({ State }: ContainerInspect): Was {
  if (State.Paused) return 'paused'
  return State.Running || State.Restarting ? 'running' : 'stopped'
}

/** Whether it was ever started. */
export function hasStarted({ State }: ContainerInspect): boolean {
  return !State.StartedAt.startsWith('0001-')
}

/** What the engine says of a container now; undefined when it is gone. */
export async function look(call: CallContext, container: RefLike<'container'>): Promise<ContainerInspect | undefined> {
  return await orAbsent('container', call.send(containerInspect, { id: container }))
}

/** The labels of the new one. */
export function labelsOf({ old, name, was, along }: Omit<Pair, 'next'>): Readonly<Record<string, string>> {
  return {
    [replaceLabels.replaces]: old,
    [replaceLabels.name]: name,
    [replaceLabels.was]: was,
    ...(along !== undefined && { [replaceLabels.along]: along }),
  }
}

/**
 * The replacement that the labels of a container tell of, if it is still under way. An image that was committed from such
 * a container hands its labels on: those of a container with another name tell nothing.
 */
export function pairOf(id: string, name: string, labels: Readonly<Record<string, string>>): Pair | undefined {
  const { [replaceLabels.replaces]: old, [replaceLabels.name]: taken, [replaceLabels.was]: was } = labels
  if (old === undefined || taken === undefined || (was !== 'running' && was !== 'paused' && was !== 'stopped'))
    return undefined
  if (name !== taken && name !== nextName(taken)) return undefined
  return { name: taken, was, old, next: id, along: labels[replaceLabels.along] }
}

/** All replacements whose new container has a label of this value. */
export async function pairsWith(
  call: CallContext,
  label: keyof typeof replaceLabels,
  value: string,
): Promise<readonly Pair[]> {
  const filters = { label: `${replaceLabels[label]}=${value}` }
  const listed = await call.send(containerList, { query: { all: true, filters } })
  return listed.flatMap(({ Id, Names, Labels }) => {
    const pairs = (Names ?? []).flatMap((name) => pairOf(Id, plainName(name), Labels ?? {}) ?? [])
    return pairs.slice(0, 1)
  })
}

/** Whether the old one of a pair is called as it may be: by its name, or by the one that it has until it is removed. */
export function isOldOf({ name }: Pair, old: ContainerInspect): boolean {
  const has = plainName(old.Name)
  return has === name || has === oldName(name)
}

/** The two as calls take them. */
export function refTo(id: string, name: string): Ref<'container'> {
  return { noun: 'container', id, name }
}
