import { isEveryAddress } from '../../cidr/every-address.js'
import type { TopologyContainer, TopologyPort } from '../graph/graph.js'
import type { ContainerParty, HostParty, OutsideParty, Parties } from '../reach/parties.js'
import { publishInstead } from '../reach/publish-instead.js'
import { publishedWays } from '../reach/published.js'
import { because, eachOnce, type ReachReason } from '../reach/reason.js'
import { addressText, takenBy, type Question, type Way } from '../reach/way.js'
import { atAddresses, outsideToContainer } from '../reach/with-hosts.js'

/** A port of a container that somebody on another machine can reach. */
export interface Exposure {
  readonly container: TopologyContainer
  /** The container's own port; undefined for every port that it listens on, whichever those are. */
  readonly port: number | undefined
  /** `tcp`, `udp` or `sctp`; undefined for every port. */
  readonly protocol: string | undefined
  /** By what: a published port, the network of its host, or a place of its own on the LAN. */
  readonly through: 'published' | 'host-mode' | 'macvlan' | 'ipvlan' | 'direct'
  /** What somebody outside dials. The name of a host stands for its address where that was not read. */
  readonly addresses: readonly string[]
  /** Whether packets get there; unknown where other machines need a route, or the subnet may be none of theirs. */
  readonly open: true | 'unknown'
  /** Whether somebody listens; unknown where nobody looked: see the option `listeners` of `topology()`. */
  readonly listening: boolean | 'unknown'
  /** Whether people do not expect it: it is open on every address, or no firewall of the host is in front of it. */
  readonly unexpected: boolean
  readonly because: readonly ReachReason[]
}

const outside: OutsideParty = { kind: 'outside', name: 'another machine' }

/** What others reach of containers that run: what people do not expect comes first. */
export function exposedIn(parties: Parties): Exposure[] {
  const running = [...parties.containers.values()].filter(({ running: runs }) => runs)
  const all = running.flatMap((container): Exposure[] => {
    const party = parties.ofContainer(container)
    if (party.kind === 'host') return [hostMode(parties, container, party)]
    // what shares the network of another one has no door of its own
    return container.net === 'own' ? [...publishedPorts(parties, party), ...standingOnLan(parties, party)] : []
  })
  return all
    .map((one, at) => ({ one, at }))
    .sort((a, b) => rankOf(a.one) - rankOf(b.one) || a.at - b.at)
    .map(({ one }) => one)
}

const ranks = ['published', 'macvlan', 'ipvlan', 'host-mode', 'direct'] as const

function rankOf({ unexpected, through }: Exposure): number {
  return unexpected ? ranks.indexOf(through) : ranks.length
}

function publishedPorts(parties: Parties, party: ContainerParty): Exposure[] {
  const { ports } = party.container
  const each = new Map(ports.map((one) => [`${one.port}/${one.protocol}`, one]))
  return [...each.values()].flatMap(({ port, protocol }): Exposure[] => {
    const question = { parties, port, protocol }
    const { ways } = publishedWays(outside, party, question)
    const onEveryAddress = ports.find(
      (one) => one.port === port && one.protocol === protocol && isEveryAddress(one.hostIp),
    )
    if (ways.length === 0) return []
    const surprise = onEveryAddress === undefined ? [] : [onEvery(party.container, onEveryAddress)]
    return [
      exposure(party, question, {
        ways,
        through: 'published',
        unexpected: onEveryAddress !== undefined,
        because: surprise,
      }),
    ]
  })
}

function standingOnLan(parties: Parties, party: ContainerParty): Exposure[] {
  const { listeners } = party.container
  const open = listeners?.filter(({ ip }) => ip.scope !== 'loopback')
  const ports =
    open === undefined ? [undefined] : [...new Map(open.map((one) => [`${one.port}/${one.protocol}`, one])).values()]
  return party.joined.flatMap((one): Exposure[] => {
    const only: ContainerParty = { ...party, joined: [one], byNetwork: new Map([[one.network.id, one]]) }
    const through = one.kind === 'macvlan' || one.kind === 'ipvlan' ? one.kind : 'direct'
    return ports.flatMap((listener): Exposure[] => {
      const question = { parties, port: listener?.port, protocol: listener?.protocol ?? 'tcp' }
      const { ways } = outsideToContainer(only, question)
      if (ways.length === 0) return []
      return [exposure(only, question, { ways, through, unexpected: true, because: [withoutFirewall(only)] })]
    })
  })
}

function hostMode(parties: Parties, container: TopologyContainer, party: HostParty): Exposure {
  const says = `${party.name} uses the network of its host: every port that it listens on is open there, as far as a firewall of the host lets it`
  const { ways } = atAddresses(party, { parties, port: undefined, protocol: 'tcp' }, [])
  return {
    container,
    port: undefined,
    protocol: undefined,
    through: 'host-mode',
    addresses: addressesOf(ways),
    open: true,
    listening: 'unknown',
    unexpected: true,
    because: [
      because('host-address', says, {
        mooring: `.net() of a network of its own, and .publish() of the ports that are meant`,
        docker: `docker run --network <name> --publish ..., instead of --network host`,
      }),
    ],
  }
}

interface Door extends Pick<Exposure, 'through' | 'unexpected' | 'because'> {
  readonly ways: readonly Way[]
}

function exposure({ container, name }: ContainerParty, question: Question, { ways, ...door }: Door): Exposure {
  const { port, protocol } = question
  const [first] = ways
  const taken = takenBy({ name, container }, container.listeners, question, first?.arrivesAt)
  return {
    container,
    port,
    protocol: port === undefined ? undefined : protocol,
    through: door.through,
    addresses: addressesOf(ways),
    open: ways.every(({ open }) => open === true) ? true : 'unknown',
    listening: port === undefined ? 'unknown' : taken.taken,
    unexpected: door.unexpected,
    because: eachOnce([...door.because, ...ways.flatMap((way) => way.because), ...taken.because]),
  }
}

function addressesOf(ways: readonly Way[]): string[] {
  return [...new Set(ways.map(({ ip, hostName, port }) => addressText(ip, hostName, port)))]
}

function onEvery(container: TopologyContainer, door: TopologyPort): ReachReason {
  const { port, hostPort = '' } = door
  const says = `port ${port} of ${JSON.stringify(container.name)} is open on every address of its host, and goes around the host's firewall: rules of ufw or firewalld do not see it`
  const { mooring, docker } = publishInstead(container, door, { hostIp: '127.0.0.1', hostPort })
  return because('open-on-every-address', says, {
    mooring: `${mooring}, or new Docker({ publishOn: '127.0.0.1' })`,
    docker: `${docker}, or rules in the chain DOCKER-USER`,
  })
}

function withoutFirewall({ name, joined: [one] }: ContainerParty): ReachReason {
  const says = `${name} has an address of its own on network ${JSON.stringify(one?.network.name)}: no firewall of the host is in front of it, and nothing is published`
  return because('own-address', says, {
    mooring: `.net() of a bridge, and .publish() of the ports that are meant`,
    docker: `docker run --network <bridge> --publish ...`,
  })
}
