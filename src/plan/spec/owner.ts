import { isPlainObject } from '../../errors/brand.js'
import type { Difference } from '../../errors/codes.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { PlanSpec } from './plan-spec.js'

const planLabel = 'mooring.plan'
export const composeProject = 'com.docker.compose.project'
export const composeNetwork = 'com.docker.compose.network'

/** By which label the networks of a plan are known. */
export interface Owner {
  readonly label: string
  readonly project: string
  /** Whether networks that have it, and that the spec does not name, are removed. */
  readonly removes: boolean
  /** The labels of a network that the plan makes. */
  readonly labelsOf: (network: string) => Readonly<Record<string, string>>
}

/** @throws UsageError INVALID_ARGUMENT */
export function ownerOf(project: PlanSpec['project']): Owner {
  if (isPlainObject(project)) {
    const { compose: name } = project as unknown as Readonly<Record<string, unknown>>
    if (!isText(name) || Object.keys(project).length !== 1) throw notProject(project)
    return {
      label: composeProject,
      project: name,
      removes: false,
      // compose refuses a network that does not have both
      labelsOf: (network) => ({
        [composeProject]: name,
        [composeNetwork]: network.startsWith(`${name}_`) ? network.slice(name.length + 1) : network,
      }),
    }
  }
  if (project !== undefined && !isText(project)) throw notProject(project)
  return {
    label: planLabel,
    project: project ?? '',
    removes: project !== undefined,
    labelsOf: () => ({ [planLabel]: project ?? '' }),
  }
}

/** Whether a network is of another plan, or of another project. */
export function isOfOther(owner: Owner, labels: Readonly<Record<string, string>> | null): boolean {
  const said = labels?.[owner.label]
  return said !== undefined && said !== owner.project
}

export function isOwned(owner: Owner, labels: Readonly<Record<string, string>> | null): boolean {
  return labels?.[owner.label] === owner.project
}

/**
 * Whether a difference is one of spelling: of a network that has a name of its own, compose 1 writes that name into the
 * label, and compose 2 the name that the config has for it. Both find it again.
 */
export function isSpelling({ field, found }: Difference): boolean {
  return field === `Labels.${composeNetwork}` && found !== undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{Cc}]+$/u.test(value)
}

function notProject(value: unknown): Error {
  return invalidArgument('project', value, "give a name, such as 'shop', or { compose: 'shop' }")
}
