import { composeNetwork } from '../spec/owner.js'
import type { ExternalNetwork, PlannedNetwork, PlannedPool } from '../spec/plan-spec.js'
import type { SpecPath } from '../spec/violations.js'
import { networkWords, poolWords } from './places.js'
import { listAt, objectAt, said, textAt, textsAt, type ConfigObject, type Reading } from './reading.js'
import { saysSomething } from './left-aside.js'

/** A network of a config. */
export interface ComposeNetwork {
  /** What the services call it. */
  readonly key: string
  /** What the engine calls it. */
  readonly name: string
  readonly planned: PlannedNetwork | ExternalNetwork
}

const known = [
  'name',
  'external',
  'driver',
  'driver_opts',
  'ipam',
  'internal',
  'attachable',
  'labels',
  'enable_ipv4',
  'enable_ipv6',
]
const ofPool = ['subnet', 'ip_range', 'gateway', 'aux_addresses']

/** Reads a network of a config. */
export function readComposeNetwork(key: string, given: unknown, reading: Reading): ComposeNetwork {
  const { project, violations, left, places } = reading
  const path = ['networks', key]
  const network = objectAt(path, given, violations)
  const { external } = network
  const isExternal = external !== undefined && external !== null && external !== false
  const usual = isExternal ? key : `${project}_${key}`
  // old files name it under `external`
  const inner = isExternal && typeof external === 'object' ? objectAt([...path, 'external'], external, violations) : {}
  const name = textAt([...path, 'name'], network['name'] ?? inner['name'], violations) || usual
  places.note(['networks', name], path, networkWords)
  if (isExternal) {
    left.addUnknown(network, ['name', 'external'], path, 'MADE_BY_OTHERS')
    return { key, name, planned: { external: true } }
  }
  left.addUnknown(network, known, path)
  const label = textsAt([...path, 'labels'], network['labels'], violations)
  const option = textsAt([...path, 'driver_opts'], network['driver_opts'], violations)
  const subnet = readPools(name, network['ipam'], [...path, 'ipam'], reading)
  const planned = {
    ...said(network, {
      driver: 'driver',
      internal: 'internal',
      attachable: 'attachable',
      enable_ipv4: 'ipv4',
      enable_ipv6: 'ipv6',
    }),
    ...(subnet.length > 0 && { subnet }),
    ...(Object.keys(option).length > 0 && { option }),
    // compose refuses a network of the project that does not say which of its networks it is
    ...(name === usual ? saysSomething(label) && { label } : { label: { ...label, [composeNetwork]: key } }),
  }
  return { key, name, planned }
}

function readPools(name: string, given: unknown, path: SpecPath, reading: Reading): PlannedPool[] {
  const { violations, left, places } = reading
  const ipam = objectAt(path, given, violations)
  left.addUnknown(ipam, ['driver', 'config'], path, 'IPAM_DRIVER')
  const { driver } = ipam
  if (saysSomething(driver) && driver !== 'default') left.add([...path, 'driver'], 'IPAM_DRIVER')
  const pools: PlannedPool[] = []
  for (const [at, one] of listAt([...path, 'config'], ipam['config'], violations).entries()) {
    const place = [...path, 'config', at]
    const pool = objectAt(place, one, violations)
    left.addUnknown(pool, ofPool, place)
    if (!saysSomething(pool['subnet'])) {
      if (saysSomething(pool)) left.add(place, 'NO_SUBNET')
      continue
    }
    places.note(['networks', name, 'subnet', pools.length], place, poolWords)
    pools.push(readPool(pool))
  }
  return pools
}

function readPool(pool: ConfigObject): PlannedPool {
  const names = { subnet: 'subnet', ip_range: 'ipRange', gateway: 'gateway', aux_addresses: 'auxAddress' }
  return said(pool, names) as unknown as PlannedPool // the spec's reader looks at the values
}
