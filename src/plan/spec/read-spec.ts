import { invalidArgument } from '../../errors/invalid-argument.js'
import { isPlainObject } from '../../errors/brand.js'
import type { UsageError } from '../../errors/usage.js'
import type { ReadSpec } from './checked-spec.js'
import { checkTogether } from './check-together.js'
import { ownerOf, type Owner } from './owner.js'
import type { PlanSpec } from './plan-spec.js'
import { plainCopy } from './plain-copy.js'
import { readMember } from './read-members.js'
import { readNetwork, refuseNoObject, refuseUnknownKeys } from './read-network.js'
import { Violations, type SpecPath } from './violations.js'

const known = ['project', 'networks', 'members', 'services'] as const satisfies readonly (keyof PlanSpec)[]
const unowned: Owner = ownerOf(undefined)

/**
 * Reads a spec, and finds all that is wrong with it. Nothing is asked of any engine.
 *
 * @param engines the names of the engines; empty for one without a name, undefined where they are not known
 */
export function readSpec(
  given: unknown,
  engines: readonly string[] | undefined,
): { readonly read: ReadSpec; readonly violations: Violations } {
  const violations = new Violations()
  const spec = plainCopy(given, violations)
  const read: ReadSpec = { owner: unowned, networks: [], members: [] }
  if (!isPlainObject(spec)) {
    if (violations.found.length > 0) return { read, violations } // it cannot be read
    violations.look([], () =>
      refuseNoObject('spec', spec, '{ networks: { front: {} }, members: { web: { front: {} } } }'),
    )
    return { read, violations }
  }
  refuseUnknownKeys(spec, known, { what: 'a plan', path: [], violations })
  const { project, networks, members, services } = spec as PlanSpec // each is looked at
  const owner = violations.look(['project'], () => ownerOf(project)) ?? unowned
  const named = entriesOf('networks', networks, violations)
  const isOnCompose = isPlainObject(project)
  if (services !== undefined && !isOnCompose)
    violations.look(['services'], () => {
      throw invalidArgument('services', services, "say of which project: project: { compose: 'shop' }")
    })
  const reader = {
    networks: new Set(named.map(([name]) => name)),
    unknown: new Map<string, UsageError>(),
    engines,
    violations,
  }
  const result: ReadSpec = {
    owner,
    networks: named.flatMap(([name, given]) => {
      const path = ['networks', name]
      const on = violations.look([...path, 'on'], () => enginesOf(given, engines)) ?? [undefined]
      return on.flatMap(
        (one) => readNetwork({ name, given, path, owner, on: one, engines, hosts: on.length, violations }) ?? [],
      )
    }),
    members: [
      ...entriesOf('members', members, violations).flatMap(
        ([key, given]) => readMember({ noun: 'container', key, given, path: ['members', key], ...reader }) ?? [],
      ),
      ...entriesOf('services', services, violations).flatMap(
        ([key, given]) => readMember({ noun: 'service', key, given, path: ['services', key], ...reader }) ?? [],
      ),
    ],
  }
  checkTogether(result, violations)
  return { read: result, violations }
}

function entriesOf(key: string, given: unknown, violations: Violations): readonly (readonly [string, unknown])[] {
  const path: SpecPath = [key]
  const object = given ?? {}
  if (isPlainObject(object)) return Object.entries(object)
  violations.look(path, () =>
    refuseNoObject(key, given, key === 'networks' ? '{ front: {} }' : '{ web: { front: {} } }'),
  )
  return []
}

/** The engines that a network is on. */
function enginesOf(network: unknown, engines: readonly string[] | undefined): readonly (string | undefined)[] {
  const given = isPlainObject(network) ? network['on'] : undefined
  if (given === undefined) return engines === undefined || engines.length === 0 ? [undefined] : engines
  const named: readonly unknown[] = [given].flat()
  const unknown = named.filter((one) => typeof one !== 'string' || (engines !== undefined && !engines.includes(one)))
  if (unknown.length === 0 && named.length > 0) return named as readonly string[] // all of them are
  const hint =
    engines === undefined || engines.length > 0
      ? `give names of engines, as the plan has them${engines === undefined ? '' : `: ${engines.join(', ')}`}`
      : 'leave it out: this plan has one engine'
  throw invalidArgument('on', unknown.length > 0 ? unknown[0] : given, hint)
}
