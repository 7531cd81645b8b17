import { hidden } from '../errors/describe-value.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { UsageError } from '../errors/usage.js'

/** A unix domain socket. */
export interface UnixAddress {
  readonly scheme: 'unix'
  readonly path: string
}

/** A named pipe of Windows: `\\.\pipe\docker_engine`. */
export interface PipeAddress {
  readonly scheme: 'npipe'
  readonly path: string
}

/** A TCP port. */
export interface TcpAddress {
  readonly scheme: 'tcp'
  /** A name or an IP address, that of IPv6 without brackets. */
  readonly hostname: string
  readonly port: number
}

/** A machine that ssh leads to. */
export interface SshAddress {
  readonly scheme: 'ssh'
  readonly user: string | undefined
  readonly hostname: string
  readonly port: number | undefined
  /** The engine's socket over there; undefined for where docker looks by itself. */
  readonly path: string | undefined
}

/** An address of an engine, taken apart; its kind is its `scheme`. */
export type HostAddress = UnixAddress | PipeAddress | TcpAddress | SshAddress

/** The port that docker takes for an engine without TLS. */
const tcpPort = 2375

/**
 * Reads an address such as `unix:///var/run/docker.sock`. White space around it is ignored, as docker does.
 *
 * @example const address = parseHost('tcp://192.168.0.10') // { scheme: 'tcp', hostname: '192.168.0.10', port: 2375 }
 * @param from who gave it, for the error: an option, a variable, a file
 * @throws UsageError HOST_INVALID
 */
export function parseHost(text: string, from = 'the address'): HostAddress {
  const given: unknown = text // untyped callers may pass anything
  if (typeof given !== 'string') throw invalidArgument('host', given, 'give a text: unix:///var/run/docker.sock')
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/s.exec(text.trim()) ?? []
  switch (scheme) {
    case 'unix':
      return { scheme, path: socketPath(rest, text, from) }
    case 'npipe':
      return { scheme, path: rest.replaceAll('/', '\\') }
    case 'tcp':
      return tcpAddress(rest, text, from)
    case 'ssh':
      return sshAddress(rest, text, from)
    case undefined:
      throw hostInvalid(text, from, 'it has no scheme', withScheme(text.trim()))
    default:
      throw hostInvalid(
        text,
        from,
        `${scheme}:// leads to no engine`,
        'the schemes are unix://, npipe://, tcp:// and ssh://',
      )
  }
}

function withScheme(text: string): string {
  return `write it like unix://${text.startsWith('/') ? text : '/var/run/docker.sock'}`
}

function socketPath(path: string, text: string, from: string): string {
  if (!path.startsWith('/')) {
    const why = path.startsWith('@') ? 'abstract sockets are not opened' : 'its path is not absolute'
    throw hostInvalid(text, from, why, 'three slashes begin an absolute path: unix:///var/run/docker.sock')
  }
  checkSocketPath(path, text, from)
  return path
}

function tcpAddress(rest: string, text: string, from: string): TcpAddress {
  const { user, hostname, port, path } = authority(rest.replace(/^(?=:|$)/, 'localhost'), text, from)
  if (user !== undefined || path !== undefined)
    throw hostInvalid(text, from, 'it is more than a host and a port', 'write it like tcp://192.168.0.10:2375')
  return { scheme: 'tcp', hostname, port: port ?? tcpPort }
}

function sshAddress(rest: string, text: string, from: string): SshAddress {
  const { user, hostname, port, path } = authority(rest, text, from)
  if (user?.includes(':') === true)
    throw hostInvalid(text, from, 'it holds a password', 'ssh asks for it, or takes a key of your agent')
  return { scheme: 'ssh', user, hostname, port, path }
}

interface Authority {
  readonly user: string | undefined
  readonly hostname: string
  readonly port: number | undefined
  readonly path: string | undefined
}

function authority(rest: string, text: string, from: string): Authority {
  const parts = /^(?:([^@/\s]+)@)?(?:\[([\da-f:.%\w]+)\]|([\w.-]+))(?::(\d{1,5}))?(\/\S*)?$/i.exec(rest)
  const [, user, ipv6, name, digits, path] = parts ?? []
  const hostname = ipv6 ?? name
  const port = digits === undefined ? undefined : Number(digits)
  // What begins with a dash would be an option to the program ssh.
  if (
    hostname === undefined ||
    [user, hostname].some((word) => word?.startsWith('-')) ||
    (port ?? 1) > 65_535 ||
    port === 0
  )
    throw hostInvalid(
      text,
      from,
      'its host or its port cannot be',
      'write it like tcp://192.168.0.10:2375 or ssh://user@server',
    )
  return { user, hostname, port, path: path === '/' ? undefined : path }
}

/** Bytes that fit into the system's field for a socket's path, sun_path. */
const longestSocketPath = ['darwin', 'freebsd', 'openbsd', 'netbsd'].includes(process.platform) ? 103 : 107

/** Why no socket can be opened at a path; undefined when one can. The system would cut it, and open another socket. */
export function whyNoSocketPath(path: string): 'path too long' | 'control character' | undefined {
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'control character'
  if (process.platform === 'win32') return undefined
  return Buffer.byteLength(path) > longestSocketPath ? 'path too long' : undefined
}

/**
 * Refuses a path at which no socket can be.
 *
 * @throws UsageError HOST_INVALID
 */
export function checkSocketPath(path: string, host: string, from: string): void {
  const why = whyNoSocketPath(path)
  if (why === 'control character')
    throw hostInvalid(host, from, 'its path has a control character', 'write it like unix:///var/run/docker.sock')
  if (why === 'path too long') {
    const length = `its path has ${Buffer.byteLength(path)} bytes, and the system takes ${longestSocketPath} at most`
    throw hostInvalid(host, from, length, 'make a symbolic link to the socket with a shorter path, and give that')
  }
}

/** The error for an address that leads nowhere. */
export function hostInvalid(text: string, from: string, why: string, hint: string): UsageError<'HOST_INVALID'> {
  const host = text.replace(/^[^/@]*:[^/]*@/, `${hidden}@`) // a login may stand there without a scheme, too
  return new UsageError('HOST_INVALID', {
    message: `${from} says ${JSON.stringify(host)}, and ${why}`,
    details: { host, from },
    hint,
  })
}
