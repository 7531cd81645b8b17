import { peers, type DispatchHandler, type UndiciPool, type UndiciRequest } from '../peers.js'
import { inspected, subnetOf, type Caller, type InspectedNetwork } from './caller.js'

const json = { 'content-type': 'application/json' }

/**
 * `Pool.dispatch` with the least handler that works: no abort, no deadline, no error of its own. Nothing that is built on
 * undici can cost less.
 */
export function dispatchCaller(socketPath: string): Caller {
  const { Pool } = peers.undici()
  const pool = new Pool('http://docker', { socketPath, pipelining: 1 })
  const ask = async <Reply>(request: UndiciRequest): Promise<Reply> => JSON.parse(await send(pool, request)) as Reply
  return {
    name: 'dispatch',
    ping: async () => (await send(pool, { method: 'GET', path: '/_ping' })) === 'OK',
    list: async () => (await ask<readonly unknown[]>({ method: 'GET', path: '/v1.51/networks' })).length,
    inspect: async () => subnetOf(await ask<InspectedNetwork>({ method: 'GET', path: `/v1.51/networks/${inspected}` })),
    cycle: async (network) => {
      const body = JSON.stringify({ Name: network, Driver: 'bridge' })
      const path = '/v1.51/networks/create'
      const { Id } = await ask<{ readonly Id: string }>({ method: 'POST', path, headers: json, body })
      await send(pool, { method: 'DELETE', path: `/v1.51/networks/${Id}` })
      return Id.length
    },
    containers: async () => (await ask<readonly unknown[]>({ method: 'GET', path: '/v1.51/containers/json' })).length,
    close: () => pool.destroy(),
  }
}

function send(pool: UndiciPool, request: UndiciRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    pool.dispatch(request, new WholeReply(resolve, reject))
  })
}

class WholeReply implements DispatchHandler {
  readonly #resolve: (text: string) => void
  readonly #reject: (error: Error) => void
  readonly #pieces: Buffer[] = []
  #status = 0

  constructor(resolve: (text: string) => void, reject: (error: Error) => void) {
    this.#resolve = resolve
    this.#reject = reject
  }

  onConnect(): void {
    // nothing is ever aborted
  }

  onHeaders(status: number): boolean {
    this.#status = status
    return true
  }

  onData(piece: Buffer): boolean {
    this.#pieces.push(piece)
    return true
  }

  onComplete(): void {
    const [first] = this.#pieces
    const text = this.#pieces.length === 1 ? String(first) : Buffer.concat(this.#pieces).toString()
    if (this.#status < 300) this.#resolve(text)
    else this.#reject(new Error(`${this.#status}: ${text}`))
  }

  onError(error: Error): void {
    this.#reject(error)
  }
}
