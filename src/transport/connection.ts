import type { Duplex } from 'node:stream'
import type { Client, Dispatcher } from 'undici'
import { invalidArgument } from '../errors/invalid-argument.js'
import { outgoingBody } from './outgoing-body.js'
import type { HttpRequest } from './transport.js'

/**
 * Opens a socket: resolves when bytes can be written, and rejects with the system's error.
 *
 * The signal is aborted when nobody needs the socket any more: then give up, and close what is half open.
 */
export type Connect = (opening: { readonly signal: AbortSignal }) => Promise<Duplex>

/** What a connection carries: undici tells it how its request goes on. */
export interface Carried extends Dispatcher.DispatchHandler {
  readonly request: HttpRequest
  /** Ends it from our side. */
  stop(reason: unknown): void
  /** Bytes went out or came in. */
  touch(): void
}

type UndiciOptions = NonNullable<ConstructorParameters<typeof Client>[1]>
type Opened = Parameters<Extract<NonNullable<UndiciOptions['connect']>, (...given: never[]) => unknown>>[1]

// Deadlines are ours: a quiet `logs -f` must outlive undici's 300 s.
const options = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 16 * 1024 } as const

// An engine looks at the path only, but HTTP/1.1 wants a host.
const origin = 'http://docker'

const settled = Promise.resolve()

let UndiciClient: typeof Client | undefined
let loading: Promise<void> | undefined

/** Whether connections can be made. */
export function isClientLoaded(): boolean {
  return UndiciClient !== undefined
}

/** Loads undici: half of what an import of mooring would cost, and a program that calls no engine does not need it. */
export function loadClient(): Promise<void> {
  return (loading ??= import('undici/lib/dispatcher/client.js').then(({ default: loaded }) => {
    UndiciClient = loaded
  }))
}

/**
 * One connection to an engine. The one place that knows undici, and of undici only its Client: `dispatch` costs a
 * fraction of `fetch`, follows no redirect and reads no URL out of the caller's words.
 *
 * It opens its socket for its first request, and another one when that has died.
 */
export class Connection {
  /** Whether its socket has brought an answer before: since then it may have died unnoticed. */
  isReused = false
  readonly #client: Client
  readonly #connect: Connect
  readonly #opening = new AbortController()
  #socket: Duplex | undefined

  /** Not before undici is loaded. */
  constructor(connect: Connect) {
    if (UndiciClient === undefined) throw new Error('a connection was made before undici was loaded')
    this.#connect = connect
    this.#client = new UndiciClient(origin, { ...options, connect: (_, opened) => void this.#open(opened) })
  }

  /** Sends a request, and tells its exchange what becomes of it. */
  send(exchange: Carried, upgrade?: string): void {
    const { method, path, headers, body } = exchange.request
    this.#client.dispatch(
      { method, path, headers, body: outgoingBody(body, exchange), upgrade: upgrade ?? null },
      exchange,
    )
    // With a stream undici waits for a microtask of the globals, which a test runner may have replaced by a fake.
    if (typeof body === 'object') this.#client.pipelining = 1
  }

  /** Lets the program end although it is open. Sockets can do that, and other duplexes need not. */
  unref(): void {
    const socket: (Duplex & { unref?: () => unknown }) | undefined = this.#socket
    socket?.unref?.()
  }

  /** Closes it after the present turn: undici's parser may still be on the stack. Resolves when the socket is closed. */
  async destroy(): Promise<void> {
    await settled
    this.#opening.abort()
    // Not awaited: undici tells the end by a microtask of the globals.
    void this.#client.destroy()
    const socket = this.#socket
    if (socket === undefined || socket.closed) return
    await new Promise((resolve) => socket.once('close', resolve))
  }

  async #open(opened: Opened): Promise<void> {
    this.isReused = false
    try {
      const socket = checkSocket(await this.#connect({ signal: this.#opening.signal }))
      this.#socket = socket
      opened(null, socket as Parameters<Opened>[1] & object) // undici takes any duplex, and its types only sockets
    } catch (error) {
      opened(connectFailure(error), null)
    }
  }
}

function checkSocket(socket: unknown): Duplex {
  if (typeof socket === 'object' && socket !== null && 'destroy' in socket && 'write' in socket) return socket as Duplex
  throw invalidArgument('connect', socket, 'connect() gives a promise of an open socket')
}

/** What undici takes for its own errors makes it try again and again. */
function connectFailure(error: unknown): Error {
  const isPlain = error instanceof Error && !('code' in error && String(error.code).startsWith('UND_ERR'))
  return isPlain ? error : new Error('the socket could not be opened', { cause: error })
}
