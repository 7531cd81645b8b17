import { MooringError, sentenceOf } from '../../errors/base.js'
import { EngineError } from '../../errors/engine.js'
import { Exec } from '../exec/exec.js'
import { runHelper } from '../host-probe/helper-container.js'
import { delays, type Watch } from './watch.js'

/** Where the kernel lists the sockets of a network namespace. */
const tables = { tcp: ['/proc/net/tcp', '/proc/net/tcp6'], udp: ['/proc/net/udp', '/proc/net/udp6'] } as const

/** Waits until somebody listens on a port inside. */
export async function untilListening(watch: Watch, port: number, protocol: 'tcp' | 'udp'): Promise<void> {
  const look = portsOf(watch, protocol)
  for (const delay of delays()) {
    const ports = await look()
    if (ports?.has(port) === true) return
    if (ports !== undefined)
      watch.seen.look = ports.size === 0 ? 'it listens on no port' : `it listens on ${list(ports)}`
    await watch.call.pause(delay)
  }
}

/** Looks which ports somebody listens on; undefined where nobody can look now, as in a container that is paused. */
export function portsOf(watch: Watch, protocol: 'tcp' | 'udp'): () => Promise<ReadonlySet<number> | undefined> {
  const { call, container } = watch
  let byHelper = false
  const read = async (): Promise<string> => {
    const files = tables[protocol]
    if (!byHelper) {
      try {
        return (await new Exec(call.engine, container, ['cat', ...files]).outputIn(call)).stdout
      } catch (error) {
        if (!MooringError.is(error, 'COMMAND_NOT_FOUND')) throw error
        byHelper = true // its image has no cat
      }
    }
    return await runHelper(call, `container:${container.id}`, `cat ${files.join(' ')} 2>/dev/null; exit 0`)
  }
  return async () => {
    try {
      return readPorts(await read(), protocol)
    } catch (error) {
      // It does not run yet, stands still, or has just ended, and engines have many words for that: what watches its
      // state tells which.
      if (!(error instanceof EngineError) && !MooringError.is(error, 'EXIT_UNKNOWN')) throw error
      if (!MooringError.is(error, 'CONTAINER_PAUSED')) watch.seen.look = `nobody could look: ${sentenceOf(error)}`
      return undefined
    }
  }
}

function list(ports: ReadonlySet<number>): string {
  return [...ports].sort((a, b) => a - b).join(', ')
}

// From the kernel's include/net/tcp_states.h; a socket of UDP that is bound has the state of a closed one.
const listening = { tcp: '0A', udp: '07' } as const

/** Docker's own DNS server in the container, 127.0.0.11, as the kernel writes it on a little-endian machine. */
const dockerDns = '0B00007F'

/** The ports in the kernel's tables: `  0: 00000000:0050 00000000:0000 0A ...`, addresses and ports in hexadecimal. */
export function readPorts(text: string, protocol: 'tcp' | 'udp'): Set<number> {
  const ports = new Set<number>()
  for (const line of text.split('\n')) {
    const [, address, port = '', state] =
      /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} (\w\w) /.exec(line) ?? []
    if (address !== undefined && address !== dockerDns && state === listening[protocol]) ports.add(parseInt(port, 16))
  }
  return ports
}
