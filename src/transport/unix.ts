import { HttpTransport } from './http-transport.js'
import type { Transport } from './transport.js'

/** How a unix socket is reached. */
export interface UnixTransportOptions {
  /** Sockets that short calls share at most; 32 by default. Streams have connections of their own. */
  readonly connections?: number | undefined
  /** How it is called in errors; `unix://<path>` by default. */
  readonly host?: string | undefined
  /** Who named the socket, for the error when nobody answers there. */
  readonly from?: string | undefined
}

/**
 * Requests over a unix domain socket.
 *
 * @example new Docker({ transport: unixTransport('/run/user/1000/docker.sock') })
 */
export function unixTransport(path: string, options: UnixTransportOptions = {}): Transport {
  const { host = `unix://${path}`, from = 'the option transport', connections } = options
  return new HttpTransport({ host, from, connect: { socketPath: path }, connections })
}
