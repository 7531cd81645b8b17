import { Ip } from '../../cidr/ip.js'
import { runHelper } from '../../container/host-probe/helper-container.js'
import { localAddresses } from '../../container/host-probe/routes.js'
import {
  readListeners,
  tablesByExec,
  tablesByHelper,
  tablesOf,
  type Listener,
} from '../../container/readiness/sockets.js'
import type { ContainerInspect } from '../../container/wire/inspect.js'
import type { CallContext } from '../../engine/context.js'
import { fewAtATime } from '../../engine/few-at-a-time.js'
import { MooringError } from '../../errors/base.js'
import { EngineError } from '../../errors/engine.js'
import { hasEndpoints } from '../../network/endpoint/has-endpoints.js'

/** Who listens on an engine: on its host, and in the network of each container that has one of its own. */
export interface Listening {
  /** Undefined where nobody could look. */
  readonly host: { readonly addresses: readonly Ip[]; readonly listeners: readonly Listener[] } | undefined
  /** By the id of the container; one that nobody could look at is not in it. */
  readonly containers: ReadonlyMap<string, readonly Listener[]>
}

/** How many containers are looked at a time: each takes a program inside. */
const inFlight = 8

const protocols = ['tcp', 'udp'] as const

/** Looks who listens, in the containers that run and have a network of their own, and on the host. */
export async function readListening(call: CallContext, found: readonly ContainerInspect[]): Promise<Listening> {
  const containers = new Map<string, readonly Listener[]>()
  const looked = found.filter((one) => hasEndpoints(one.State) && hasOwnNetwork(one))
  const inContainers = fewAtATime(inFlight, looked, async ({ Id }) => {
    const listeners = await orNobodyCouldLook(listenersIn(call, Id))
    if (listeners !== undefined) containers.set(Id, listeners)
  })
  const [host] = await Promise.all([orNobodyCouldLook(readHost(call)), inContainers])
  return { host, containers }
}

function hasOwnNetwork({ HostConfig: { NetworkMode = '' } }: ContainerInspect): boolean {
  return NetworkMode !== 'host' && !NetworkMode.startsWith('container:')
}

async function listenersIn(call: CallContext, id: string): Promise<Listener[] | undefined> {
  return listenersOf(await tablesInside(call, id)) ?? listenersOf(await tablesByHelper(call, id, protocols))
}

/** Nothing where it is the helper's work. */
async function tablesInside(call: CallContext, id: string): Promise<string> {
  try {
    return await tablesByExec(call, id, protocols)
  } catch (error) {
    if (MooringError.is(error, 'COMMAND_NOT_FOUND') || MooringError.is(error, 'CONTAINER_PAUSED')) return ''
    throw error
  }
}

/** Reads what the script below prints. */
function readHostTables(text: string): Listening['host'] {
  const [tables = '', tree = '', six = ''] = text.split('---\n')
  const listeners = listenersOf(tables)
  if (listeners === undefined) return undefined
  const addresses = [...localAddresses(tree).map(({ block }) => block.first), ...six.split('\n').flatMap(address6)]
  return {
    addresses: addresses.filter(({ scope }) => scope !== 'loopback' && scope !== 'link-local').sort(Ip.compare),
    listeners,
  }
}

const script = `
cat ${tablesOf(protocols).join(' ')} 2>/dev/null
echo ---
cat /proc/net/fib_trie 2>/dev/null
echo ---
cat /proc/net/if_inet6 2>/dev/null
exit 0
`

async function readHost(call: CallContext): Promise<Listening['host']> {
  return readHostTables(await runHelper(call, 'host', script))
}

/** A line of /proc/net/if_inet6: the address without its colons, and its interface. */
function address6(line: string): Ip[] {
  const [, hex] = /^([0-9a-f]{32}) /.exec(line) ?? []
  return hex === undefined ? [] : [Ip.fromValue(BigInt(`0x${hex}`))]
}

/**
 * Each once: several programs may share a port. Undefined where not all tables are there: by what is left of them nobody
 * would listen.
 */
function listenersOf(text: string): Listener[] | undefined {
  // the headings of TCP's tables, one or two of them, and of as many of UDP's
  const [tcp, udp] = [/^ *sl .* inode *$/gm, /^ *sl .* drops *$/gm].map((heading) => text.match(heading)?.length ?? 0)
  if (tcp === 0 || tcp !== udp) return undefined
  return protocols.flatMap((protocol) => {
    const byText = new Map(readListeners(text, protocol).map((one) => [`${one.ip} ${one.port}`, one]))
    return [...byText.values()].sort((a, b) => a.port - b.port || a.ip.compare(b.ip))
  })
}

/** One that has just ended, or for which there is no tool, leaves a gap; an abort, a deadline or a lost engine does not. */
async function orNobodyCouldLook<Value>(looking: Promise<Value>): Promise<Value | undefined> {
  try {
    return await looking
  } catch (error) {
    const leavesGap =
      error instanceof EngineError || MooringError.is(error, 'NO_TOOL') || MooringError.is(error, 'EXIT_UNKNOWN')
    if (leavesGap) return undefined
    throw error
  }
}
