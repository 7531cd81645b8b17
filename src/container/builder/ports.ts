import { Ip } from '../../cidr/ip.js'
import type { IpText } from '../../cidr/text.js'
import { UsageError } from '../../errors/usage.js'
import type { PortMap } from '../wire/ports.js'

export type PortProtocol = 'tcp' | 'udp' | 'sctp'

type Ports = `${number}` | `${number}-${number}`
type HostPorts = '' | Ports
type NotPort<S extends string> = `${S} is not a port to publish; write it like 8080:80 or 127.0.0.1:8080:80/tcp`

type PortLiteral<S extends string, Body extends string> = Body extends Ports | `${Ports}:${Ports}`
  ? S
  : Body extends `[${string}]:${HostPorts}:${Ports}`
    ? S
    : Body extends `${infer Address}:${HostPorts}:${Ports}`
      ? IpText<Address> extends Address
        ? S
        : `${Address} is not an address to publish on; write the IP address of an interface, like 127.0.0.1`
      : NotPort<S>

/** Text of a port to publish, checked while you type; a plain `string` passes, and is checked at run time. */
export type PortText<S extends string> = string extends S ? S : PortLiteral<S, S extends `${infer Body}/${PortProtocol}` ? Body : S>

/** One container port, and where on the host it is published. */
export interface PublishedPort {
  /** For example `80/tcp`. */
  readonly key: `${number}/${PortProtocol}`
  readonly hostIp: string
  /** `''` lets the engine choose a free one; `8000-8010` a free one of these. */
  readonly hostPort: string
}

function portError(text: unknown, why: string): UsageError<'INVALID_PORT'> {
  return new UsageError('INVALID_PORT', {
    message: `${JSON.stringify(text)} is not a port to publish: ${why}`,
    details: { value: text },
    hint: 'write it like 80, 8080:80, 127.0.0.1:8080:80 or 53:53/udp; ports run from 1 to 65535',
  })
}

/**
 * Reads what follows `docker run -p`: `[host address:][host port:]container port[/protocol]`.
 *
 * @throws UsageError INVALID_PORT, INVALID_HOST_IP
 */
export function parsePublish(given: string | number): PublishedPort[] {
  if (typeof given !== 'string' && typeof given !== 'number') throw portError(given, 'it is neither text nor number')
  const [, address, hostPart, containerPart = '', protocol = 'tcp'] =
    /^(?:(?:(\[[^\]]*\]|[^:[\]]*):)?([\d-]*):)?([\d-]+)(?:\/([a-z]+))?$/i.exec(String(given)) ?? []
  if (containerPart === '') throw portError(given, 'it does not read as [address:][host port:]container port[/protocol]')
  const container = portRange(given, containerPart)
  const host = hostPart === undefined || hostPart === '' ? undefined : portRange(given, hostPart)
  const hostIp = address === undefined ? '' : checkHostIp(address)
  const kind = checkProtocol(given, protocol)

  if (host === undefined || container.length === 1) {
    return container.map((port) => ({ key: `${port}/${kind}`, hostIp, hostPort: hostPart ?? '' }))
  }
  if (host.length !== container.length) throw portError(given, 'its two ranges differ in length')
  return container.map((port, index) => ({ key: `${port}/${kind}`, hostIp, hostPort: String(host[index]) }))
}

/** Reads what follows `docker run --expose`: `80`, `80/udp` or `8000-8010`. */
export function parseExpose(given: string | number): string[] {
  const [, ports, protocol = 'tcp'] = /^([\d-]+)(?:\/([a-z]+))?$/i.exec(String(given)) ?? []
  if (ports === undefined) throw portError(given, 'it does not read as port[/protocol]')
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
  if (!wellFormed || first < 1 || last > 65535) throw portError(given, 'ports run from 1 to 65535')
  if (last < first) throw portError(given, 'its range runs backwards')
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function checkProtocol(given: unknown, text: string): PortProtocol {
  const protocol = text.toLowerCase()
  if (protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp') return protocol
  throw portError(given, `${text} is no protocol; there are tcp, udp and sctp`)
}

/** F5: before 29, engines read an address they cannot parse as "every address", and open the port to the world. */
function checkHostIp(text: string): string {
  const ip = Ip.tryParse(text.replace(/^\[|\]$/g, ''))
  if (ip !== undefined) return `${ip}`
  throw new UsageError('INVALID_HOST_IP', {
    message: `${JSON.stringify(text)} is not an address to publish on`,
    details: { value: text },
    hint: 'engines before 29 would publish on every address: write the IP address of an interface, like 127.0.0.1 or [::1]',
  })
}
