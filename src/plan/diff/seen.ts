import { inspectAll } from '../../container/inspect-all.js'
import { containerInspect, containerList } from '../../container/operations.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import type { PlanObstacle } from '../../errors/codes.js'
import { listedMembers, type ListedMembers } from '../../network/endpoint/listed-members.js'
import { networkList } from '../../network/operations.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import { grouped } from '../../engine/grouped.js'
import type { ReadSpec } from '../spec/checked-spec.js'
import { composeProject } from '../spec/owner.js'
import type { ReadMember } from '../spec/read-members.js'
import { pathText } from '../spec/violations.js'

/** One engine of a plan. */
export interface PlannedEngine {
  /** Its name; undefined for the only one. */
  readonly on: string | undefined
  readonly call: CallContext
}

/** What there is on an engine, of all that a spec is about. */
export interface Seen extends PlannedEngine {
  readonly networks: readonly NetworkSummary[]
  /** The same by their names. */
  readonly named: ReadonlyMap<string, readonly NetworkSummary[]>
  readonly members: readonly SeenMember[]
  /** The containers that networks list, of those networks that members may only seem to be on. */
  readonly listed: ListedMembers
  /** What the spec names and is not there. */
  readonly missing: readonly PlanObstacle[]
}

/** A container that a spec is about. */
export interface SeenMember {
  readonly member: ReadMember
  readonly container: ContainerInspect
}

/** Looks at an engine. */
export async function seenOn({ on, call }: PlannedEngine, { members, owner }: ReadSpec): Promise<Seen> {
  const here = members.filter((member) => member.noun === 'service' || member.on === on)
  const networks = await call.send(networkList, {})
  const found = await Promise.all(here.map((member) => containersOf(call, member, owner.project)))
  const seen = new Map<string, SeenMember>()
  const missing: PlanObstacle[] = []
  for (const [at, member] of here.entries()) {
    const containers = found[at] ?? []
    if (containers.length === 0 && member.noun === 'container') missing.push(notThere(member, on))
    for (const container of containers) {
      const other = seen.get(container.Id)
      if (other === undefined) seen.set(container.Id, { member, container })
      else missing.push(toldTwice(member, other.member, on))
    }
    missing.push(...ofOneAlone(member, containers.length, on))
  }
  const named = grouped(networks, ({ Name }) => [Name])
  const listed = await listedMembers(
    call,
    [...seen.values()].map(({ container }) => container),
  )
  return { on, call, networks, named, members: [...seen.values()], listed, missing }
}

async function containersOf(call: CallContext, member: ReadMember, project: string): Promise<ContainerInspect[]> {
  if (member.noun === 'container') {
    const found = await orAbsent('container', call.send(containerInspect, { id: member.ref }))
    return found === undefined ? [] : [found]
  }
  const label = [`${composeProject}=${project}`, `com.docker.compose.service=${member.ref}`]
  const listed = await call.send(containerList, { query: { all: true, filters: { label } } })
  // a run of one command is not the service
  const lasting = listed.filter(({ Labels }) => Labels?.['com.docker.compose.oneoff'] !== 'True')
  const ids = lasting.map(({ Id }) => Id)
  return await inspectAll(call, ids)
}

function notThere({ ref, path }: ReadMember, on: string | undefined): PlanObstacle {
  return {
    path: pathText(path),
    on,
    message: `there is no container ${JSON.stringify(ref)}`,
    hint: 'make it first, or leave it out of the spec',
  }
}

/** What is said of a service that several containers cannot all have. */
function ofOneAlone({ ref, memberships }: ReadMember, containers: number, on: string | undefined): PlanObstacle[] {
  if (containers < 2) return []
  return memberships.flatMap(({ said, path }) => {
    const fixed = (['ip', 'ip6', 'mac'] as const).find((option) => said.includes(option))
    if (fixed === undefined) return []
    const message = `service ${JSON.stringify(ref)} has ${containers} containers, and they cannot all have one ${fixed}`
    return [{ path: pathText([...path, fixed]), on, message, hint: 'leave it out, or scale the service to one' }]
  })
}

function toldTwice({ path }: ReadMember, other: ReadMember, on: string | undefined): PlanObstacle {
  return {
    path: pathText(path),
    on,
    message: `it is the container of ${pathText(other.path)}, too`,
    hint: 'say all of its networks in one place',
  }
}
