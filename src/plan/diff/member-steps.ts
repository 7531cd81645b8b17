import { toEndpointOptions } from '../../docker-words/endpoint/asked.js'
import type { EndpointSettings } from '../../docker-words/endpoint-settings.js'
import { plainName } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import type { Difference, PlanObstacle } from '../../errors/codes.js'
import { checkFixedAddresses } from '../../network/endpoint/fixed-addresses.js'
import { saidOf } from '../../network/ensure/ensure.js'
import { networkConnect } from '../../network/operations.js'
import type { NetworkSummary } from '../../network/wire/network.js'
import { kept } from '../../network/repair/repair.js'
import { grouped } from '../../engine/grouped.js'
import type { ReadMembership } from '../spec/read-members.js'
import { pathText } from '../spec/violations.js'
import { attachedTo, endpointDifferences, mergedEndpoint, type NetworkAt } from './attached.js'
import type { MemberChange } from './change.js'
import type { NetworksDiff } from './network-steps.js'
import type { Seen, SeenMember } from './seen.js'
import type { Attached, MemberStep } from './step.js'

interface MembersDiff {
  readonly steps: readonly MemberStep[]
  readonly obstacles: readonly PlanObstacle[]
}

/** What is to do with the containers of an engine, so that they are on the networks that the spec says. */
export async function membersDiff(seen: Seen, networks: NetworksDiff): Promise<MembersDiff> {
  const steps: MemberStep[] = []
  const obstacles: PlanObstacle[] = []
  const ownOn = finderOf(networks.own)
  for (const one of seen.members) {
    for (const wanted of wantedSteps(seen, networks, one)) {
      const seenOrNot = await connectable(seen, networks, one, wanted)
      if ('message' in seenOrNot) obstacles.push(seenOrNot)
      else steps.push(seenOrNot)
    }
    steps.push(...unsaidSteps(seen, ownOn(one), one))
  }
  return { steps, obstacles }
}

/** What is to do so that the containers of the spec are off its networks; they stay on that of others which they were made with. */
export function membersGone(seen: Seen, { own }: NetworksDiff): readonly MemberStep[] {
  const owned = new Set(own.map(({ Name }) => Name))
  const isOwn = (name: string): boolean => owned.has(name)
  const ownOn = finderOf(own)
  return seen.members.flatMap(({ member, container }) => {
    const madeWith = container.HostConfig.NetworkMode
    const said = member.memberships.filter(({ endpoint, network }) => {
      const [found] = seen.named.get(network) ?? []
      const isFirst = madeWith === network || madeWith === found?.Id || (network === 'bridge' && madeWith === 'default')
      return endpoint !== undefined && (isOwn(network) || !isFirst)
    })
    const names = new Set([...said.map(({ network }) => network), ...ownOn({ container }).map(({ Name }) => Name)])
    return [...names].flatMap((network) => {
      const now = attachedTo(container, networkAt(seen, network))
      const reason = isOwn(network) ? 'the plan is taken back' : 'the plan has put it there'
      return now.asked === undefined
        ? []
        : [step(seen, { member, container }, network, { now, action: 'remove', reason })]
    })
  })
}

function wantedSteps(seen: Seen, networks: NetworksDiff, one: SeenMember): MemberStep[] {
  return one.member.memberships.flatMap((membership) => {
    const { network, endpoint } = membership
    const now = attachedTo(one.container, networkAt(seen, network))
    const { asked } = now
    const make = (
      action: MemberChange['action'],
      reason: string,
      differences: readonly Difference[] = [],
    ): MemberStep[] => [step(seen, one, network, { membership, now, action, reason, differences })]
    if (endpoint === undefined) return asked === undefined ? [] : make('remove', 'the spec says false')
    if (asked === undefined) return make('add', shownEndpoint(endpoint))
    if (now.isBroken) return make('change', 'its settings are there, and nothing is attached')
    const differences = endpointDifferences(membership, one.container, now)
    if (differences.length > 0) return make('change', differences.map(saidOf).join('; '), differences)
    return isMadeAnew(networks, network) ? make('change', 'its network is made anew') : []
  })
}

/** Memberships on the plan's own networks that the spec does not have. */
function unsaidSteps(seen: Seen, own: readonly NetworkSummary[], one: SeenMember): MemberStep[] {
  const said = new Set(one.member.memberships.map(({ network }) => network))
  return own
    .filter(({ Name }) => !said.has(Name))
    .flatMap(({ Id, Name }) => {
      const now = attachedTo(one.container, { Id, Name, Containers: seen.listed.get(Id) })
      const reason = 'the spec does not have it there'
      return now.asked === undefined ? [] : [step(seen, one, Name, { now, action: 'remove', reason })]
    })
}

/** Finds those of some networks that a container may be on, without looking at each for each container. */
function finderOf(
  networks: readonly NetworkSummary[],
): (one: Pick<SeenMember, 'container'>) => readonly NetworkSummary[] {
  const order = new Map(networks.map((network, at) => [network, at]))
  const known = grouped(networks, ({ Name, Id }) => [Name, Id])
  return ({ container }) => {
    const endpoints = Object.entries(container.NetworkSettings.Networks ?? {})
    const words = endpoints.flatMap(([key, { NetworkID = '' }]) => [key, NetworkID])
    const byWord = words.flatMap((word) => known.get(word) ?? [])
    // a container that was made with the beginning of an id
    const byStart = endpoints.flatMap(([key]) =>
      known.has(key) || !/^[0-9a-f]{4,}$/.test(key) ? [] : networks.filter(({ Id }) => Id.startsWith(key)),
    )
    const found = [...new Set([...byWord, ...byStart])]
    return found.sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0))
  }
}

interface StepParts {
  readonly now: Attached
  readonly action: MemberChange['action']
  readonly reason: string
  readonly membership?: ReadMembership
  readonly differences?: readonly Difference[]
}

function step(
  { on }: Seen,
  { container: { Id, Name } }: Pick<SeenMember, 'container' | 'member'>,
  network: string,
  { now, action, reason, membership, differences = [] }: StepParts,
): MemberStep {
  const container = { id: Id, name: plainName(Name) }
  const endpoint =
    membership === undefined || action === 'remove'
      ? undefined
      : mergedEndpoint(membership, (now.isRefused ? undefined : now.asked) ?? {})
  return {
    container,
    membership,
    endpoint,
    now,
    change: {
      kind: 'member',
      action,
      on,
      container: container.name,
      network,
      reason,
      differences,
      endpoint: endpoint && toEndpointOptions(endpoint),
    },
  }
}

/** The step with the settings that a connect takes, or why there can be none, as far as it can be seen before. */
async function connectable(
  seen: Seen,
  networks: NetworksDiff,
  one: SeenMember,
  wanted: MemberStep,
): Promise<MemberStep | PlanObstacle> {
  const { change, endpoint, membership, now } = wanted
  if (endpoint === undefined) return wanted
  const why = whyApart(seen, one, change)
  const path = pathText(membership?.path ?? one.member.path)
  if (why !== undefined) return { path, on: seen.on, ...why }
  const { network } = change
  const [found] = seen.named.get(network) ?? []
  try {
    if (found !== undefined && !isMadeAnew(networks, network)) checkFixedAddresses(networkConnect.id, found, endpoint)
    if (membership?.said.includes('mac') !== true && change.action === 'change') {
      const isFirst = one.container.HostConfig.NetworkMode === network
      const asked = { network, id: now.networkId ?? '', endpoint }
      return { ...wanted, endpoint: await kept(seen.call, asked, one.container, isFirst) }
    }
    const body = { Container: one.container.Id, EndpointConfig: endpoint }
    await seen.call.refuseTooNew(networkConnect, { id: network, body })
    return wanted
  } catch (error) {
    if (MooringError.is(error, 'NOT_REPAIRABLE')) return { path, on: seen.on, ...wouldLoseMac(change) }
    if (!MooringError.is(error, 'API_TOO_OLD') && !MooringError.is(error, 'ADDRESS_OUTSIDE_SUBNET')) throw error
    return { path, on: seen.on, message: error.sentence, hint: error.hint ?? 'leave it out' }
  }
}

type Why = Pick<PlanObstacle, 'message' | 'hint'>

/** Why a container joins no network, or not in the state it is in. */
function whyApart(seen: Seen, { member, container }: SeenMember, change: MemberChange): Why | undefined {
  const name = JSON.stringify(change.container)
  const mode = container.HostConfig.NetworkMode ?? ''
  if (mode.startsWith('container:'))
    return {
      message: `container ${name} uses the network of another container, and joins no other`,
      hint: 'name that one instead',
    }
  if (mode === 'host')
    return {
      message: `container ${name} is on the host's network, and joins no other`,
      hint: 'make it anew without it',
    }
  const leavesNone = member.memberships.some((one) => one.network === 'none' && one.endpoint === undefined)
  const isOnNone = attachedTo(container, networkAt(seen, 'none')).asked !== undefined
  if (!isOnNone || leavesNone) return undefined
  return { message: `container ${name} is on none, and joins no other beside it`, hint: 'take it off with none: false' }
}

function wouldLoseMac({ container, network }: MemberChange): Why {
  return {
    message: `put on ${network} again, container ${JSON.stringify(container)} would lose its MAC address, which engines before 29.3 set only at a create`,
    hint: 'make it anew on the network, or leave it as it is',
  }
}

function isMadeAnew({ madeAnew }: NetworksDiff, network: string): boolean {
  return madeAnew.has(network)
}

function networkAt({ named, listed }: Seen, network: string): NetworkAt {
  const [found] = named.get(network) ?? []
  return { Id: found?.Id, Name: network, Containers: listed.get(found?.Id ?? '') }
}

function shownEndpoint(endpoint: EndpointSettings): string {
  const { alias, ip, ip6, ...others } = toEndpointOptions(endpoint)
  const said = [
    ...(alias === undefined ? [] : [`alias ${[alias].flat().join(' ')}`]),
    ...[ip, ip6].flatMap((address) => (address === undefined ? [] : [`ip ${address}`])),
    ...Object.keys(others),
  ]
  return said.length === 0 ? 'it is not there' : said.join(', ')
}
