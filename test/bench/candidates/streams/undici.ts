import type { Duplex } from 'node:stream'
import { peers, type DispatchHandler, type UndiciPool, type UndiciRequest } from '../peers.js'
import { HandWritten } from './hand-written.js'

/** A pool for streams: no deadline between two bytes. */
export function streamPool(socketPath: string): UndiciPool {
  return new (peers.undici().Pool)('http://docker', { socketPath, pipelining: 1, bodyTimeout: 0 })
}

/** Reads a reply to its end and counts its bytes, and does nothing else: the least that reading can cost. */
export function drain(pool: UndiciPool, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0
    pool.dispatch(
      { method: 'GET', path },
      {
        onConnect: () => undefined,
        onHeaders: () => true,
        onData: (piece) => {
          bytes += piece.length
          return true
        },
        onComplete: () => resolve(bytes),
        onError: reject,
      },
    )
  })
}

/** The items of a reply, by an iterator written by hand. Leaving is up to the caller: `stop` closes the connection. */
export function iterate<Item>(
  pool: UndiciPool,
  path: string,
  cutter: ConstructorParameters<typeof HandWritten<Item>>[0],
): { readonly items: HandWritten<Item>; readonly stop: () => void } {
  const items = new HandWritten(cutter)
  let abort: (() => void) | undefined
  const handler: DispatchHandler = {
    onConnect: (stop) => (abort = stop),
    onHeaders: (_status, _headers, resume) => {
      items.open({ pause: () => undefined, resume })
      return true
    },
    // undici pauses when it is told that there is no room
    onData: (piece) => items.push(piece),
    onComplete: () => items.end(),
    onError: (error) => items.end(error),
  }
  pool.dispatch({ method: 'GET', path }, handler)
  return { items, stop: () => abort?.() }
}

/** The raw connection that an engine gives for attach and exec. */
export function upgrade(pool: UndiciPool, request: Pick<UndiciRequest, 'path' | 'body' | 'headers'>): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const handler: DispatchHandler = {
      onConnect: () => undefined,
      onUpgrade: (_status, _headers, socket) => resolve(socket),
      onError: reject,
    }
    pool.dispatch({ method: 'POST', upgrade: 'tcp', ...request }, handler)
  })
}
