import { HttpTransport } from './http.js'
import type { Transport } from './transport.js'

export interface UnixTransportOptions {
  /** Sockets that short calls share at most; 32 by default. Streams have connections of their own. */
  readonly connections?: number | undefined
}

/**
 * Requests over a unix domain socket.
 *
 * @example new Docker({ transport: unixTransport('/run/user/1000/docker.sock') })
 */
export function unixTransport(path: string, options: UnixTransportOptions = {}): Transport {
  return new HttpTransport({ host: `unix://${path}`, connect: { socketPath: path }, connections: options.connections })
}
