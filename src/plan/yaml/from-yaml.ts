import { MooringError, sentenceOf } from '../../errors/base.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { PlanSpec } from '../spec/plan-spec.js'
import { readSpec } from '../spec/read-spec.js'
import { Violations } from '../spec/violations.js'
import { loadYaml } from './load-yaml.js'
import { YamlText } from './yaml-text.js'

/**
 * Reads a spec that is written in YAML 1.2. Anchors and `<<` are followed; a key that stands twice, a second document and
 * tags are refused. Nothing is asked of any engine. Needs the package yaml.
 *
 * @example const p = await plan(docker, await plan.fromYaml(await readFile('networks.yaml', 'utf8')))
 *
 * @throws UsageError PLAN_INVALID with all that is wrong, each with its path, line and column; INVALID_ARGUMENT,
 *   PACKAGE_MISSING
 */
export async function fromYaml(text: string): Promise<PlanSpec> {
  const given: unknown = text // callers without types may pass anything
  if (typeof given !== 'string') throw invalidArgument('text', given, 'give the text of a YAML file')
  const read = new YamlText(await loadYaml(), given)
  const violations = new Violations((path) => read.positionOf(path))
  for (const { at, message, hint } of read.mistakes())
    violations.add([], invalidArgument('text', message, hint, message), at)
  violations.refuse() // what is no YAML is no spec
  const spec = violations.look([], () => valueOf(read))
  violations.refuse()
  for (const { path, error } of readSpec(spec, undefined).violations.found) violations.add(path, error)
  violations.refuse()
  return spec as PlanSpec // which was looked at
}

function valueOf(read: YamlText): unknown {
  try {
    return read.value()
  } catch (error) {
    if (MooringError.is(error)) throw error
    throw invalidArgument('text', sentenceOf(error), 'write out some of its aliases', sentenceOf(error))
  }
}
