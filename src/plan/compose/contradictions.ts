import { isEveryAddress } from '../../cidr/every-address.js'
import { Ip } from '../../cidr/ip.js'
import { parseAllPublished } from '../../container/builder/network/ports.js'
import { nearest } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { conflict } from '../../errors/conflict.js'
import { UsageError } from '../../errors/usage.js'
import { pathText, type SpecPath, type Violations } from '../spec/violations.js'
import type { ComposeService } from './read-services.js'
import { listAt, objectAt } from './reading.js'

/**
 * What a config says of containers, and engines refuse: services whose containers use each other's network in a circle,
 * a port of the host for two, and what a container cannot have that uses the network of another one.
 */
export function checkServices(services: readonly ComposeService[], project: string, violations: Violations): void {
  const shares = services.map((service) => sharedWith(service, services, project, violations))
  for (const at of services.keys()) checkCycle(at, services, shares, violations)
  for (const service of services) checkReplicas(service, violations)
  checkPorts(services, violations)
}

/** The service whose network another one uses, as its place in the list. */
function sharedWith(
  { path, mode }: ComposeService,
  services: readonly ComposeService[],
  project: string,
  violations: Violations,
): number | undefined {
  const [kind, name = ''] = mode.split(':')
  if (kind !== 'service' && kind !== 'container') return undefined
  const found = services.findIndex((service) => {
    if (kind === 'service') return service.name === name
    return name === (service.given['container_name'] ?? `${project}-${service.name}-1`)
  })
  if (found !== -1) return found
  // a container may be of another project
  if (kind === 'service') {
    const close = nearest(
      name,
      services.map((service) => service.name),
    )
    violations.add(
      [...path, 'network_mode'],
      new UsageError('UNKNOWN_OPTION', {
        message: `the config has no service ${JSON.stringify(name)}`,
        details: { option: name, nearest: close },
        hint: close === undefined ? 'name a service of the config' : `did you mean ${JSON.stringify(close)}?`,
      }),
    )
  }
  return undefined
}

/** Each circle is told once, at its first service. */
function checkCycle(
  start: number,
  services: readonly ComposeService[],
  shares: readonly (number | undefined)[],
  violations: Violations,
): void {
  const way: number[] = []
  let at: number | undefined = start
  while (at !== undefined && !way.includes(at)) {
    way.push(at)
    at = shares[at]
  }
  const first = services[start]
  if (at !== start || start !== Math.min(...way) || first === undefined) return
  const names = [...way, start].map((one) => services[one]?.name ?? '')
  const sentence = `each uses the network of the next, and none has one: ${names.join(', ')}`
  violations.add(
    [...first.path, 'network_mode'],
    conflict('network_mode', names.join(', '), sentence, 'let one of them have networks'),
  )
}

const ofOne = ['ipv4_address', 'ipv6_address', 'mac_address']

/** What one container alone can have. */
function checkReplicas({ name, path, replicas, networks }: ComposeService, violations: Violations): void {
  if (!(replicas > 1)) return
  for (const [key, given] of Object.entries(networks)) {
    const settings = objectAt([...path, 'networks', key], given, violations)
    for (const one of ofOne) {
      if (settings[one] === undefined || settings[one] === '') continue
      const sentence = `${name} has ${replicas} containers, and they cannot all have one ${one}`
      violations.add([...path, 'networks', key, one], conflict(one, `scale: ${replicas}`, sentence))
    }
  }
}

interface Taken {
  readonly service: string
  readonly at: SpecPath
  readonly hostIp: string
  readonly port: string
  readonly protocol: string
}

function checkPorts(services: readonly ComposeService[], violations: Violations): void {
  const taken: Taken[] = []
  for (const { name, path, given, mode, replicas } of services) {
    const ports = listAt([...path, 'ports'], given['ports'], violations)
    if (/^(service|container):/.test(mode) && ports.length > 0) {
      const sentence = `${name} uses the network of another container, which publishes the ports of both`
      violations.add([...path, 'ports'], conflict('ports', `network_mode: ${mode}`, sentence))
      continue
    }
    if (mode === 'host') continue // engines ignore them there
    for (const [index, port] of ports.entries()) {
      const at = [...path, 'ports', index]
      const own = new Set<string>() // a port for both families of addresses is two
      for (const one of violations.look(at, () => takenBy(name, at, port)) ?? []) {
        const other = taken.find((earlier) => isSamePort(earlier, one))
        const key = `port ${one.port}/${one.protocol}`
        if (other !== undefined && !own.has(key)) violations.add(at, portTaken(one, pathText(other.at)))
        if (replicas > 1 && !own.has(key))
          violations.add(at, portTaken(one, `each of the ${replicas} containers of ${name}`))
        own.add(key)
        taken.push(one)
      }
    }
  }
}

/** The ports of the host that are fixed. Of a range the engine takes a free one. */
function takenBy(service: string, at: SpecPath, port: unknown): Taken[] {
  return parseAllPublished([publishedText(port)]).flatMap(({ key, hostIp, hostPort }) => {
    const [, protocol = 'tcp'] = key.split('/')
    return /^\d+$/.test(hostPort) ? [{ service, at, hostIp, port: hostPort, protocol }] : []
  })
}

/** As `docker run -p` takes it. */
function publishedText(port: unknown): string {
  if (!isPlainObject(port)) return written(port)
  const host = written(port['host_ip'])
  const address = host.includes(':') ? `[${host}]` : host
  const published = written(port['published'])
  const before = published === '' && host === '' ? '' : `${address && `${address}:`}${published}:`
  return `${before}${written(port['target'])}/${written(port['protocol']) || 'tcp'}`
}

function written(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function isSamePort(one: Taken, other: Taken): boolean {
  if (one.port !== other.port || one.protocol !== other.protocol) return false
  const [a, b] = [Ip.tryParse(one.hostIp), Ip.tryParse(other.hostIp)]
  if (a === undefined || b === undefined) return true // all addresses
  return a.family === b.family && (isEveryAddress(a) || isEveryAddress(b) || a.equals(b))
}

function portTaken({ port, protocol, hostIp }: Taken, who: string): UsageError<'CONFLICTING_OPTIONS'> {
  const where = hostIp === '' ? 'the host' : hostIp
  return conflict(
    `published: ${port}`,
    who,
    `port ${port}/${protocol} of ${where} is wanted twice, by this and by ${who}`,
    'publish it once, or at another port or address',
  )
}
