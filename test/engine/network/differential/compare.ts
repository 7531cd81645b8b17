import { request as httpRequest } from 'node:http'
import { Cidr } from '../../../../src/cidr/cidr.js'
import { Ip } from '../../../../src/cidr/ip.js'
import { MooringError } from '../../../../src/errors/base.js'
import { engineError } from '../../../../src/errors/reasons/engine-error.js'
import type { ErrorCode } from '../../../../src/errors/codes.js'
import { UsageError } from '../../../../src/errors/usage.js'
import { differencesOf } from '../../../../src/network/ensure/differences.js'
import { violationsOf } from '../../../../src/network/rules/create-request.js'
import type { RuleId, Violated } from '../../../../src/network/rules/violations.js'
import type { IpamConfig } from '../../../../src/network/wire/ipam.js'
import type { NetworkCreateRequest } from '../../../../src/network/wire/requests.js'
import { seeded } from '../ipam/random.js'
import { explained } from './explained.js'
import { settings, standing, standingOverlay, lanSettings, type ComparedEngine, type Ground } from './ground.js'
import { mistakes } from './mistakes.js'
import { newestSays } from './newest-says.js'
import { validNetwork } from './valid-networks.js'

/** How an engine and mooring saw a network. */
const outcomes = {
  /** Both take it, and it is as it was asked for. */
  made: 0,
  /** Mooring takes it, and the engine knows of something that stands in the way. */
  onlyTheEngineKnew: 0,
  /** Mooring asked the engine for its version, and refused what that one would ignore. */
  tooNew: 0,
  /** Both refuse it, for the same reason. */
  bothRefuse: 0,
  /** Mooring refuses it; the engine takes it, and it is of no use. */
  spoiled: 0,
  /** Mooring refuses it; an old engine was not asked. */
  refusedUnasked: 0,
}
type Outcome = keyof typeof outcomes

export interface Comparison {
  readonly figures: Record<Outcome, number>
  /** Each with its request and the answer. */
  readonly mismatches: string[]
  /** The rules that were broken. */
  readonly broken: Set<RuleId>
}

/** The places in a sequence of networks: from the first, and before the last. */
interface Sequence {
  readonly seed: number
  readonly from: number
  readonly to: number
}

/** Makes networks at random through mooring, and sends what mooring refuses to the newest engine itself. */
export async function compare(ground: Ground, { seed, from, to }: Sequence): Promise<Comparison> {
  const comparison: Comparison = { figures: { ...outcomes }, mismatches: [], broken: new Set() }
  for (let index = from; index < to; index++) {
    const request = randomNetwork(seed, index)
    const violated = [...violationsOf(request)]
    const outcome = await (violated.length === 0 ? made(ground, request) : refused(ground, request, violated))
    for (const { rule } of violated) comparison.broken.add(rule)
    if (outcome in outcomes)
      comparison.figures[outcome as Outcome] += 1 // it is one of them
    else comparison.mismatches.push(`${index}: ${outcome}: ${JSON.stringify(request)}`)
  }
  return comparison
}

export function randomNetwork(seed: number, index: number): NetworkCreateRequest {
  const random = seeded(seed * 1_000_003 + index)
  let request = validNetwork(random, index)
  for (let left = random.one([0, 0, 1, 1, 1, 2]); left > 0; left--)
    request = random.one(mistakes)(request, random, index)
  return request
}

/** What comes of a request that breaks no rule: the name of the outcome, or what is wrong. */
async function made({ docker, name }: Ground, request: NetworkCreateRequest): Promise<string> {
  try {
    const network = await docker.network.bridge('differential').raw(request).create()
    const differences = differencesOf(request, await network.inspect())
    await network.remove()
    return differences.length === 0 ? 'made' : `it is made with other settings, ${JSON.stringify(differences)}`
  } catch (error) {
    if (!MooringError.is(error)) throw error
    if (error instanceof UsageError)
      return error.code === 'API_TOO_OLD' ? 'tooNew' : `mooring refuses it: ${error.message}`
    const isKnown = factsOf(request, name).includes(error.code)
    return isKnown ? 'onlyTheEngineKnew' : `the engine refuses it: ${error.message}`
  }
}

/** What only the engine can know of a request: the codes that its refusal may have. */
function factsOf({ Name, Driver = 'bridge', ...request }: NetworkCreateRequest, name: ComparedEngine): ErrorCode[] {
  const { Scope, IPAM, ConfigFrom, ConfigOnly, Options = {} } = request
  const pools = IPAM?.Config ?? []
  const subnets = pools.flatMap(({ Subnet = '' }) => Cidr.tryParse(Subnet) ?? [])
  const meets = (taken: string): boolean => subnets.some((subnet) => subnet.overlaps(taken))
  const parent = Options['parent'] ?? ''
  const ofLan = Driver === 'macvlan' || Driver === 'ipvlan'
  const ofSwarm = Driver === 'overlay' || Scope === 'swarm'
  const facts: readonly (readonly [ErrorCode, boolean])[] = [
    ['NAME_TAKEN', [standing.name, standingOverlay.name, settings, lanSettings].includes(Name)],
    ['SUBNET_OVERLAP', meets(ofSwarm ? standingOverlay.subnet : standing.subnet)],
    ['NOT_FOUND', ConfigFrom !== undefined && ![settings, lanSettings].includes(ConfigFrom.Network)],
    ['PARENT_UNUSABLE', ofLan && parent !== '' && parent !== 'eth0'],
    // the lab's kernel has no dummy interfaces, which engines make where no parent is named
    ['SERVER_ERROR', ofLan && parent === '' && ConfigOnly !== true],
    // managers of 28.5 lose IPv6 pools
    ['NETWORK_NOT_ALLOCATED', ofSwarm && name === 'newest' && subnets.some(({ family }) => family === 6)],
    ['NOT_SWARM_MANAGER', Scope === 'global' && name === 'e20'],
    // R124 and the like: up to 26 only the first half of an IPv6 subnet is given out
    ['BAD_REQUEST', name !== 'newest' && pools.some(isFar)],
    // R45: 20.10 has no use for a subnet of two addresses
    ['BAD_REQUEST', name === 'e20' && subnets.some(({ size }) => size <= 2n)],
  ]
  return facts.flatMap(([code, holds]) => (holds ? [code] : []))
}

/** Whether a pool has a range, a gateway or an address for somebody else that is 2^63 addresses from its beginning. */
function isFar({ Subnet = '', IPRange = '', Gateway = '', AuxiliaryAddresses }: IpamConfig): boolean {
  const first = Cidr.tryParse(Subnet)?.first
  if (first?.family !== 6) return false
  const near = first.plus(2n ** 63n - 1n)
  const addresses = [Gateway, ...Object.values(AuxiliaryAddresses ?? {})].map((text) => Ip.tryParse(text))
  return [Cidr.tryParse(IPRange)?.last, ...addresses].some((ip) => ip !== undefined && ip.compare(near) > 0)
}

/** What comes of a request that breaks rules, as `made` says. */
async function refused(ground: Ground, request: NetworkCreateRequest, violated: readonly Violated[]): Promise<string> {
  const error: unknown = await ground.docker.network
    .bridge('differential')
    .raw(request)
    .create()
    .catch((reason: unknown) => reason)
  if (!MooringError.is(error) || error.sent !== 'no') return `it is not refused before it is sent: ${String(error)}`
  if (ground.name !== 'newest') return 'refusedUnasked'
  const { status, text } = await createUnchecked(ground, request)
  const rules = violated.map(({ rule }) => rule)
  if (status !== 201) {
    const { code, engineMessage: message } = engineError({
      operation: 'NetworkCreate',
      target: request.Name,
      noun: 'network',
      status,
      text,
    })
    if (factsOf(request, ground.name).includes(code)) return 'onlyTheEngineKnew'
    const isSame = rules.some((rule) => newestSays[rule]?.test(message) === true)
    return isSame ? 'bothRefuse' : `the engine refuses it for another reason than ${rules.join()}: ${message}`
  }
  const left = violated.filter((one) => !explained.some(({ covers }) => covers(one, request)))
  return left.length === 0
    ? 'spoiled'
    : `the engine takes it, mooring does not, by ${left.map(({ rule }) => rule).join()}`
}

/** The engine's own answer; what it has made is removed. */
async function createUnchecked({ engine }: Ground, request: NetworkCreateRequest) {
  const { status, text } = await ask(engine.socket, 'POST', '/networks/create', request)
  const { Id } = JSON.parse(text) as { readonly Id?: string }
  if (Id !== undefined) await ask(engine.socket, 'DELETE', `/networks/${Id}`)
  return { status, text }
}

/** One request as it stands, past everything of mooring's. */
export function ask(
  socketPath: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' }
    const request = httpRequest({ socketPath, method, path, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (chunk: string) => (text += chunk))
      reply.on('end', () => {
        resolve({ status: reply.statusCode ?? 0, text })
      })
      reply.on('error', reject)
    })
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
