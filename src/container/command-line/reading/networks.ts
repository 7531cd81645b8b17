import type { EndpointOptions } from '../../../docker-words/endpoint.js'
import { unknownOption } from '../../../engine/call/nearest.js'
import { conflict } from '../../../errors/conflict.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { csvFields } from '../csv.js'
import type { Said } from './flags.js'
import { numberOf, pairOf } from './values.js'

/** What `net()` is called with. */
export interface Joined {
  readonly target: string
  readonly endpoint: EndpointOptions
}

/** What may stand beside a network's name, by docker's key. */
interface Endpoint {
  alias?: string[]
  ip?: string
  ip6?: string
  mac?: string
  linkLocalIps?: string[]
  driverOpts?: Record<string, string>
  gwPriority?: number
}

const ofFirst: Readonly<Record<string, string>> = {
  '--network-alias': 'alias',
  '--ip': 'ip',
  '--ip6': 'ip6',
  '--mac-address': 'mac-address',
  '--link-local-ip': 'link-local-ip',
}
const keys = ['name', ...Object.values(ofFirst), 'driver-opt', 'gw-priority']

/**
 * The networks of a line. What its flags say of an endpoint is said of the first one, and of the default bridge where
 * none is named.
 *
 * @throws UsageError CONFLICTING_OPTIONS for a network twice, or a value both in a flag and beside the name
 */
export function networksIn(said: readonly Said[]): readonly Joined[] {
  const networks = said.filter(({ row }) => row.flag === '--network').map(({ value }) => networkOf(value))
  const endpoint: Endpoint = {}
  for (const { row, value } of said) {
    const key = ofFirst[row.flag]
    if (key !== undefined) add(endpoint, key, value)
  }
  const [first, ...others] = networks
  const isSaid = Object.keys(endpoint).length > 0
  if (first === undefined) return isSaid ? [{ target: 'default', endpoint }] : []
  const twice = networks.find(({ target }, at) => networks.findIndex((one) => one.target === target) < at)
  if (twice !== undefined)
    throw conflict('--network', `--network ${twice.target}`, `network ${JSON.stringify(twice.target)} is named twice`)
  const both = Object.keys(endpoint).find((option) => option in first.endpoint)
  if (both !== undefined)
    throw conflict(`the flag for ${both}`, '--network', `${both} is said by a flag and beside the name of the network`)
  return [{ target: first.target, endpoint: { ...first.endpoint, ...endpoint } }, ...others]
}

/** `mine`, or `name=mine,alias=web,ip=10.0.0.5`. */
function networkOf(text: string): Joined {
  if (!/\w=\w/.test(text)) return { target: text, endpoint: {} }
  const endpoint: Endpoint = {}
  let target = ''
  for (const field of csvFields(text) ?? []) {
    const [key, value] = pairOf(field)
    const name = key.trim().toLowerCase()
    if (name === 'name') target = value.trim()
    else add(endpoint, name, value.trim())
  }
  if (target !== '') return { target, endpoint }
  const says = '--network names no network'
  throw invalidArgument('--network', '(hidden)', 'write it like name=mine,alias=web,ip=10.0.0.5', says)
}

function add(endpoint: Endpoint, key: string, value: string): void {
  switch (key) {
    case 'alias':
      endpoint.alias = [...(endpoint.alias ?? []), value]
      break
    case 'ip':
    case 'ip6':
      endpoint[key] = value
      break
    case 'mac-address':
      endpoint.mac = value
      break
    case 'link-local-ip':
      endpoint.linkLocalIps = [...(endpoint.linkLocalIps ?? []), value]
      break
    case 'driver-opt': {
      const [name, option] = pairOf(value)
      endpoint.driverOpts = { ...endpoint.driverOpts, [name]: option }
      break
    }
    case 'gw-priority':
      endpoint.gwPriority = numberOf(value) as number // which is looked at as all numbers are
      break
    default:
      throw unknownOption(key, keys, '--network')
  }
}
