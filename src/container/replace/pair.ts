import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { plainName, type Ref, type RefLike } from '../../engine/ref.js'
import { containerInspect, containerList } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { nextName, oldName, replaceLabels, spareName } from './labels.js'

/** What the old one did when it was replaced, and what the new one does in the end. */
export type Was = 'running' | 'paused' | 'stopped'

/** What is the same of an old container and of those that are made of it. */
export interface Replaced {
  /** The name that goes over from one to the other. */
  readonly name: string
  readonly was: Was
  readonly old: string
  /** The old one of the replacement that this one goes along with. */
  readonly along: string | undefined
}

/** An old container and the new one that takes its place, each by its id. */
export interface Pair extends Replaced {
  /** Undefined when it is gone: one that removes itself, and was ended. */
  readonly next: string | undefined
  /**
   * The old one once more, never started, where the old one cannot come back: it removes itself when it is stopped, or
   * depends on one that does.
   */
  readonly spare: string | undefined
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
export async function look(
  call: CallContext,
  container: RefLike<'container'> | undefined,
): Promise<ContainerInspect | undefined> {
  if (container === undefined) return undefined
  return await orAbsent('container', call.send(containerInspect, { id: container }))
}

/** The labels of the new one, or of the spare. */
export function labelsOf(
  { old, name, was, along }: Replaced,
  as: 'replaces' | 'spare' = 'replaces',
): Readonly<Record<string, string>> {
  return {
    [replaceLabels[as]]: old,
    [replaceLabels.name]: name,
    [replaceLabels.was]: was,
    ...(along !== undefined && { [replaceLabels.along]: along }),
  }
}

/**
 * All replacements that labels tell of, also those that are done. An image that was committed from such a container hands
 * its labels on: those of a container with another name tell nothing.
 */
export async function everyPair(call: CallContext): Promise<readonly Pair[]> {
  const listed = await call.send(containerList, { query: { all: true, filters: { label: replaceLabels.name } } })
  const pairs = new Map<string, Pair>()
  for (const { Id, Names, Labels } of listed) {
    for (const name of Names ?? []) {
      const told = toldBy(plainName(name), Labels ?? {})
      if (told === undefined) continue
      const { as, ...replaced } = told
      const known = pairs.get(told.old) ?? { ...replaced, next: undefined, spare: undefined }
      pairs.set(told.old, { ...known, [as]: Id })
    }
  }
  return [...pairs.values()]
}

function toldBy(
  name: string,
  labels: Readonly<Record<string, string>>,
): (Replaced & { readonly as: 'next' | 'spare' }) | undefined {
  const { [replaceLabels.name]: taken, [replaceLabels.was]: was, [replaceLabels.along]: along } = labels
  const { [replaceLabels.replaces]: replaced, [replaceLabels.spare]: spared } = labels
  const old = replaced ?? spared
  if (old === undefined || taken === undefined || (was !== 'running' && was !== 'paused' && was !== 'stopped'))
    return undefined
  const as = replaced === undefined ? 'spare' : 'next'
  const until = as === 'next' ? nextName(taken) : spareName(taken)
  return name === taken || name === until ? { name: taken, was, old, along, as } : undefined
}

/** Whether the old one of a pair is called as it may be: by its name, or by the one that it has until it is removed. */
export function isOldOf({ name }: Pick<Pair, 'name'>, old: ContainerInspect): boolean {
  const has = plainName(old.Name)
  return has === name || has === oldName(name)
}

/** The two as calls take them. */
export function refTo(id: string, name: string): Ref<'container'> {
  return { noun: 'container', id, name }
}
