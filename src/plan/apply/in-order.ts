import type { Cidr } from '../../cidr/cidr.js'
import { blockIn, subnetsIn } from '../../network/addresses.js'
import type { EngineDiff, MemberStep, NetworkStep, Step } from '../diff/step.js'

/** Steps that are carried out together. */
export type Unit =
  | { readonly kind: 'take off' | 'put on'; readonly steps: readonly [MemberStep] }
  | { readonly kind: 'remove' | 'make'; readonly steps: readonly [NetworkStep] }
  /** Containers are taken off and put on again. */
  | { readonly kind: 'move'; readonly steps: readonly MemberStep[] }
  /** A network is made anew, and its containers are put on it again. */
  | { readonly kind: 'make anew'; readonly steps: readonly [NetworkStep, ...MemberStep[]] }

/**
 * The steps in an order in which none is in another's way, and no container is without the network that it goes to for
 * longer than it must: networks are made and joined before others are left. What stands in the way of something leaves
 * first: a block that a new network has, an address that another container gets, the network none.
 */
export function inOrder({ networks, members }: EngineDiff): readonly Unit[] {
  const of = (action: Step['change']['action']) => ({
    networks: networks.filter(({ change }) => change.action === action),
    members: members.filter(({ change }) => change.action === action),
  })
  const [added, changed, removed] = [of('add'), of('change'), of('remove')]
  const comingBlocks = [...added.networks, ...changed.networks].flatMap(blocksOfDraft)
  const isInTheWay = ({ found }: NetworkStep): boolean =>
    subnetsIn(found?.IPAM ?? {}).some((subnet) => comingBlocks.some((block) => block.overlaps(subnet)))
  const [early, late] = parted(removed.networks, isInTheWay)
  const emptied = [...early, ...changed.networks].map(({ change }) => change.network)
  const [first, last] = parted(removed.members, (step) => {
    const { network } = step.change
    return network === 'none' || emptied.includes(network) || isAddressWanted(step, members)
  })
  return [
    ...first.map((step): Unit => ({ kind: 'take off', steps: [step] })),
    ...early.map((step): Unit => ({ kind: 'remove', steps: [step] })),
    ...byBlocks(changed.networks).map((step): Unit => ({
      kind: 'make anew',
      steps: [step, ...changed.members.filter(isOn(step.change.network))],
    })),
    ...added.networks.map((step): Unit => ({ kind: 'make', steps: [step] })),
    ...moves(
      changed.members.filter(({ change }) => !changed.networks.some((step) => step.change.network === change.network)),
    ),
    ...added.members.map((step): Unit => ({ kind: 'put on', steps: [step] })),
    ...last.map((step): Unit => ({ kind: 'take off', steps: [step] })),
    ...late.map((step): Unit => ({ kind: 'remove', steps: [step] })),
  ]
}

/** One container after the other, but where one gets the address of another: those of a network leave together, then. */
function moves(steps: readonly MemberStep[]): readonly Unit[] {
  const networks = [...new Set(steps.map(({ change }) => change.network))]
  return networks.flatMap((network): Unit[] => {
    const here = steps.filter(isOn(network))
    const isTogether = here.some((step) =>
      isAddressWanted(
        step,
        here.filter((other) => other !== step),
      ),
    )
    return isTogether ? [{ kind: 'move', steps: here }] : here.map((step) => ({ kind: 'move', steps: [step] }))
  })
}

/** Networks that get a block which another one has now come after that one. */
function byBlocks(steps: readonly NetworkStep[]): readonly NetworkStep[] {
  const waiting = [...steps]
  const ordered: NetworkStep[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex((step) => {
      const others = waiting.filter((other) => other !== step).flatMap(({ found }) => subnetsIn(found?.IPAM ?? {}))
      return !blocksOfDraft(step).some((block) => others.some((other) => other.overlaps(block)))
    })
    // two that exchange their blocks: the engine says that they overlap
    ordered.push(...waiting.splice(Math.max(free, 0), 1))
  }
  return ordered
}

/** Whether another container shall have a fixed address that this one has. */
function isAddressWanted({ change, now }: MemberStep, steps: readonly MemberStep[]): boolean {
  const { IPv4Address = '', IPv6Address = '' } = now.asked?.IPAMConfig ?? {}
  return steps.filter(isOn(change.network)).some(({ endpoint }) => {
    const wanted = endpoint?.IPAMConfig
    return (
      (IPv4Address !== '' && wanted?.IPv4Address === IPv4Address) ||
      (IPv6Address !== '' && wanted?.IPv6Address === IPv6Address)
    )
  })
}

function blocksOfDraft({ draft }: NetworkStep): readonly Cidr[] {
  const { IPAM } = draft?.requestIn([]) ?? {}
  return (IPAM?.Config ?? []).flatMap(({ Subnet }) => blockIn(Subnet) ?? [])
}

function isOn(network: string): (step: MemberStep) => boolean {
  return ({ change }) => change.network === network
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))]
}
