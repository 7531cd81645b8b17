import type { CallContext } from '../../../engine/context.js'
import { plainName } from '../../../engine/ref.js'
import type { ContainerSpec } from '../../builder/spec.js'
import { inspectAll } from '../../inspect-all.js'
import { containerList } from '../../operations.js'
import type { ContainerInspect } from '../../wire/inspect.js'

/** The fields that name another container whose namespace is shared. */
const joining = ['NetworkMode', 'PidMode', 'IpcMode'] as const

/**
 * The containers that are left with nothing when a container goes: those that share its network, its processes or its
 * memory, those with a link to it, and those that depend on these. Each comes after what it depends on.
 */
export async function dependantsOf(
  call: CallContext,
  container: ContainerInspect,
): Promise<readonly ContainerInspect[]> {
  const listed = await call.send(containerList, { query: { all: true } })
  const others = listed.filter(({ Id }) => Id !== container.Id)
  const ids = others.map(({ Id }) => Id)
  const present = await inspectAll(call, ids)
  const found = new Set([container])
  for (const on of found) for (const other of present) if (dependsOn(other, on)) found.add(other) // which goes on with these
  found.delete(container)
  return inOrder([...found])
}

/** Whether one is left with nothing when the other goes. */
export function dependsOn(other: ContainerInspect, on: ContainerInspect): boolean {
  return other.Id !== on.Id && (sharesWith(other, on) || linksTo(other, on))
}

/** Each after those that it depends on; of two that link to each other, in any order. */
function inOrder(all: readonly ContainerInspect[]): readonly ContainerInspect[] {
  const ordered = new Set<ContainerInspect>()
  const visit = (one: ContainerInspect, from: readonly ContainerInspect[]): void => {
    if (from.includes(one)) return
    for (const on of all) if (dependsOn(one, on)) visit(on, [...from, one])
    ordered.add(one)
  }
  for (const one of all) visit(one, [])
  return [...ordered]
}

/** Whether one lives in a namespace of the other. */
export function sharesWith({ HostConfig }: ContainerInspect, { Id }: Pick<ContainerInspect, 'Id'>): boolean {
  return joining.some((field) => HostConfig[field] === `container:${Id}`)
}

/** Engines write a link as `/db:/web/alias`. On networks of one's own links go by name, and the name stays. */
function linksTo({ HostConfig }: ContainerInspect, { Name }: ContainerInspect): boolean {
  return (HostConfig.Links ?? []).some((link) => plainName(link.split(':')[0] ?? '') === plainName(Name))
}

/**
 * What a dependant is made with, when the containers it depends on have got new ids. A link is made to a container, and not
 * to its name: it is told by that id, too.
 *
 * @param ids the new ids, by the old ones and by the names
 */
export function movedTo(spec: ContainerSpec, ids: ReadonlyMap<string, string>): ContainerSpec {
  const moved = (mode: string | undefined): string | undefined => {
    const id = ids.get(/^container:(.*)$/s.exec(mode ?? '')?.[1] ?? '')
    return id === undefined ? mode : `container:${id}`
  }
  const { joins, base } = spec
  const { HostConfig: host } = base ?? {}
  const links = host?.Links?.map((link) => link.replace(/^[^:]*/, (name) => ids.get(name) ?? name))
  return {
    ...spec,
    joins: joins && { ...joins, container: ids.get(joins.container) ?? joins.container },
    ...(host && {
      base: {
        ...base,
        HostConfig: {
          ...host,
          PidMode: moved(host.PidMode),
          IpcMode: moved(host.IpcMode),
          ...(links && { Links: links }),
        },
      },
    }),
  }
}
