import { MooringError, sentenceOf } from '../../errors/base.js'
import { EngineError } from '../../errors/engine.js'
import { readListeners, tablesByExec, tablesByHelper, type Listener } from './sockets.js'
import { delays, type Watch } from './watch.js'

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
    if (!byHelper) {
      try {
        return await tablesByExec(call, container, [protocol])
      } catch (error) {
        if (!MooringError.is(error, 'COMMAND_NOT_FOUND')) throw error
        byHelper = true // its image has no cat
      }
    }
    return await tablesByHelper(call, container.id, [protocol])
  }
  return async () => {
    try {
      return readPorts(await read(), protocol)
    } catch (error) {
      // It does not run yet, stands still, or has just ended, and engines have many words for that: what watches its
      // state tells which.
      if (!(error instanceof EngineError) && !MooringError.is(error, 'EXIT_UNKNOWN')) throw error
      const isTold = MooringError.is(error, 'CONTAINER_PAUSED') || MooringError.is(error, 'NOT_RUNNING')
      if (!isTold) watch.seen.look = `nobody could look: ${sentenceOf(error)}`
      return undefined
    }
  }
}

function list(ports: ReadonlySet<number>): string {
  return [...ports].sort((a, b) => a - b).join(', ')
}

/** The ports that somebody listens on, whatever the address. */
export function readPorts(text: string, protocol: Listener['protocol']): Set<number> {
  return new Set(readListeners(text, protocol).map(({ port }) => port))
}
