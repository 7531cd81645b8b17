import { Mac } from '../../cidr/mac.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { openChange, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { containerCreate } from '../operations.js'
import { runHelper } from './helper-container.js'

/** What an interface is. `physical` has a device behind it; `other` is what this list does not know. */
export type LinkKind =
  | 'loopback'
  | 'bridge'
  | 'veth'
  | 'macvlan'
  | 'ipvlan'
  | 'vlan'
  | 'vxlan'
  | 'bond'
  | 'wireless'
  | 'tun'
  | 'physical'
  | 'other'

/** One network interface, as the kernel lists it. */
export interface HostLink {
  readonly name: string
  readonly index: number
  /** The other end of a pair, or the interface below this one; in that one's own namespace. `undefined` if there is none. */
  readonly peerIndex: number | undefined
  readonly mac: Mac | undefined
  readonly mtu: number
  /** `up`, `down`, `unknown`, ... as the kernel says. */
  readonly state: string
  /** The bridge or bond it is a port of. */
  readonly master: string | undefined
  readonly kind: LinkKind
}

// Lines of key=value, each interface behind an empty line; no interface's name can hold a slash or a space.
const script = `
cd /sys/class/net || exit 1
for name in *; do
  [ -e "$name/ifindex" ] || continue
  echo
  echo "name=$name"
  for fact in ifindex iflink address mtu operstate type; do
    echo "$fact=$(cat "$name/$fact" 2>/dev/null)"
  done
  for part in bridge bonding wireless tun_flags device; do
    [ -e "$name/$part" ] && echo "has=$part"
  done
  for lower in "$name"/lower_*; do
    [ -e "$lower" ] && echo "has=lower"
  done
  [ -e "$name/master" ] && echo "master=$(basename "$(readlink "$name/master")")"
  grep '^DEVTYPE=' "$name/uevent" 2>/dev/null
done
exit 0
`

/** Opens the context of a verb that looks at the host, which takes a container. */
export function openProbe(engine: Engine, options: CallOptions): CallContext {
  return openChange(engine, { operation: containerCreate.id }, options)
}

/** The network interfaces of the engine's host, by their index. */
export async function readLinks(call: CallContext): Promise<HostLink[]> {
  return parseLinks(await runHelper(call, 'host', script))
}

/** The network interfaces inside a running container. Its own image needs no program for it, and a paused one will do. */
export async function readLinksIn(call: CallContext, id: string): Promise<HostLink[]> {
  return parseLinks(await runHelper(call, `container:${id}`, script))
}

/** Reads what the script above prints. */
export function parseLinks(text: string): HostLink[] {
  const links = text.split(/\n\s*\n/).flatMap((block) => {
    const facts = readFacts(block)
    return facts.has('name') ? [linkOf(facts)] : []
  })
  return links.sort((a, b) => a.index - b.index)
}

type Facts = ReadonlyMap<string, readonly string[]>

function readFacts(block: string): Facts {
  const facts = new Map<string, string[]>()
  for (const line of block.split('\n')) {
    const [, key, value] = /^(\w+)=(.*)$/.exec(line.trim()) ?? []
    if (key === undefined || value === undefined) continue
    facts.set(key, [...(facts.get(key) ?? []), value])
  }
  return facts
}

function linkOf(facts: Facts): HostLink {
  const one = (key: string): string => facts.get(key)?.[0] ?? ''
  const index = Number(one('ifindex'))
  const peer = Number(one('iflink'))
  return {
    name: one('name'),
    index,
    peerIndex: peer === index || peer === 0 ? undefined : peer,
    mac: Mac.tryParse(one('address')),
    mtu: Number(one('mtu')),
    state: one('operstate') || 'unknown',
    master: one('master') || undefined,
    kind: kindOf(facts),
  }
}

// From linux/if_arp.h
const loopbackType = '772'
const etherType = '1'

const deviceTypes: Readonly<Record<string, LinkKind>> = {
  bridge: 'bridge',
  macvlan: 'macvlan',
  ipvlan: 'ipvlan',
  vlan: 'vlan',
  vxlan: 'vxlan',
  bond: 'bond',
  wlan: 'wireless',
}

function kindOf(facts: Facts): LinkKind {
  const parts = facts.get('has') ?? []
  const known = deviceTypes[facts.get('DEVTYPE')?.[0] ?? '']
  if (known !== undefined) return known
  if (facts.get('type')?.[0] === loopbackType) return 'loopback'
  if (parts.includes('bridge')) return 'bridge'
  if (parts.includes('bonding')) return 'bond'
  if (parts.includes('wireless')) return 'wireless'
  if (parts.includes('tun_flags')) return 'tun'
  if (parts.includes('device')) return 'physical'
  return isPair(facts, parts) ? 'veth' : 'other'
}

/** A veth has no sign of its own: it is an ethernet link whose other end is no interface of this namespace. */
function isPair(facts: Facts, parts: readonly string[]): boolean {
  return (
    facts.get('type')?.[0] === etherType &&
    facts.get('ifindex')?.[0] !== facts.get('iflink')?.[0] &&
    !parts.includes('lower')
  )
}
