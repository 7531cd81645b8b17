import type { EndpointOptions } from '../../docker-words/endpoint.js'
import { nearest } from '../../engine/call/nearest.js'
import { UsageError } from '../../errors/usage.js'
import type { PlannedMemberships } from '../spec/plan-spec.js'
import type { SpecPath } from '../spec/violations.js'
import { saysSomething } from './left-aside.js'
import { endpointWords } from './places.js'
import type { ComposeNetwork } from './read-networks.js'
import { listAt, numberAt, objectAt, said, textAt, textsAt, type ConfigObject, type Reading } from './reading.js'

/** A service of a config, as far as a plan has to do with it. */
export interface ComposeService {
  readonly name: string
  readonly path: SpecPath
  readonly given: ConfigObject
  /** Its `network_mode`; '' if there is none. */
  readonly mode: string
  /** How many containers it has. */
  readonly replicas: number
  /** The networks that it is on, by the names that the config has for them. */
  readonly networks: ConfigObject
}

/** Settings of a container that have to do with its network. Each is told by itself; the others of a service together. */
const ofContainers = [
  'ports',
  'expose',
  'links',
  'external_links',
  'extra_hosts',
  'dns',
  'dns_search',
  'dns_opt',
  'hostname',
  'domainname',
]
const read = ['networks', 'network_mode', 'mac_address', 'scale', 'deploy', 'container_name']

/** Reads what a config says of a service. */
export function readComposeService(name: string, given: unknown, { violations, left }: Reading): ComposeService {
  const path = ['services', name]
  const service = objectAt(path, given, violations)
  const mode = textAt([...path, 'network_mode'], service['network_mode'], violations)
  for (const key of ofContainers) if (saysSomething(service[key])) left.add([...path, key], 'CONTAINER_SETTING')
  const others = Object.entries(service).flatMap(([key, value]) =>
    ofContainers.includes(key) || read.includes(key) || !saysSomething(value) ? [] : [key],
  )
  if (others.length > 0)
    left.add(path, 'CONTAINER_SETTING', `${others.join(', ')}: set when a container is made, and a plan makes none`)
  const deploy = objectAt([...path, 'deploy'], service['deploy'], violations)
  const ofDeploy = numberAt([...path, 'deploy', 'replicas'], deploy['replicas'], 1, violations)
  const replicas = numberAt([...path, 'scale'], service['scale'], ofDeploy, violations)
  return { name, path, given: service, mode, replicas, networks: mode === '' ? networksOf(service, path) : {} }

  function networksOf(one: ConfigObject, at: SpecPath): ConfigObject {
    const { networks } = one
    if (!saysSomething(networks)) return { default: null }
    if (Array.isArray(networks)) return Object.fromEntries(networks.map((key) => [String(key), null]))
    return objectAt([...at, 'networks'], networks, violations)
  }
}

/** The networks of a config. */
interface ComposeNetworks {
  /** Those that a service is on. */
  readonly networks: readonly ComposeNetwork[]
  /** The keys of all. */
  readonly declared: readonly string[]
}

/** Where the containers of a service are. Undefined of one that joins no network. */
export function membershipsOf(
  service: ComposeService,
  { networks, declared }: ComposeNetworks,
  reading: Reading,
): PlannedMemberships | undefined {
  const { violations, left, places } = reading
  const { name, path, mode, given } = service
  places.note(['services', name], path)
  if (mode !== '') return ofMode(service, reading)
  const main = mainNetwork(service, reading)
  const memberships: (readonly [string, EndpointOptions])[] = []
  for (const [key, settings] of Object.entries(service.networks)) {
    const place = [...path, 'networks', key]
    const network = networks.find((one) => one.key === key)
    if (network === undefined) {
      violations.add(place, unknownNetwork(key, declared))
      continue
    }
    if (network.name === 'host' || network.name === 'none') {
      left.add(place, 'NETWORK_MODE')
      continue
    }
    places.note(['services', name, network.name], place, endpointWords)
    const endpoint = endpointOf(name, settings, { network, place, reading })
    const mac = key === main && saysSomething(given['mac_address']) ? said(given, { mac_address: 'mac' }) : {}
    if ('mac' in mac) places.note(['services', name, network.name, 'mac'], [...path, 'mac_address'])
    memberships.push([network.name, { ...mac, ...endpoint }])
  }
  return memberships.length === 0 ? undefined : Object.fromEntries(memberships)
}

function unknownNetwork(key: string, declared: readonly string[]): UsageError<'UNKNOWN_OPTION'> {
  const near = nearest(key, declared)
  return new UsageError('UNKNOWN_OPTION', {
    message: `the config has no network ${JSON.stringify(key)}`,
    details: { option: key, nearest: near },
    hint: near === undefined ? 'name it under networks' : `did you mean ${JSON.stringify(near)}?`,
  })
}

/** What `network_mode` says: a network that every engine has, that of others, or none to be joined. */
function ofMode({ name, path, mode }: ComposeService, { left, places }: Reading): PlannedMemberships | undefined {
  const place = [...path, 'network_mode']
  const network = mode === 'default' ? 'bridge' : mode
  if (isJoinable(mode)) {
    places.note(['services', name, network], place)
    return { [network]: {} }
  }
  left.add(place, 'NETWORK_MODE')
  return undefined
}

/** Whether a mode is the name of a network. */
export function isJoinable(mode: string): boolean {
  return mode !== '' && mode !== 'host' && mode !== 'none' && !/^(service|container):/.test(mode)
}

/** The network that compose attaches first: of the highest priority, and then by its name. */
function mainNetwork({ networks, path }: ComposeService, { violations }: Reading): string | undefined {
  const priorities = Object.entries(networks).map(([key, settings]) => {
    const place = [...path, 'networks', key]
    const { priority } = objectAt(place, settings, violations)
    return { key, priority: numberAt([...place, 'priority'], priority, 0, violations) }
  })
  const [first] = priorities.sort((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1))
  return first?.key
}

interface Place {
  readonly network: ComposeNetwork
  readonly place: SpecPath
  readonly reading: Reading
}

const ofEndpoint = {
  ipv4_address: 'ip',
  ipv6_address: 'ip6',
  mac_address: 'mac',
  gw_priority: 'gwPriority',
  interface_name: 'interface',
  link_local_ips: 'linkLocalIps',
}

function endpointOf(service: string, given: unknown, { network, place, reading }: Place): EndpointOptions {
  const { violations, left } = reading
  const settings = objectAt(place, given, violations)
  left.addUnknown(settings, [...Object.keys(ofEndpoint), 'aliases', 'driver_opts', 'priority'], place)
  if (saysSomething(settings['priority'])) left.add([...place, 'priority'], 'ATTACH_ORDER')
  const aliases = listAt([...place, 'aliases'], settings['aliases'], violations)
  // compose gives the service's own name on each network that has aliases
  const alias = network.name === 'bridge' ? aliases : [...new Set([service, ...aliases])]
  const driverOpts = textsAt([...place, 'driver_opts'], settings['driver_opts'], violations)
  return {
    ...said(settings, ofEndpoint),
    ...(alias.length > 0 && { alias: alias as readonly string[] }), // the spec's reader looks at the values
    ...(saysSomething(driverOpts) && { driverOpts }),
  }
}
