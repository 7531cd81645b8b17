import { Ip } from '../../cidr/ip.js'
import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { Exec } from '../exec/exec.js'
import { runHelper } from '../host-probe/helper-container.js'

/** A program that takes what comes to a port. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp'
  /** The address it is bound to: `0.0.0.0` and `::` are all of one family, and `::` most often all of both. */
  readonly ip: Ip
  readonly port: number
}

/** Where the kernel lists the sockets of a network namespace. */
const tables = { tcp: ['/proc/net/tcp', '/proc/net/tcp6'], udp: ['/proc/net/udp', '/proc/net/udp6'] } as const

/** The files of tables; one that has no IPv6 lacks some. Which line is of which protocol, its state tells. */
export function tablesOf(protocols: readonly Listener['protocol'][]): string[] {
  return protocols.flatMap((protocol) => tables[protocol])
}

/**
 * The tables of a container, by its own `cat`.
 *
 * @throws BadRequestError COMMAND_NOT_FOUND where its image has none; ConflictError CONTAINER_PAUSED, NOT_RUNNING
 */
export async function tablesByExec(
  call: CallContext,
  container: RefLike<'container'>,
  protocols: readonly Listener['protocol'][],
): Promise<string> {
  return (await new Exec(call.engine, container, ['cat', ...tablesOf(protocols)]).outputIn(call)).stdout
}

/** The same by the helper container, which uses its network, also while it is paused. */
export async function tablesByHelper(
  call: CallContext,
  id: string,
  protocols: readonly Listener['protocol'][],
): Promise<string> {
  return await runHelper(call, `container:${id}`, `cat ${tablesOf(protocols).join(' ')} 2>/dev/null; exit 0`)
}

// From the kernel's include/net/tcp_states.h; a socket of UDP that is bound has the state of a closed one.
const listening = { tcp: '0A', udp: '07' } as const

/** Docker's own DNS server in the container. */
const dockerDns = '127.0.0.11'

/** The listeners in the kernel's tables: `  0: 00000000:0050 00000000:0000 0A ...`, addresses and ports in hexadecimal. */
export function readListeners(text: string, protocol: Listener['protocol']): Listener[] {
  return text.split('\n').flatMap((line) => {
    const [, address = '', port = '', state] =
      /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} (\w\w) /.exec(line) ?? []
    const ip = kernelAddress(address)
    if (state !== listening[protocol] || ip === undefined || `${ip}` === dockerDns) return []
    return [{ protocol, ip, port: Number.parseInt(port, 16) }]
  })
}

/** An address as the kernel of a little-endian machine prints it: words of four bytes, each from right to left. */
function kernelAddress(hex: string): Ip | undefined {
  if (hex.length !== 8 && hex.length !== 32) return undefined
  const words = hex.match(/.{8}/g) ?? []
  const turned = words.map((word) => (word.match(/../g) ?? []).reverse().join('')).join('')
  if (hex.length === 8) return Ip.fromValue(Number.parseInt(turned, 16))
  const value = BigInt(`0x${turned}`)
  // a socket of IPv6 that is bound to an address of IPv4
  return value >> 32n === 0xffffn ? Ip.fromValue(Number(value & 0xffffffffn)) : Ip.fromValue(value)
}
