import type { CallOptions } from '../engine/call/call-options.js'
import { options as optionTable, own } from '../engine/call/options.js'
import { openCall } from '../engine/context.js'
import { engineOf, type Engine, type HasEngine } from '../engine/engine.js'
import type { PlanObstacle } from '../errors/codes.js'
import { checkFlag, checkFunction, invalidArgument } from '../errors/invalid-argument.js'
import { isPlainObject } from '../errors/brand.js'
import { applyDiffs } from './apply/apply.js'
import { inOrder } from './apply/in-order.js'
import { printedChange, printedOn, type KeptNetwork, type PlanChange } from './diff/change.js'
import { dealtOut } from './diff/deal.js'
import { engineDiff, type Purpose } from './diff/engine-diff.js'
import { seenOn } from './diff/seen.js'
import type { EngineDiff } from './diff/step.js'
import { fromCompose } from './compose/from-compose.js'
import { fromYaml } from './yaml/from-yaml.js'
import type { ReadSpec } from './spec/checked-spec.js'
import type { PlanSpec } from './spec/plan-spec.js'
import { readSpec } from './spec/read-spec.js'

/** How a plan is made. */
export interface PlanOptions extends CallOptions {
  /**
   * Takes over networks that others made and that are as the spec says. Engines change no label, so this is said each time.
   */
  readonly adopt?: boolean | undefined
}

/** How a plan is carried out. */
export interface ApplyOptions extends CallOptions {
  /** Told of each change when it is done. */
  readonly onChange?: ((change: PlanChange) => void) | undefined
}

const planOptions = optionTable<PlanOptions>('plan', { adopt: own(checkFlag) })
const applyOptions = optionTable<ApplyOptions>('plan.apply', {
  onChange: own((name, value) => checkFunction(name, value)),
})

/** One client, or several by the names that the plan has for them. */
export type PlanEngines = HasEngine | Readonly<Record<string, HasEngine>>

/** What a plan is made of. */
interface Asked {
  readonly engines: readonly (readonly [on: string | undefined, engine: Engine])[]
  readonly read: ReadSpec
  readonly adopt: boolean
  readonly purpose: Purpose
}

/**
 * What is to do so that the networks of an engine, and the containers on them, are as a spec says. Making a plan changes
 * nothing.
 *
 * @example
 * const p = await plan(docker, { networks: { front: { subnet: '10.20.0.0/24' } }, members: { web: { front: {} } } })
 * console.log(`${p}`) // + network front: bridge 10.20.0.0/24 ...
 * await p.apply()
 */
export class Plan {
  /** What will be done, in this order. */
  readonly changes: readonly PlanChange[]
  /** Why it cannot be carried out; `apply()` refuses while there is any. */
  readonly obstacles: readonly PlanObstacle[]
  /** Networks that stay although the plan has no use for them, because others are on them. */
  readonly kept: readonly KeptNetwork[]
  readonly #asked: Asked

  private constructor(asked: Asked, diffs: readonly EngineDiff[]) {
    this.#asked = asked
    this.changes = inOrder(diffs).flatMap(({ unit }) => unit.steps.map(({ change }) => change))
    this.obstacles = diffs.flatMap(({ obstacles }) => obstacles)
    this.kept = diffs.flatMap(({ kept }) => kept)
  }

  /** @internal */
  static async from(asked: Asked, options: CallOptions): Promise<Plan> {
    return new Plan(asked, await diffsOf(asked, options))
  }

  /** Whether there is nothing to do. */
  get isEmpty(): boolean {
    return this.changes.length === 0 && this.obstacles.length === 0
  }

  /**
   * Carries it out, and gives what was done. The engine is looked at again first, and each thing before it is changed: what
   * somebody else has done already is left alone, and what is otherwise than the plan saw it ends the plan. After a failure,
   * call it again: what is done is not done twice.
   *
   * CLI `docker network create`, `connect`, `disconnect`, `rm`
   *
   * @example for (const change of await p.apply()) console.log(change.action, change.network)
   *
   * @throws StateError PLAN_BLOCKED with the obstacles, before anything is changed; PLAN_OUTDATED; PLAN_NOT_APPLIED with
   *   what was done, what failed and what is left
   */
  async apply(given: ApplyOptions = {}): Promise<PlanChange[]> {
    applyOptions.check(given)
    for (const [, engine] of this.#asked.engines) engine.permitChange({ operation: 'plan.apply' })
    const calls = this.#asked.engines.map(([, engine]) => openCall(engine, applyOptions.call(given)))
    const diffs = await diffsOf(this.#asked, applyOptions.call(given))
    return await applyDiffs(calls, diffs, { planned: this.changes, onChange: given.onChange })
  }

  /**
   * The plan that takes this one back: the containers of the spec leave its networks, and the networks that are the plan's
   * own are removed. A network that others are on stays, and so do networks of others.
   *
   * @example
   * const gone = await p.destroy()
   * console.log(`${gone}`)
   * await gone.apply()
   */
  async destroy(options: CallOptions = {}): Promise<Plan> {
    planOptions.check(options)
    return await Plan.from({ ...this.#asked, purpose: 'destroy' }, options)
  }

  /** As people read it: a line for each change, `+`, `~` or `-`, and `!` for what is in the way. */
  toString(): string {
    const lines = [
      ...this.changes.map(printedChange),
      ...this.kept.map(({ on, network, reason }) => `  ${printedOn(on)}network ${network} stays: ${reason}`),
      ...this.obstacles.map(({ on, path, message, hint }) => `! ${printedOn(on)}${path}: ${message}; ${hint}`),
      this.#summary(),
    ]
    return lines.join('\n')
  }

  /** The same as plain data. */
  toJSON(): Pick<Plan, 'changes' | 'obstacles' | 'kept'> {
    const { changes, obstacles, kept } = this
    return { changes, obstacles, kept }
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  #summary(): string {
    if (this.changes.length === 0) return 'nothing to change'
    const count = (action: PlanChange['action']): number => this.changes.filter((one) => one.action === action).length
    return `${count('add')} to add, ${count('change')} to change, ${count('remove')} to remove`
  }
}

/** What `plan` is: a function, and beside it what makes specs. */
export interface PlanFunction {
  /**
   * Compares a spec with what there is, and gives the plan that makes it so.
   *
   * @example const p = await plan(docker, { networks: { front: {} }, members: { web: { front: { alias: 'www' } } } })
   * @throws UsageError PLAN_INVALID with all that is wrong with the spec, before anything is sent
   */
  (engines: PlanEngines, spec: PlanSpec, options?: PlanOptions): Promise<Plan>
  /** Makes a spec of what `docker compose config --format json` prints. */
  readonly fromCompose: typeof fromCompose
  /** Reads a spec that is written in YAML; needs the package yaml. */
  readonly fromYaml: typeof fromYaml
}

/**
 * Compares a spec with what there is, and gives the plan that makes it so.
 *
 * @example const p = await plan(docker, { networks: { front: {} }, members: { web: { front: { alias: 'www' } } } })
 * @throws UsageError PLAN_INVALID with all that is wrong with the spec, before anything is sent
 */
export const plan: PlanFunction = /* @__PURE__ */ Object.assign(planOf, { fromCompose, fromYaml })

async function planOf(engines: PlanEngines, spec: PlanSpec, given: PlanOptions = {}): Promise<Plan> {
  planOptions.check(given)
  const named = enginesOf(engines)
  const names = named.flatMap(([on]) => on ?? [])
  const { read, violations } = readSpec(spec, names)
  violations.refuse()
  const asked: Asked = { engines: named, read, adopt: given.adopt === true, purpose: 'apply' }
  return await Plan.from(asked, planOptions.call(given))
}

function enginesOf(given: PlanEngines): Asked['engines'] {
  if (!isPlainObject(given)) return [[undefined, engineOf(given)]] // which looks
  const named = Object.entries(given)
  const odd = named.find(([name]) => !/^[\w.-]+$/.test(name))
  if (named.length === 0 || odd !== undefined)
    throw invalidArgument('engines', odd?.[0] ?? given, 'give a client, or several by name: { a, b }')
  return named.map(([name, docker]) => [name, engineOf(docker)] as const)
}

async function diffsOf({ engines, read, adopt, purpose }: Asked, options: CallOptions): Promise<readonly EngineDiff[]> {
  const seen = await Promise.all(engines.map(([on, engine]) => seenOn({ on, call: openCall(engine, options) }, read)))
  const dealt = dealtOut(read, seen)
  const diffs = await Promise.all(seen.map((one) => engineDiff(one, dealt.read, { adopt, purpose })))
  const [first, ...others] = diffs
  if (purpose === 'destroy' || first === undefined) return diffs
  return [{ ...first, obstacles: [...dealt.obstacles, ...first.obstacles] }, ...others]
}
