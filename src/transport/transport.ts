import type { ByteDuplex } from '../stream/duplex.js'

/** The methods that the engine knows. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'

/** What can be sent as a body: text, bytes, or bytes as they come. */
export type BodySource = string | Uint8Array | AsyncIterable<Uint8Array>

/** One HTTP request, ready to be written. */
export interface HttpRequest {
  readonly method: Method
  /** Path and query, encoded. Written to the wire as it stands. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The transport reads it, and closes it when the call ends before it was read whole. */
  readonly body?: BodySource | undefined
  /** Who asks and about what, for an error's `operation` and `target`. */
  readonly operation: string
  readonly target?: string | undefined
  /** Ends the call, and the stream or pipe that came of it, with the signal's own reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds until the call, and the stream that came of it, fails with TIMED_OUT; none by default. */
  readonly timeout?: number | undefined
  /** When the call began, by `performance.now()`: its timeout counts from there. From now on when left out. */
  readonly began?: number | undefined
  /** Whether it goes on for a while after `close()`: it undoes what was begun, or its end must be known. */
  readonly persists?: boolean | undefined
  /**
   * Milliseconds without a byte from the engine until the call fails with TIMED_OUT; none by default. What a slow reader
   * does not take yet, and a body that is still being sent, are no silence.
   */
  readonly idleTimeout?: number | undefined
  /** Bytes of reply that are accepted at most; for `request` only. */
  readonly maxBytes?: number | undefined
  /** What the connection shall speak from now on; for `upgrade` only, `tcp` by default: a pipe of raw bytes. */
  readonly protocol?: string | undefined
  /** Once answered, lets the program end although this is open; for `stream` and `upgrade` only. */
  readonly unref?: boolean | undefined
}

/** Headers by their names in lower case; one that came several times is a list. */
export type HttpHeaders = Readonly<Record<string, string | string[] | undefined>>

/** A reply that has arrived whole. */
export interface HttpReply {
  readonly status: number
  readonly headers: HttpHeaders
  readonly body: Uint8Array
}

/** A reply whose body is still arriving. Leaving its loop, or `body.return()` before any loop, closes the connection. */
export interface HttpStream {
  readonly status: number
  readonly headers: HttpHeaders
  readonly body: AsyncIterableIterator<Uint8Array>
}

/** A connection that left HTTP, or the reply of an engine that did not agree to it. */
export type HttpUpgrade =
  | { readonly upgraded: true; readonly status: number; readonly duplex: ByteDuplex }
  | ({ readonly upgraded: false } & HttpStream)

/**
 * How requests reach an engine. Knows sockets and HTTP, knows no Docker.
 *
 * Implement it to carry requests another way, or around another transport to look at what passes, and give it to
 * `new Docker({ transport })`.
 */
export interface Transport {
  /** Where it leads, for example `unix:///var/run/docker.sock`. */
  readonly host: string
  /** A short call over a shared, bounded pool of connections. A read whose connection had died unnoticed is asked again. */
  request(request: HttpRequest): Promise<HttpReply>
  /** A long call over a connection of its own. */
  stream(request: HttpRequest): Promise<HttpStream>
  /** A call that turns its connection into a raw pipe. */
  upgrade(request: HttpRequest): Promise<HttpUpgrade>
  /**
   * Takes no more requests, and ends every connection, streams included. Requests that persist are served until
   * `undone` settles, if it is given. A transport around another one hands it on: without it, what calls had begun to
   * make could not be removed.
   */
  close(undone?: Promise<unknown>): Promise<void>
}
