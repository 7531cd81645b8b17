import { Cidr } from '../../cidr/cidr.js'
import { checkLabels, pairsOf } from '../../docker-words/labels.js'
import { unknownOption } from '../../engine/call/nearest.js'
import { isPlainObject } from '../../errors/brand.js'
import { conflict } from '../../errors/conflict.js'
import { checkFlag, invalidArgument } from '../../errors/invalid-argument.js'
import { checkOptionTexts } from '../../network/builder/drivers/check-options.js'
import { kindOf } from '../../network/builder/drivers/drivers.js'
import { auxAddressesOf, withAuxAddress, withGateway, withRange } from '../../network/builder/pools.js'
import { draftOf, namedSpec, withOptions, withSubnet, type NetworkSpec } from '../../network/builder/spec.js'
import type { NetworkDraft } from '../../network/create.js'
import { checkDriverName } from '../../network/rules/driver-name.js'
import { checkNetworkName } from '../../network/rules/network-name.js'
import { violationsOf } from '../../network/rules/create-request.js'
import type { NetworkCreateRequest } from '../../network/wire/requests.js'
import { isDealt, readDealt, type ReadDealtRange } from './dealt-range.js'
import type { Owner } from './owner.js'
import type { PlannedNetwork, PlannedPool } from './plan-spec.js'
import type { SpecPath, Violations } from './violations.js'

/** A network of a spec, on one engine. */
export interface ReadNetwork {
  readonly name: string
  /** Of the engine; undefined for the only one. */
  readonly on: string | undefined
  /** Undefined for a network of others. */
  readonly draft: NetworkDraft | undefined
  /** What is known of the request before it is made; undefined for a network of others. */
  readonly request: NetworkCreateRequest | undefined
  readonly path: SpecPath
  /** The ranges that each engine gets a part of. */
  readonly dealt: readonly ReadDealtRange[]
  /** The network with the parts that it got, by the pools that they are of. */
  readonly withRanges: (ranges: ReadonlyMap<number, Cidr>) => Pick<ReadNetwork, 'draft' | 'request'>
}

const known = [
  'external',
  'on',
  'driver',
  'subnet',
  'internal',
  'attachable',
  'ipv4',
  'ipv6',
  'label',
  'option',
] as const satisfies readonly (keyof PlannedNetwork)[]
const ofExternal = ['external', 'on']
const ofPool = ['subnet', 'ipRange', 'gateway', 'auxAddress'] as const satisfies readonly (keyof PlannedPool)[]

interface Reading {
  readonly name: string
  readonly given: unknown
  readonly path: SpecPath
  readonly owner: Owner
  readonly on: string | undefined
  /** The names of the engines of the plan; empty for one without a name, undefined where they are not known. */
  readonly engines: readonly string[] | undefined
  /** How many engines have it. */
  readonly hosts: number
  readonly violations: Violations
}

/** Reads a network of a spec for one engine. Undefined if it cannot be. */
export function readNetwork(reading: Reading): ReadNetwork | undefined {
  const { name, given, path, on, violations } = reading
  const before = violations.found.length
  const network = (given ?? {}) as Readonly<Record<string, unknown>>
  if (!isPlainObject(network)) {
    violations.look(path, () => refuseNoObject('a network', given, "{ subnet: '10.20.0.0/24' } or { external: true }"))
    return undefined
  }
  const isExternal = network['external'] === true
  refuseUnknownKeys(network, isExternal ? ofExternal : known, {
    what: isExternal ? 'an external network' : 'a network',
    path,
    violations,
  })
  if (network['external'] !== undefined)
    violations.look([...path, 'external'], () => checkFlag('external', network['external']))
  const none = { draft: undefined, request: undefined }
  if (isExternal) return { name, on, path, ...none, dealt: [], withRanges: () => none }
  violations.look(path, () => {
    checkNetworkName(name)
  })
  const { draft, dealt, withRanges } = draftFrom(network, reading)
  if (violations.found.length > before) return undefined
  const request = violations.look(path, () => draft.requestIn([]))
  if (request === undefined) return undefined
  for (const { field, error } of violationsOf(request)) violations.add([...path, ...placeOf(field)], error)
  return { name, on, path, draft, request, dealt, withRanges }
}

function draftFrom(
  network: Readonly<Record<string, unknown>>,
  { name, path, owner, on, engines, hosts, violations }: Reading,
): Pick<ReadNetwork, 'dealt' | 'withRanges'> & { readonly draft: NetworkDraft } {
  const checked = violations.look([...path, 'driver'], () => checkDriverName(network['driver'] ?? 'bridge'))
  const driver = checked ?? 'unknown' // any option may be one of its own
  let spec: NetworkSpec = namedSpec(kindOf(driver), name, driver)
  const set = (at: SpecPath, change: () => Partial<NetworkSpec>): boolean => {
    const changed = violations.look([...path, ...at], change)
    spec = { ...spec, ...changed }
    return changed !== undefined
  }
  const dealt: ReadDealtRange[] = []
  const subnets = network['subnet'] === undefined ? [] : [network['subnet']].flat()
  for (const [at, subnet] of subnets.entries()) {
    const place = Array.isArray(network['subnet']) ? ['subnet', at] : ['subnet']
    for (const [within, change] of poolChanges(subnet, on)) {
      const isSet = set([...place, ...within], () => change(spec))
      if (!isSet && (within.length === 0 || within[0] === 'subnet')) break // what belongs to it cannot be looked at
    }
    const range = isPlainObject(subnet) ? subnet['ipRange'] : undefined
    violations.look([...path, ...place, 'ipRange'], () => {
      checkEngines(range, engines)
      if (!isDealt(range)) return
      const last = spec.pools.at(-1)
      const at = { pool: spec.pools.length - 1, path: [...path, ...place, 'ipRange'], engines: hosts }
      if (last !== undefined) dealt.push(readDealt(range, last, at))
    })
  }
  for (const flag of ['internal', 'attachable', 'ipv4', 'ipv6'] as const) {
    if (network[flag] !== undefined) set([flag], () => ({ [flag]: checkFlag(flag, network[flag]) }))
  }
  const textsOf = (
    field: 'option' | 'label',
    check: (key: string, value: unknown) => Readonly<Record<string, string>>,
  ): Record<string, string> => {
    const checked = pairs(network[field], [...path, field], violations).flatMap(([key, value]) =>
      Object.entries(violations.look([...path, field, key], () => check(key, value)) ?? {}),
    )
    return Object.fromEntries(checked)
  }
  const options = textsOf('option', (key, value) =>
    withOptions({ ...spec, options: {} }, checkOptionTexts({ [key]: value })),
  )
  const labels = textsOf('label', (key, value) => {
    if (key === owner.label) throw conflict(`the label ${key}`, 'project', 'the plan sets it: say project')
    return checkLabels({ [key]: value })
  })
  const whole = { ...spec, options, labels: { ...owner.labelsOf(name), ...labels } }
  const withRanges: ReadNetwork['withRanges'] = (ranges) => {
    const pools = whole.pools.map((pool, at) => ({ ...pool, ipRange: ranges.get(at) ?? pool.ipRange }))
    const draft = draftOf({ ...whole, pools })
    return { draft, request: draft.requestIn([]) }
  }
  return { draft: draftOf(whole), dealt, withRanges }
}

type PoolChange = readonly [place: SpecPath, change: (spec: NetworkSpec) => Partial<NetworkSpec>]

/** What a subnet of a spec changes, one thing after the other. */
function* poolChanges(given: unknown, on: string | undefined): Generator<PoolChange, void, undefined> {
  if (!isPlainObject(given) || 'size' in given) {
    yield [[], (spec) => withSubnet(spec, checkBlock(given), {})] // which looks
    return
  }
  const { subnet, ipRange, gateway, auxAddress } = given as unknown as PlannedPool // each is looked at
  yield [['subnet'], (spec) => withSubnet(spec, checkBlock(subnet), {})]
  for (const key of Object.keys(given)) {
    if (!ofPool.some((one) => one === key))
      yield [
        [key],
        () => {
          throw unknownOption(key, ofPool, 'a subnet')
        },
      ]
  }
  const range = rangeOf(ipRange, on)
  if (range !== undefined) yield [['ipRange'], ({ pools }) => ({ pools: withRange(pools, Cidr.from(range)) })]
  if (gateway !== undefined) yield [['gateway'], ({ pools }) => ({ pools: withGateway(pools, gateway) })]
  let addresses: ReturnType<typeof auxAddressesOf> = []
  yield [
    ['auxAddress'],
    () => {
      addresses = auxAddressesOf({ auxAddress })
      return {}
    },
  ]
  for (const [name, address] of addresses)
    yield [['auxAddress', name], ({ pools }) => ({ pools: withAuxAddress(pools, name, address) })]
}

/** What is said for one engine; what is dealt out is not known yet. */
function rangeOf(given: PlannedPool['ipRange'], on: string | undefined): string | Cidr | undefined {
  if (isDealt(given)) return undefined
  if (!isPlainObject(given)) return given
  return on !== undefined && Object.hasOwn(given, on) ? given[on] : undefined // withRange() looks
}

/** Refuses a range for an engine that the network is not on: it would be nobody's. */
function checkEngines(range: unknown, engines: readonly string[] | undefined): void {
  if (!isPlainObject(range) || isDealt(range) || engines === undefined) return
  const odd = Object.keys(range).find((name) => !engines.includes(name))
  if (odd === undefined) return
  if (engines.length > 0) throw unknownOption(odd, engines, 'the plan')
  throw invalidArgument('ipRange', range, "give a block such as '10.20.0.128/25': this plan has one engine")
}

function checkBlock(given: unknown): string | Cidr {
  if (typeof given === 'string' || typeof given === 'object') return given as string | Cidr // the others look at it
  throw invalidArgument('subnet', given, "write it like '10.20.0.0/24'")
}

function pairs(given: unknown, path: SpecPath, violations: Violations): readonly (readonly [string, unknown])[] {
  if (given === undefined) return []
  const argument = String(path.at(-1))
  return violations.look(path, () => pairsOf(argument, given, "write it like { name: 'value' }")) ?? []
}

/** Refuses each key that is not known, at its own place. */
export function refuseUnknownKeys(
  given: object,
  keys: readonly string[],
  { what, path, violations }: { readonly what: string; readonly path: SpecPath; readonly violations: Violations },
): void {
  for (const key of Object.keys(given))
    if (!keys.includes(key)) violations.add([...path, key], unknownOption(key, keys, what))
}

export function refuseNoObject(what: string, given: unknown, example: string): never {
  throw invalidArgument(what, given, `write it like ${example}`)
}

/** The place in the spec of a field of the request. */
function placeOf(field: string): SpecPath {
  const [, option] = /^Options\["(.*)"\]$/.exec(field) ?? []
  if (option !== undefined) return ['option', option]
  if (field.startsWith('IPAM')) return ['subnet']
  const places: Readonly<Record<string, string>> = {
    Driver: 'driver',
    Options: 'option',
    EnableIPv4: 'ipv4',
    EnableIPv6: 'ipv6',
    Internal: 'internal',
    Attachable: 'attachable',
  }
  const place = places[field]
  return place === undefined ? [] : [place]
}
