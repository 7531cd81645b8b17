import type { Cidr } from '../../cidr/cidr.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { blockIn, subnetsIn } from '../../network/addresses.js'
import { grouped } from '../../engine/grouped.js'
import type { EngineDiff, MemberStep, NetworkStep, Step } from '../diff/step.js'

/** Steps that are carried out together. */
export type Unit =
  | { readonly kind: 'take off' | 'put on'; readonly steps: readonly [MemberStep] }
  | { readonly kind: 'remove' | 'make'; readonly steps: readonly [NetworkStep] }
  /** Containers are taken off and put on again. */
  | { readonly kind: 'move'; readonly steps: readonly MemberStep[] }
  /** A network is made anew, and its containers are put on it again. */
  | { readonly kind: 'make anew'; readonly steps: readonly [NetworkStep, ...MemberStep[]] }

/** Steps, and for which of the engines they are. */
export interface UnitOn {
  readonly unit: Unit
  readonly at: number
}

/**
 * The steps in an order in which none is in another's way, and no container is without the network that it goes to for
 * longer than it must: networks are made and joined before others are left. What stands in the way of something leaves
 * first: a block that a new network has, an address that another container gets, the network none. Of several engines each
 * stage is carried out on all before the next.
 */
export function inOrder(diffs: readonly EngineDiff[]): readonly UnitOn[] {
  const all = diffs.map(stagesOf)
  return stages.flatMap((stage) => all.flatMap((units, at) => units[stage].map((unit) => ({ unit, at }))))
}

const stages = ['making', 'joining', 'removing'] as const

/** What is done on one engine, in stages: a network of a swarm is made on one, and joined on others. */
function stagesOf({ networks, members }: EngineDiff): Readonly<Record<(typeof stages)[number], readonly Unit[]>> {
  const of = (action: Step['change']['action']) => ({
    networks: networks.filter(({ change }) => change.action === action),
    members: members.filter(({ change }) => change.action === action),
  })
  const [added, changed, removed] = [of('add'), of('change'), of('remove')]
  const comingBlocks = [...added.networks, ...changed.networks].flatMap(blocksOfDraft)
  const isInTheWay = (step: NetworkStep): boolean =>
    blocksOfFound(step).some((subnet) => comingBlocks.some((block) => block.overlaps(subnet)))
  const [early, late] = parted(removed.networks, isInTheWay)
  const emptied = new Set([...early, ...changed.networks].map(({ change }) => change.network))
  const wanting = wantingOf(members)
  const [first, last] = parted(removed.members, (step) => {
    const { network } = step.change
    return network === 'none' || emptied.has(network) || isAddressWanted(step, wanting)
  })
  const madeAnew = new Set(changed.networks.map(({ change }) => change.network))
  const [moved, movedAlong] = parted(changed.members, ({ change }) => !madeAnew.has(change.network))
  const along = grouped(movedAlong, ({ change }) => [change.network])
  return {
    making: [
      ...first.map((step): Unit => ({ kind: 'take off', steps: [step] })),
      ...early.map((step): Unit => ({ kind: 'remove', steps: [step] })),
      ...byBlocks(changed.networks).map((step): Unit => ({
        kind: 'make anew',
        steps: [step, ...(along.get(step.change.network) ?? [])],
      })),
      ...added.networks.map((step): Unit => ({ kind: 'make', steps: [step] })),
    ],
    joining: [
      ...moves(moved),
      ...added.members.map((step): Unit => ({ kind: 'put on', steps: [step] })),
      ...last.map((step): Unit => ({ kind: 'take off', steps: [step] })),
    ],
    removing: late.map((step): Unit => ({ kind: 'remove', steps: [step] })),
  }
}

/** One container after the other, but where one gets the address of another: those of a network leave together, then. */
function moves(steps: readonly MemberStep[]): readonly Unit[] {
  const byNetwork = grouped(steps, ({ change }) => [change.network])
  return [...byNetwork.values()].flatMap((here): Unit[] => {
    const wanting = wantingOf(here)
    const isTogether = here.some((step) => isAddressWanted(step, wanting))
    return isTogether ? [{ kind: 'move', steps: here }] : here.map((step) => ({ kind: 'move', steps: [step] }))
  })
}

/** Networks that get a block which another one has now come after that one. */
function byBlocks(steps: readonly NetworkStep[]): readonly NetworkStep[] {
  const waiting = steps.map((step) => ({ step, has: blocksOfFound(step), gets: blocksOfDraft(step) }))
  const ordered: NetworkStep[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex(
      (one) =>
        !waiting.some((other) => other !== one && other.has.some((has) => one.gets.some((gets) => gets.overlaps(has)))),
    )
    // two that exchange their blocks: the engine says that they overlap
    ordered.push(...waiting.splice(Math.max(free, 0), 1).map(({ step }) => step))
  }
  return ordered
}

/** Who is to have a fixed address on a network. */
type Wanting = ReadonlyMap<string, readonly MemberStep[]>

function wantingOf(steps: readonly MemberStep[]): Wanting {
  return grouped(steps, (step) => addressesOf(step, step.endpoint))
}

/** Whether another container shall have a fixed address that this one has. */
function isAddressWanted(step: MemberStep, wanting: Wanting): boolean {
  const had = addressesOf(step, step.now.asked)
  return had.some((address) => wanting.get(address)?.some((one) => one !== step) === true)
}

/** The fixed addresses of an endpoint, each with the name of its network. */
function addressesOf({ change }: MemberStep, endpoint: EndpointSettings | undefined): readonly string[] {
  const { IPv4Address = '', IPv6Address = '' } = endpoint?.IPAMConfig ?? {}
  return [IPv4Address, IPv6Address].filter((address) => address !== '').map((address) => `${change.network} ${address}`)
}

function blocksOfFound({ found }: NetworkStep): readonly Cidr[] {
  return subnetsIn(found?.IPAM ?? {})
}

function blocksOfDraft({ draft }: NetworkStep): readonly Cidr[] {
  const { IPAM } = draft?.requestIn([]) ?? {}
  return (IPAM?.Config ?? []).flatMap(({ Subnet }) => blockIn(Subnet) ?? [])
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}
