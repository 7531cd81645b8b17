import type { HostConfig } from '../wire/host-config.js'
import type { Flag } from './flag.js'
import type { ContainerSpec } from './spec.js'

/** The fields of HostConfig that hold lists. */
type ListField = {
  [Field in keyof HostConfig]-?: NonNullable<HostConfig[Field]> extends readonly unknown[] ? Field : never
}[keyof HostConfig]
type Item<Field extends ListField> = NonNullable<HostConfig[Field]> extends readonly (infer One)[] ? One : never

/** The fields of HostConfig that hold texts by name. */
type MapField = {
  [Field in keyof HostConfig]-?: Readonly<Record<string, string>> extends NonNullable<HostConfig[Field]> ? Field : never
}[keyof HostConfig]

/** A setter that says fields of HostConfig, in the engine's own words. */
export function hostFields({ host }: ContainerSpec, fields: Partial<HostConfig>): Partial<ContainerSpec> {
  return { host: { ...host, ...fields } }
}

/** A setter that adds to a list of HostConfig: what is there already is not added again. */
export function hostItems<Field extends ListField>(
  spec: ContainerSpec,
  field: Field,
  items: readonly Item<Field>[],
): Partial<ContainerSpec> {
  const before: readonly unknown[] = spec.host[field] ?? []
  return hostFields(spec, { [field]: [...new Set([...before, ...items])] })
}

/** A setter that adds to a map of HostConfig. */
export function hostPairs(
  spec: ContainerSpec,
  field: MapField,
  pairs: Readonly<Record<string, string>>,
): Partial<ContainerSpec> {
  return hostFields(spec, { [field]: { ...(spec.host[field] as Readonly<Record<string, string>>), ...pairs } }) // MapField
}

/** The row of a setter that says one field of HostConfig. */
export function hostRow(flag: Flag['flag'], field: keyof HostConfig, more: Omit<Flag, 'flag' | 'body'> = {}): Flag {
  const body = { [`HostConfig/${field}`]: ({ host }: ContainerSpec) => host[field] }
  return { flag, ...more, body: body }
}
