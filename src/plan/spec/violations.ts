import { MooringError } from '../../errors/base.js'
import type { PlanViolation } from '../../errors/codes.js'
import { UsageError } from '../../errors/usage.js'

/** Where something stands in a spec, from the outside in. */
export type SpecPath = readonly (string | number)[]

/** Where something stands in a text. Both count from 1. */
export interface SpecPosition {
  readonly line: number
  readonly column: number
}

/** Something that cannot be, and where it stands. */
export interface Violated {
  readonly path: SpecPath
  readonly error: MooringError
  /** Undefined of a spec that is no text. */
  readonly at: SpecPosition | undefined
}

/** Collects what is wrong with a spec, so that all of it can be told at once. */
export class Violations {
  readonly found: Violated[] = []
  readonly #told = new Set<string>()
  readonly #positionOf: (path: SpecPath) => SpecPosition | undefined

  /** @param positionOf tells of a spec that is a text where something stands */
  constructor(positionOf: (path: SpecPath) => SpecPosition | undefined = () => undefined) {
    this.#positionOf = positionOf
  }

  /** Looks at one thing. Gives undefined if it cannot be. */
  look<Value>(path: SpecPath, check: () => Value): Value | undefined {
    try {
      return check()
    } catch (error) {
      if (!MooringError.is(error)) throw error
      this.add(path, error)
      return undefined
    }
  }

  /** With several engines a network is looked at for each of them: the same is told once. */
  add(path: SpecPath, error: MooringError, at = this.#positionOf(path)): void {
    const told = `${pathText(path)}${placeText(at)}: ${error.message}`
    if (this.#told.has(told)) return
    this.#told.add(told)
    this.found.push({ path, error, at })
  }

  /** @throws UsageError PLAN_INVALID with all of them */
  refuse(): void {
    const violations = this.found.map(asPlain)
    if (violations.length === 0) return
    const lines = this.found.map(({ path, error: { sentence, hint }, at }) => {
      return `\n  ${pathText(path)}${placeText(at)}: ${sentence}${hint ? `; ${hint}` : ''}`
    })
    const count = violations.length === 1 ? '1 reason' : `${violations.length} reasons`
    throw new UsageError('PLAN_INVALID', {
      message: `the spec of the plan cannot be, for ${count}:${lines.join('')}`,
      details: { violations },
      hint: 'mend each of them; details.violations has them as data',
      detailsInMessage: true,
    })
  }
}

function asPlain({ path, error: { code, sentence, hint }, at }: Violated): PlanViolation {
  return { path: pathText(path), code, message: sentence, hint, ...at }
}

function placeText(at: SpecPosition | undefined): string {
  return at === undefined ? '' : ` (line ${at.line}, column ${at.column})`
}

/** As a program would write it: `networks.front.subnet[0].gateway`. */
export function pathText(path: SpecPath): string {
  const text = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`
    return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  return text.join('').replace(/^\./, '') || 'the spec'
}
