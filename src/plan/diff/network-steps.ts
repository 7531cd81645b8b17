import type { NetworkCreateRequest } from '../../network/wire/requests.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import { containersOn } from '../../network/containers-on.js'
import { saidOf } from '../../network/ensure/ensure.js'
import { draftDifferences } from '../../network/ensure/fitting-subnets.js'
import type { Difference, Named, PlanObstacle } from '../../errors/codes.js'
import type { WantedSubnet } from '../../network/ipam/free-subnet.js'
import type { ReadSpec } from '../spec/checked-spec.js'
import { isOfOther, isOwned, isSpelling, type Owner } from '../spec/owner.js'
import type { ReadNetwork } from '../spec/read-network.js'
import { pathText } from '../spec/violations.js'
import type { KeptNetwork, NetworkChange } from './change.js'
import type { Seen } from './seen.js'
import type { NetworkStep } from './step.js'
import { takenSubnets } from './taken-subnets.js'

/** The networks of a plan on one engine, and what is to do with them. */
export interface NetworksDiff {
  readonly steps: readonly NetworkStep[]
  readonly obstacles: readonly PlanObstacle[]
  readonly kept: readonly KeptNetwork[]
  /** The networks that are the plan's own, as far as they are there. */
  readonly own: readonly NetworkSummary[]
  /** The names of those that are made anew. */
  readonly madeAnew: ReadonlySet<string>
}

/** How networks that the plan did not make are dealt with. */
export interface Adopting {
  /** Whether those that are as the spec says count as the plan's own. */
  readonly adopt: boolean
}

/** What is to do with the networks of an engine, so that they are as the spec says. */
export async function networksDiff(read: ReadSpec, seen: Seen, { adopt }: Adopting): Promise<NetworksDiff> {
  const steps: NetworkStep[] = []
  const obstacles: PlanObstacle[] = []
  const own: NetworkSummary[] = []
  const { on } = seen
  for (const network of read.networks.filter((one) => one.on === on)) {
    const { name, draft, request, path } = network
    const block = (message: string, hint: string): void => {
      obstacles.push({ path: pathText(path), on, message, hint })
    }
    const [found, twin] = seen.named.get(name) ?? []
    const quoted = JSON.stringify(name)
    if (twin !== undefined) {
      block(`several networks are named ${quoted}`, 'remove all but one of them')
      continue
    }
    if (draft === undefined || request === undefined) {
      if (found === undefined) block(`there is no network ${quoted}`, 'make it first, or leave out external: true')
      continue
    }
    if (found === undefined) {
      const change = networkChange(network, 'add', shownRequest(request, draft.wanted))
      steps.push({ draft, found, change })
      continue
    }
    const differences = draftDifferences(draft, found).filter((one) => !isSpelling(one))
    if (isOwned(read.owner, found.Labels)) {
      own.push(found)
      if (differences.length === 0) continue
      const others = await othersOn(seen, found)
      if (others.length > 0)
        block(
          `network ${quoted} must be made anew (${differences.map(saidOf).join('; ')}), and ${named(others)} is on it`,
          'take off what the spec does not name, or name it under members',
        )
      const why = `made anew, as a network cannot be changed: ${differences.map(saidOf).join('; ')}`
      steps.push({ draft, found, change: networkChange(network, 'change', why, differences) })
      continue
    }
    const foreign = differences.filter(({ field }) => !isOwnersLabel(field, read.owner, name))
    const isAdopted = adopt && foreign.length === 0 && !isOfOther(read.owner, found.Labels)
    if (isAdopted) own.push(found)
    else block(...whyForeign(found, foreign, read.owner))
  }
  const names = namesIn(read)
  const gone = read.owner.removes ? seen.networks.filter((found) => isLeftOut(found, read.owner, names)) : []
  const removed = await removals(seen, gone, 'it is of this project, and the spec does not have it')
  const madeAnew = new Set(steps.filter(({ change }) => change.action === 'change').map(({ change }) => change.network))
  const all = [...steps, ...removed.steps]
  obstacles.push(...takenSubnets(all, read, seen))
  return { steps: all, obstacles, kept: removed.kept, own: [...own, ...gone], madeAnew }
}

/** What is to do so that the networks of the spec are gone. */
export async function networksGone(read: ReadSpec, seen: Seen, { adopt }: Adopting): Promise<NetworksDiff> {
  const names = namesIn(read)
  const here = new Map(read.networks.filter(({ on }) => on === seen.on).map((network) => [network.name, network]))
  const own = seen.networks.filter((found) => {
    const network = here.get(found.Name)
    if (isOwned(read.owner, found.Labels)) return network?.draft !== undefined || isLeftOut(found, read.owner, names)
    if (!adopt || network?.draft === undefined || isOfOther(read.owner, found.Labels)) return false
    return draftDifferences(network.draft, found).every(({ field }) => isOwnersLabel(field, read.owner, found.Name))
  })
  const { steps, kept } = await removals(seen, own, 'it is of this plan')
  return { steps, obstacles: [], kept, own, madeAnew: new Set() }
}

async function removals(
  seen: Seen,
  networks: readonly NetworkSummary[],
  reason: string,
): Promise<Pick<NetworksDiff, 'steps' | 'kept'>> {
  const steps: NetworkStep[] = []
  const kept: KeptNetwork[] = []
  const { on } = seen
  for (const found of networks) {
    const network = found.Name
    const others = await othersOn(seen, found)
    if (others.length > 0) kept.push({ on, network, reason: `${named(others)} is on it` })
    else
      steps.push({
        draft: undefined,
        found,
        change: { kind: 'network', action: 'remove', on, network, reason, differences: [] },
      })
  }
  return { steps, kept }
}

/** The containers on a network, in any state, that the spec does not name. */
async function othersOn({ call, members }: Seen, network: NetworkSummary): Promise<readonly Named[]> {
  const all = await containersOn(call, network.Id)
  const named = new Set(members.map(({ container }) => container.Id))
  return all.filter(({ id }) => !named.has(id))
}

function isLeftOut(found: NetworkSummary, owner: Owner, names: ReadonlySet<string>): boolean {
  return owner.removes && isOwned(owner, found.Labels) && !names.has(found.Name)
}

function namesIn({ networks }: ReadSpec): ReadonlySet<string> {
  return new Set(networks.map(({ name }) => name))
}

function isOwnersLabel(field: string, owner: Owner, network: string): boolean {
  return Object.keys(owner.labelsOf(network)).some((label) => field === `Labels.${label}`)
}

function whyForeign(
  { Name, Labels }: NetworkSummary,
  differences: readonly Difference[],
  owner: Owner,
): [message: string, hint: string] {
  const network = `network ${JSON.stringify(Name)}`
  if (isOfOther(owner, Labels))
    return [`${network} is of ${JSON.stringify(Labels?.[owner.label])}, another project`, 'take another name']
  if (differences.length === 0)
    return [
      `${network} exists, and this plan has not made it`,
      'take it over with { adopt: true }, or use it as external: true',
    ]
  return [
    `${network} exists, this plan has not made it, and it differs: ${differences.map(saidOf).join('; ')}`,
    'take another name, use it as external: true, or remove it',
  ]
}

function networkChange(
  { name, on }: ReadNetwork,
  action: NetworkChange['action'],
  reason: string,
  differences: readonly Difference[] = [],
): NetworkChange {
  return { kind: 'network', action, on, network: name, reason, differences }
}

function shownRequest({ Driver, IPAM, Internal }: NetworkCreateRequest, wanted: readonly WantedSubnet[]): string {
  const subnets = [
    ...(IPAM?.Config ?? []).flatMap(({ Subnet = '', IPRange }) =>
      IPRange === undefined ? Subnet : `${Subnet} range ${IPRange}`,
    ),
    ...wanted.map(({ size, from }) => `a free /${size}${from === undefined ? '' : ` of ${from}`}`),
  ]
  return [Driver, ...subnets, ...(Internal === true ? ['internal'] : [])].join(' ')
}

function named(containers: readonly Named[]): string {
  return containers.map(({ name }) => name).join(' and ')
}
