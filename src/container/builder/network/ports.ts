import { Ip } from '../../../cidr/ip.js'
import { held, shown } from '../../../errors/describe-value.js'
import { UsageError } from '../../../errors/usage.js'
import type { PortMap } from '../../wire/ports.js'
import type { PortProtocol } from './port-text.js'

/** One container port, and where on the host it is published. */
export interface PublishedPort {
  /** For example `80/tcp`. */
  readonly key: `${number}/${PortProtocol}`
  readonly hostIp: string
  /** `''` lets the engine choose a free one; `8000-8010` a free one of these. */
  readonly hostPort: string
}

const form = 'write it like 8080:80 or 127.0.0.1:8080:80/tcp'

// What is said of a text, joined by a semicolon, is what PortText says of a literal.
function portError(given: unknown, hint: string, says = 'is not a port to publish'): UsageError<'INVALID_PORT'> {
  return new UsageError('INVALID_PORT', {
    message: `${shown(given)} ${says}`,
    details: { value: held(given) },
    hint,
  })
}

/**
 * Reads all that `publish()` was given.
 *
 * @throws UsageError INVALID_PORT, INVALID_HOST_IP
 */
export function parseAllPublished(given: readonly (string | number)[]): PublishedPort[] {
  const [host, port, ...more] = given
  if (typeof host === 'number' && typeof port === 'number' && more.length === 0) {
    const hint = `write publish('${host}:${port}') for port ${port} at port ${host} of the host, or publish('${host}', '${port}') for two`
    throw new UsageError('INVALID_PORT', {
      message: `publish(${host}, ${port}) publishes two ports of the container, each at a free port of the host`,
      details: { value: held(given) },
      hint,
    })
  }
  return given.flatMap((one) => parsePublish(one))
}

/**
 * Reads what follows `docker run -p`: `[host address:][host port:]container port[/protocol]`.
 *
 * @throws UsageError INVALID_PORT, INVALID_HOST_IP
 */
function parsePublish(given: string | number): PublishedPort[] {
  if (typeof given !== 'string' && typeof given !== 'number') throw portError(given, form)
  const [, address, hostPart, containerPart = '', protocol = 'tcp'] =
    /^(?:(?:(\[[^\]]*\]|[^:[\]/]*):)?([\d-]*):)?([\d-]+)(?:\/([^/]*))?$/.exec(String(given)) ?? []
  if (containerPart === '') throw portError(given, form)
  const kind = checkProtocol(given, protocol)
  const container = portRange(given, containerPart)
  const host = hostPart === undefined || hostPart === '' ? undefined : portRange(given, hostPart)
  const hostIp = address === undefined ? '' : checkHostIp(address)

  if (host === undefined || container.length === 1) {
    return container.map((port) => ({ key: `${port}/${kind}`, hostIp, hostPort: hostPart ?? '' }))
  }
  if (host.length !== container.length) throw portError(given, 'give both ranges the same length')
  return container.map((port, index) => ({ key: `${port}/${kind}`, hostIp, hostPort: String(host[index]) }))
}

/** A port that is published twice in the same way would be in its own way. One that the engine chooses is not. */
export function withoutRepeats(ports: readonly PublishedPort[]): readonly PublishedPort[] {
  const seen = new Set<string>()
  return ports.filter(({ key, hostIp, hostPort }) => {
    const binding = `${hostIp} ${hostPort} ${key}`
    if (hostPort !== '' && seen.has(binding)) return false
    seen.add(binding)
    return true
  })
}

/** Reads what follows `docker run --expose`: `80`, `80/udp` or `8000-8010`. */
export function parseExpose(given: string | number): string[] {
  const [, ports, protocol = 'tcp'] = /^([\d-]+)(?:\/([^/]*))?$/.exec(String(given)) ?? []
  if (ports === undefined) throw portError(given, 'write it like 80, 53/udp or 8000-8010', 'is not a port to expose')
  const kind = checkProtocol(given, protocol)
  return portRange(given, ports).map((port) => `${port}/${kind}`)
}

/** The bindings as the engine wants them. */
export function toPortMap(published: readonly PublishedPort[]): PortMap {
  const map: Record<string, { HostIp: string; HostPort: string }[]> = {}
  for (const { key, hostIp, hostPort } of published) (map[key] ??= []).push({ HostIp: hostIp, HostPort: hostPort })
  return map
}

function portRange(given: unknown, text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number)
  const wellFormed = /^\d{1,5}(-\d{1,5})?$/.test(text)
  if (!wellFormed || first < 1 || Math.max(first, last) > 65535) throw portError(given, 'ports run from 1 to 65535')
  if (last < first) throw portError(given, 'write the lower port of a range first')
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function checkProtocol(given: unknown, text: string): PortProtocol {
  const protocol = text.toLowerCase()
  if (protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp') return protocol
  throw portError(given, 'the protocols are tcp, udp and sctp')
}

/** F5: before 29, engines read an address they cannot parse as "every address", and open the port to the world. */
function checkHostIp(text: string): string {
  const ip = Ip.tryParse(text.replace(/^\[|\]$/g, ''))
  if (ip !== undefined) return `${ip}`
  throw new UsageError('INVALID_HOST_IP', {
    message: `${shown(text)} is not an address to publish on`,
    details: { value: text },
    hint: 'write the IP address of an interface, like 127.0.0.1: engines before 29 would publish on every address',
  })
}
