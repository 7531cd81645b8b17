import { isEveryAddress } from '../../cidr/every-address.js'
import { Ip } from '../../cidr/ip.js'
import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { UsageError } from '../../errors/usage.js'
import { containerInspect } from '../operations.js'
import type { PortBinding } from '../wire/ports.js'

/** Where on the engine's host a port is published, and where this program reaches it. */
export interface HostPort {
  /** The address of the engine's host that it is open on: `0.0.0.0` and `::` are all of one family. */
  readonly ip: Ip
  readonly port: number
  /** What to dial: loopback where it is open on all addresses, or the machine that the client was told to find its engine on. */
  readonly host: string
  /** The family of addresses, as `net.connect()` takes it: a name such as `localhost` may stand for one of each. */
  readonly family: 4 | 6
  /** Both as they stand in a URL: `127.0.0.1:49153`, `[::1]:49154`. */
  readonly address: string
}

/** Where a port of the container is published, IPv4 first; empty if it is not. */
export async function portOf(
  engine: Engine,
  container: RefLike<'container'>,
  port: number | string,
  options: CallOptions,
): Promise<HostPort[]> {
  const key = portKey(port)
  checkCallOptions(options, [], 'container.port')
  const { NetworkSettings } = await openCall(engine, options).send(containerInspect, { id: container })
  const bound = NetworkSettings.Ports?.[key] ?? []
  if (bound.length === 0) return []
  const machine = machineOf((await engine.transport()).host)
  return bound.flatMap((one) => hostPort(one, machine)).sort((a, b) => a.family - b.family)
}

function hostPort({ HostIp = '', HostPort = '' }: PortBinding, machine: string | undefined): HostPort[] {
  // '' is how some engines write every address
  const ip = Ip.tryParse(HostIp === '' ? '0.0.0.0' : HostIp)
  if (ip === undefined) return []
  const isEvery = isEveryAddress(ip)
  const local = !isEvery ? `${ip}` : ip.family === 4 ? '127.0.0.1' : '::1'
  // what is open on one address only is reached there, wherever the engine is
  const host = machine !== undefined && isEvery ? machine : local
  const port = Number(HostPort)
  return [{ ip, port, host, family: ip.family, address: `${host.includes(':') ? `[${host}]` : host}:${port}` }]
}

/** The machine of an engine that is not on this one: `tcp://`, `https://` and `ssh://` name it. */
function machineOf(host: string): string | undefined {
  const [, literal, name] = /^(?:tcp|https?|ssh):\/\/(?:[^@/]*@)?(?:\[([^\]]+)\]|([^:/]+))/.exec(host) ?? []
  return literal ?? name
}

function portKey(port: number | string): string {
  const [, number = '', protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(String(port).toLowerCase()) ?? []
  if (Number(number) >= 1 && Number(number) <= 65535) return `${Number(number)}/${protocol}`
  throw new UsageError('INVALID_PORT', {
    message: `${JSON.stringify(port)} cannot be a port of a container`,
    details: { value: port },
    hint: "write it like '80/tcp', '53/udp' or 80",
  })
}
