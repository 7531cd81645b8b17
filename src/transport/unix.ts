import { connect } from 'node:net'
import { onAbort } from '../stream/abort.js'
import type { Connect } from './connection.js'
import { httpTransport } from './http-transport.js'
import { checkSocketPath } from './host.js'
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

// As much as undici's own sockets read at once.
const highWaterMark = 64 * 1024

/**
 * Requests over a unix domain socket, or a named pipe of Windows.
 *
 * @example new Docker({ transport: unixTransport('/run/user/1000/docker.sock') })
 * @throws UsageError HOST_INVALID for a path that is longer than the system takes
 */
export function unixTransport(path: string, options: UnixTransportOptions = {}): Transport {
  const { host = `unix://${path}`, from = 'the option transport', connections } = options
  checkSocketPath(path, host, from)
  return httpTransport({ host, from, connect: connectTo(path), connections })
}

/** Opens sockets at a path. */
export function connectTo(path: string): Connect {
  const options = { path, highWaterMark }
  return ({ signal }) =>
    new Promise((resolve, reject) => {
      const socket = connect(options)
      const forgetSignal = onAbort(signal, () => socket.destroy(new Error('nobody waits for the socket')))
      socket.once('connect', () => {
        forgetSignal()
        resolve(socket)
      })
      // It stays: until somebody else listens, an error would end the process.
      socket.on('error', (error) => {
        forgetSignal()
        reject(error)
      })
    })
}
