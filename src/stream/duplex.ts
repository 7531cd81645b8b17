import type { Duplex } from 'node:stream'
import { ByteQueue } from './bytes.js'

/** A connection that carries raw bytes both ways, as attach and exec do after their upgrade. */
export interface ByteDuplex {
  /** What the other side sends. Leaving the loop closes the connection. */
  readonly readable: AsyncIterableIterator<Uint8Array>
  /** Sends bytes; resolves when the other side has room for more. */
  write(bytes: Uint8Array | string): Promise<void>
  /** No more input will come; output may still arrive. */
  end(): Promise<void>
  /** Closes both directions at once. */
  destroy(reason?: unknown): void
}

/** A Node socket as a {@link ByteDuplex}. */
export function byteDuplex(socket: Duplex, lost: (cause: unknown) => unknown): ByteDuplex {
  const readable = new ByteQueue({
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    cancel: () => void socket.destroy(),
  })
  let failure: unknown
  socket.on('data', (chunk: Uint8Array) => {
    readable.push(chunk)
  })
  socket.on('end', () => {
    readable.end()
  })
  socket.on('error', (error) => {
    failure ??= lost(error)
    readable.fail(failure)
  })
  socket.on('close', () => {
    readable.end()
  })

  return {
    readable,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        // A Node socket takes a broken pipe as the callback's error; the reason we closed with comes first.
        socket.write(bytes, (error) => {
          // Of a write that was under way when the socket was destroyed, Node says that it went well.
          if (error == null && !socket.destroyed) resolve()
          else reject((failure ??= lost(error ?? new Error('the connection was closed'))))
        })
      }),
    end: () =>
      new Promise((resolve) => {
        if (socket.writableEnded || socket.destroyed) resolve()
        else socket.end(resolve)
      }),
    destroy: (reason) => {
      failure ??= reason
      if (reason === undefined) readable.end()
      else readable.fail(reason)
      socket.destroy()
    },
  }
}
