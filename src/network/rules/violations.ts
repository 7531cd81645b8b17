import { MooringError } from '../../errors/base.js'
import { UsageError, type UsageCode } from '../../errors/usage.js'

/** A rule of docs/networking/rules.md. */
export type RuleId = `R${number}`

/** A rule that a request breaks, where it does, and the error that says so. */
export interface Violated {
  readonly rule: RuleId
  /** Such as `IPAM.Config[0].Gateway`. */
  readonly field: string
  readonly error: UsageError
}

/**
 * Looks at one thing of a request.
 *
 * @param rule the rule it would break; by the code of the error where one look is about several
 */
export function* look(
  rule: RuleId | Partial<Record<UsageCode, RuleId>>,
  field: string,
  check: () => void,
): Generator<Violated, void, undefined> {
  try {
    check()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const broken = typeof rule === 'string' ? rule : rule[error.code]
    if (broken === undefined) throw error // a table that misses a code: better told than hidden
    yield { rule: broken, field, error }
  }
}

/**
 * Refuses a request that breaks rules: with the error of the rule if it is one, else with one error that has them all.
 *
 * @throws UsageError REQUEST_INVALID, or the one error
 */
export function refuseViolated(found: Iterable<Violated>, target: string): void {
  const violated = [...found]
  const [first, ...more] = violated
  if (first === undefined) return
  if (more.length === 0) throw first.error
  const lines = violated.map(({ rule, field, error }) => `\n  ${field} (${rule}): ${saidAndHint(error)}`)
  throw new UsageError('REQUEST_INVALID', {
    message: `network ${JSON.stringify(target)} cannot be made, for ${violated.length} reasons:${lines.join('')}`,
    details: { violations: violated.map(asPlain) },
    hint: 'mend each of them; details.violations has them as data',
    target,
    detailsInMessage: true,
  })
}

function saidAndHint({ sentence, hint }: MooringError): string {
  return hint === undefined ? sentence : `${sentence}; ${hint}`
}

function asPlain({ rule, field, error }: Violated) {
  const { code, sentence: message, hint } = error
  return { rule, field, code, message, hint }
}
