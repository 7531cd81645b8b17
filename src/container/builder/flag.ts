import type { ContainerCreateRequest } from '../wire/create.js'
import type { HostConfig } from '../wire/host-config.js'
import type { ContainerSpec } from './spec.js'

/** What a flag adds to the body, by field; undefined adds nothing. Fields of HostConfig stand behind a slash. */
type BodyFields = {
  readonly [Field in keyof ContainerCreateRequest]?: (spec: ContainerSpec) => ContainerCreateRequest[Field] | undefined
} & {
  readonly [Field in keyof HostConfig as `HostConfig/${Field & string}`]?: (
    spec: ContainerSpec,
  ) => HostConfig[Field] | undefined
}

/** What ContainerCreate takes beside its body. */
export interface CreateQuery {
  readonly name?: string | undefined
  readonly platform?: string | undefined
}

/** What stands behind a flag on a command line; nothing behind a switch, `key=value` for a pair. */
export type FlagValue = 'switch' | 'text' | 'pair' | 'number' | 'bytes' | 'seconds' | 'duration'

/** How a command line says one thing of a container. */
export interface CommandLineFlag {
  readonly flag: `--${string}`
  /** Its letter, and older spellings that docker still takes. */
  readonly also?: readonly `-${string}`[]
  /** A text unless said otherwise. */
  readonly value?: FlagValue
  /** Whether each time that it is given says one thing more. Of the others the last one counts. */
  readonly repeats?: true
}

/** One flag of docker run: what a setter of a builder stands for, and what it becomes in the engine's request. */
export interface Flag extends CommandLineFlag {
  readonly body?: BodyFields
  readonly query?: { readonly [Name in keyof CreateQuery]?: (spec: ContainerSpec) => CreateQuery[Name] }
}

/** A row for each setter of a class: one that is missing does not compile. */
export type Flags<Setters> = Readonly<Record<keyof Setters, Flag>>

/** The base of the classes that hold the setters, one class for each subject. */
export abstract class Setters {
  protected abstract readonly spec: ContainerSpec
  /** Another builder of the same kind, told this as well. */
  protected abstract with(change: Partial<ContainerSpec>): this
}

/** A list or an object for the request, left out when it is empty. Nothing of the builder is shared with it. */
export function unlessEmpty<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length === 0 ? undefined : value
}
