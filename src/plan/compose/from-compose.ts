import { conflict } from '../../errors/conflict.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { isPlainObject } from '../../errors/brand.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import type { ExternalNetwork, PlannedNetwork, PlanSpec } from '../spec/plan-spec.js'
import { plainCopy } from '../spec/plain-copy.js'
import { readSpec } from '../spec/read-spec.js'
import { Violations } from '../spec/violations.js'
import { checkServices } from './contradictions.js'
import { AllLeftAside, type LeftAside } from './left-aside.js'
import { Places } from './places.js'
import { readComposeNetwork, type ComposeNetwork } from './read-networks.js'
import { isJoinable, membershipsOf, readComposeService } from './read-services.js'
import { objectAt, type ConfigObject, type Reading } from './reading.js'

/** What is told besides of a config. */
export interface FromComposeOptions {
  /** The project's name, for configs that have none: `docker-compose` 1 prints it in no file. CLI `docker compose -p` */
  readonly project?: string | undefined
}

/** What a plan can be made of, and what of the config it has no use for. */
export interface ComposePlan {
  /** For `plan()`. */
  readonly spec: PlanSpec
  /** What the config says besides, each with its place and why it is left aside. */
  readonly leftAside: readonly LeftAside[]
}

/**
 * Reads what `docker compose config --format json` prints, as text or parsed: its networks, and the services on them, whose
 * containers a plan knows by compose's labels. Nothing is asked of any engine.
 *
 * @example
 * const { spec, leftAside } = plan.fromCompose(await readFile('config.json', 'utf8'))
 * console.log(`${await plan(docker, spec)}`)
 *
 * @throws UsageError PLAN_INVALID with all that cannot be, each at its place in the config; INVALID_ARGUMENT
 */
export function fromCompose(config: string | object, given: FromComposeOptions = {}): ComposePlan {
  const options: unknown = given // callers without types may pass anything
  if (!isPlainObject(options)) throw invalidArgument('options', options, "write it like { project: 'shop' }")
  refuseUnknown(options, ['project'], 'plan.fromCompose')
  const violations = new Violations()
  const whole = parsed(config, violations)
  const project = given.project ?? whole['name'] // as -p does
  if (typeof project !== 'string' || project === '')
    throw invalidArgument('name', project, "say how the project is called: { project: 'shop' }")
  const reading: Reading = { project, violations, left: new AllLeftAside(), places: new Places() }
  const spec = readConfig(whole, reading)
  for (const { path, error } of readSpec(spec, undefined).violations.found)
    violations.add(reading.places.of(path), error)
  violations.refuse()
  return { spec, leftAside: reading.left.found }
}

function parsed(config: unknown, violations: Violations): ConfigObject {
  const example = 'give what docker compose config --format json prints'
  let read = config
  if (typeof config === 'string') {
    try {
      read = JSON.parse(config) as unknown
    } catch (cause) {
      throw invalidArgument('config', config, example, `the config is no JSON: ${(cause as Error).message}`)
    }
  }
  const copy = plainCopy(read, violations)
  if (isPlainObject(copy)) return copy
  violations.refuse()
  throw invalidArgument('config', copy, example)
}

function readConfig(config: ConfigObject, reading: Reading): PlanSpec {
  const { project, violations, left } = reading
  left.addUnknown(config, ['name', 'version', 'services', 'networks'], [], 'NOT_OF_NETWORKS')
  const services = Object.entries(objectAt(['services'], config['services'], violations)).map(([name, given]) =>
    readComposeService(name, given, reading),
  )
  checkServices(services, project, violations)
  const used = new Set(services.flatMap(({ networks }) => Object.keys(networks)))
  const declared = objectAt(['networks'], config['networks'], violations)
  const implied = used.has('default') && !Object.hasOwn(declared, 'default') ? [['default', null] as const] : []
  const networks = [...Object.entries(declared), ...implied].flatMap(([key, given]) => {
    if (used.has(key)) return [readComposeNetwork(key, given, reading)]
    left.add(['networks', key], 'NOT_USED')
    return []
  })
  refuseTwins(networks, violations)
  const memberships = services.flatMap((service) => {
    const found = membershipsOf(service, { networks, declared: Object.keys(declared) }, reading)
    return found === undefined ? [] : [[service.name, found] as const]
  })
  const ofModes = services.flatMap(({ mode }) =>
    isJoinable(mode) && mode !== 'bridge' && mode !== 'default' ? [[mode, { external: true } as const] as const] : [],
  )
  const ofServices = networks
    .filter(({ name }) => name !== 'host' && name !== 'none' && name !== 'bridge')
    .map(({ name, planned }) => [name, planned] as const)
  return {
    project: { compose: project },
    networks: Object.fromEntries<PlannedNetwork | ExternalNetwork>([...ofModes, ...ofServices]),
    services: Object.fromEntries(memberships),
  }
}

/** Two networks of a config that are one on the engine. */
function refuseTwins(networks: readonly ComposeNetwork[], violations: Violations): void {
  for (const [at, { key, name, planned }] of networks.entries()) {
    const other = networks.slice(0, at).find((one) => one.name === name)
    if (other === undefined || (planned.external === true && other.planned.external === true)) continue
    const sentence = `the networks ${other.key} and ${key} are both called ${name}`
    violations.add(['networks', key, 'name'], conflict(`name: ${name}`, `networks.${other.key}`, sentence))
  }
}
