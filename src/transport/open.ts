import { hostInvalid, parseHost, type HostAddress } from './host.js'
import type { Transport } from './transport.js'
import { unixTransport, type UnixTransportOptions } from './unix.js'

const nearby =
  'bring its socket near, and give unix:///tmp/docker.sock: ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock <host>'

/**
 * The way to an engine, by its address. Nothing is opened before the first request.
 *
 * @example const transport = openTransport('unix:///run/user/1000/docker.sock')
 * @throws UsageError HOST_INVALID for an address that cannot be, and for tcp:// and ssh://, which come in a later version
 */
export function openTransport(host: string | HostAddress, options: UnixTransportOptions = {}): Transport {
  const { from = 'the address' } = options
  const address = typeof host === 'string' ? parseHost(host, from) : host
  const name = options.host ?? (typeof host === 'string' ? host.trim() : hostText(host))
  switch (address.scheme) {
    case 'unix':
    case 'npipe':
      return unixTransport(address.path, { ...options, host: name, from })
    case 'tcp':
    case 'ssh':
      throw hostInvalid(name, from, `${address.scheme}:// comes in a later version of mooring`, nearby)
  }
}

/** The address as it is written. */
export function hostText(address: HostAddress): string {
  switch (address.scheme) {
    case 'unix':
      return `unix://${address.path}`
    case 'npipe':
      return `npipe://${address.path.replaceAll('\\', '/')}`
    case 'tcp':
      return `tcp://${bracketed(address.hostname)}:${address.port}`
    case 'ssh': {
      const { user, hostname, port, path = '' } = address
      return `ssh://${user === undefined ? '' : `${user}@`}${bracketed(hostname)}${port === undefined ? '' : `:${port}`}${path}`
    }
  }
}

function bracketed(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname
}
