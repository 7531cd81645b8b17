import type { Duplex } from 'node:stream'
import { invalidArgument } from '../errors/invalid-argument.js'
import type { UsageError } from '../errors/usage.js'
import { byteQueue, type ByteQueue } from './queue/queue.js'

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
  return new SocketDuplex(socket, lost)
}

class SocketDuplex implements ByteDuplex {
  readonly readable: ByteQueue
  readonly #socket: Duplex
  readonly #lost: (cause: unknown) => unknown
  #ended = false
  /** Why nothing can be written any more. */
  #failure: unknown
  /** Whether a write failed in a way that what was received may not be all that was sent. */
  #cut = false
  /** Rejects the writes that are under way. */
  readonly #writing = new Set<(reason: unknown) => void>()

  constructor(socket: Duplex, lost: (cause: unknown) => unknown) {
    this.#socket = socket
    this.#lost = lost
    const valve = { pause: () => void socket.pause(), resume: () => void socket.resume() }
    this.readable = byteQueue(valve, () => this.#close(closedHere()))
    this.#outliveWrites()
    socket.on('data', (chunk: Uint8Array) => this.readable.push(chunk))
    socket.on('end', () => this.#noMore())
    socket.on('error', (error) => this.readable.fail(this.#broke(error)))
    socket.on('close', () => this.#noMore())
  }

  write(bytes: Uint8Array | string): Promise<void> {
    return new Promise((resolve, reject) => {
      // A socket that is written to after its end destroys itself, and what it has received.
      if (this.#refusal() !== undefined) {
        reject(this.#refusal())
        return
      }
      this.#writing.add(reject)
      this.#socket.write(bytes, (error) => {
        this.#writing.delete(reject)
        // Of a write that was under way when the socket was destroyed, Node says that it went well.
        if (error == null && this.#failure === undefined && !this.#socket.destroyed) resolve()
        else reject(this.#broke(error ?? new Error('the connection was closed')))
      })
    })
  }

  end(): Promise<void> {
    this.#ended = true
    return new Promise((resolve) => {
      if (this.#failure !== undefined || this.#socket.writableEnded || this.#socket.destroyed) resolve()
      else this.#socket.end(resolve)
    })
  }

  destroy(reason?: unknown): void {
    if (reason === undefined) this.readable.end()
    else this.readable.fail(reason)
    this.#close(reason ?? closedHere())
  }

  #close(reason: unknown): void {
    this.#failure ??= reason
    this.#socket.destroy()
  }

  #broke(cause: unknown): unknown {
    return (this.#failure ??= this.#lost(cause))
  }

  #noMore(): void {
    if (this.#cut) this.readable.fail(this.#failure)
    else this.readable.end()
    if (this.#writing.size === 0) return
    // An engine that says no more reads no more either, but it may leave its side open: a write that it has not taken
    // would never end, nor would the connection.
    const reason = this.#broke(new Error('the other side has ended the connection'))
    for (const reject of this.#writing) reject(reason)
    this.#writing.clear()
    this.#socket.destroy()
  }

  #refusal(): unknown {
    if (this.#failure !== undefined) return this.#failure
    if (this.#ended) return refused('nothing can be written after end()')
    const isOver = this.#socket.writableEnded || this.#socket.destroyed
    return isOver ? this.#broke(new Error('the other side has ended the connection')) : undefined
  }

  /**
   * When a write fails, Node destroys the socket, and what was received and not read yet is lost: the last words of
   * a program that ends without reading all of its input. So Node does not hear of it, and reading goes on.
   */
  #outliveWrites(): void {
    const socket = this.#socket
    const write = socket._write.bind(socket)
    socket._write = (chunk, encoding, callback) => write(chunk, encoding, this.#survivor(callback))
    const writev = socket._writev?.bind(socket)
    if (writev !== undefined) socket._writev = (chunks, callback) => writev(chunks, this.#survivor(callback))
  }

  #survivor(written: () => void): (error?: NodeJS.ErrnoException | null) => void {
    return (error) => {
      if (error != null) this.#failWrites(error)
      written()
    }
  }

  #failWrites(error: NodeJS.ErrnoException): void {
    this.#broke(error)
    // A broken pipe means that the other side has ended: all that it sent stands before that. Else nobody knows.
    if (error.code !== 'EPIPE') this.#cut = true
  }
}

function closedHere(): UsageError<'INVALID_ARGUMENT'> {
  return refused('nothing can be written: this side has closed the connection')
}

function refused(says: string): UsageError<'INVALID_ARGUMENT'> {
  return invalidArgument('bytes', undefined, 'write before end(), destroy() and the end of the loop', says)
}
