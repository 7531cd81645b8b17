import { shellQuoted } from '../command-line/shell/quoted.js'
import { addressesIn } from '../addresses/addresses.js'
import { runHelper } from '../host-probe/helper-container.js'
import type { ContainerInspect } from '../wire/inspect.js'
import type { Condition } from './condition.js'
import { statusOf } from './http-status.js'
import { portsOf } from './listening.js'
import { stateOf } from './states.js'
import { delays, type Watch } from './watch.js'

type HttpAsked = Extract<Condition, { readonly kind: 'http' }>

/** How the container answered. */
export interface HttpAnswer {
  readonly status: number
}

/** How often nobody answers at a published port, although somebody listens inside, until the helper asks. */
const enough = 3

/**
 * Waits until a request to a port of the container is answered as it should be: asked where that port is published, and
 * by the helper container where it is not, or is not reached from here.
 */
export async function untilAnswered(watch: Watch, asked: HttpAsked): Promise<HttpAnswer> {
  const ports = portsOf(watch, 'tcp')
  const { host } = await watch.call.engine.transport()
  let unreached = 0
  for (const delay of delays()) {
    const found = await stateOf(watch)
    const address = publishedAt(found, asked.port, host)
    let status = address === undefined ? undefined : await statusOf({ ...address, path: asked.path }, watch.call.signal)
    // Nobody answers: a program that does not listen yet, or a port that is published where we are not.
    if (status === undefined && (await ports())?.has(asked.port) === true)
      status = address !== undefined && ++unreached < enough ? undefined : await statusInside(watch, found, asked)
    if (status !== undefined) watch.seen.look = `it answered with status ${status}`
    else watch.seen.look ??= 'nobody answers'
    if (status !== undefined && isWanted(status, asked.status)) return { status }
    await watch.call.pause(delay)
  }
  throw new Error('the delays have no end')
}

function isWanted(status: number, wanted: number | undefined): boolean {
  return wanted === undefined ? status >= 200 && status < 400 : status === wanted
}

/** Where a port of the container is reached from here, as far as the engine's address tells. */
export function publishedAt(
  { NetworkSettings }: Pick<ContainerInspect, 'NetworkSettings'>,
  port: number,
  engineHost: string,
): { readonly host: string; readonly port: number } | undefined {
  const [, remote] = /^(?:tcp|ssh|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(engineHost) ?? []
  for (const { HostIp = '', HostPort = '' } of NetworkSettings.Ports?.[`${port}/tcp`] ?? []) {
    const isEverywhere = HostIp === '' || HostIp === '0.0.0.0' || HostIp === '::'
    const here = HostIp === '::' ? '::1' : isEverywhere ? '127.0.0.1' : HostIp
    const isLoopback = HostIp === '::1' || HostIp.startsWith('127.')
    if (remote === undefined) return { host: here, port: Number(HostPort) }
    if (!isLoopback) return { host: isEverywhere ? remote.replace(/^\[|\]$/g, '') : HostIp, port: Number(HostPort) }
  }
  return undefined
}

/** The status that a program in the container's network is answered with; undefined when nobody answers. */
async function statusInside(
  { call, container }: Watch,
  found: ContainerInspect,
  asked: HttpAsked,
): Promise<number | undefined> {
  const addresses = addressesIn(found).flatMap(({ ip }) => (ip === undefined ? [] : [ip.toString()]))
  const request = [
    `GET ${asked.path} HTTP/1.0`,
    `Host: localhost:${asked.port}`,
    'User-Agent: mooring',
    'Connection: close',
  ]
  const words = request.map(shellQuoted).join(' ')
  const line = await runHelper(
    call,
    `container:${container.id}`,
    `command -v nc >/dev/null || { echo 'it has no nc' >&2; exit 127; }
for address in 127.0.0.1 ${addresses.join(' ')}; do
  line=$(printf '%s\\r\\n' ${words} '' | nc -w 5 "$address" ${asked.port} 2>/dev/null | head -n 1)
  [ -n "$line" ] && echo "$line" && exit 0
done
exit 0`,
  )
  const [, status] = /^HTTP\/[\d.]+ (\d{3})/.exec(line) ?? []
  return status === undefined ? undefined : Number(status)
}
