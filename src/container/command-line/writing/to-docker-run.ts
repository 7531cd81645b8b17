import { refuseUnknown } from '../../../engine/call/nearest.js'
import { isPlainObject } from '../../../errors/brand.js'
import { checkFlag, invalidArgument } from '../../../errors/invalid-argument.js'
import { toCreateRequest } from '../../builder/request.js'
import { emptySpec, type ContainerSpec } from '../../builder/spec.js'
import { runFlags } from '../docker-run.js'
import { envOf } from '../reading/environment.js'
import { flagsIn } from '../reading/flags.js'
import { say } from '../reading/say.js'
import { shellQuoted } from '../shell/quoted.js'
import { firstDifference } from './difference.js'
import { valuesOf, type Written } from './flag-values.js'
import { networkFlags } from './networks.js'
import { noFlag } from './no-flag.js'

/** How the line is written. */
export interface ToDockerRunOptions {
  /** One flag a line, each line but the last with a backslash at its end. */
  readonly multiline?: boolean | undefined
}

/** A builder, which tells what it was told. */
interface Told {
  told(): { readonly spec: ContainerSpec }
}

/**
 * The line of docker run that says what a specification does. It is read again, and what is read must be the same: so
 * nothing is left out that no flag can say.
 *
 * @param builderOf makes the builder that the line is read with
 * @throws UsageError NO_FLAG
 */
export function dockerRunLine(
  spec: ContainerSpec,
  options: ToDockerRunOptions,
  builderOf: (blank: ContainerSpec) => Told,
): string {
  const isMultiline = checkOptions(options)
  const written = writtenOf(spec)
  const flags = flagWords(written)
  const last = [written.request.Image, ...(written.request.Cmd ?? [])]
  refuseLost(written, [...flags.flat(), ...last], builderOf)
  const pieces = [['docker', 'run'], ...flags, last].map((words) => words.map(shellQuoted).join(' '))
  return pieces.join(isMultiline ? ' \\\n  ' : ' ')
}

function checkOptions(options: ToDockerRunOptions): boolean {
  const given: unknown = options // callers without types may pass anything
  if (!isPlainObject(given)) throw invalidArgument('options', given, 'give { multiline: true }, or nothing')
  refuseUnknown(given, ['multiline'], 'toDockerRun()')
  return options.multiline === undefined ? false : checkFlag('multiline', options.multiline)
}

function writtenOf(spec: ContainerSpec): Written {
  const { name, platform, pull } = spec
  return { request: toCreateRequest(spec), name, platform, pull }
}

/** The flags of a container, each with its value. */
function flagWords(written: Written): readonly (readonly string[])[] {
  return runFlags.flatMap((row): readonly (readonly string[])[] => {
    if (row.option !== undefined && row.setter === 'net') return [] // with the networks
    if (row.flag === '--network') return networkFlags(written.request)
    return valuesOf(row, written).map((value) => {
      if (row.value !== 'switch') return [row.flag, value]
      return [value === 'true' ? row.flag : `${row.flag}=${value}`]
    })
  })
}

/** What is published is exposed, whether that is said or not: an image says it of its own ports. */
function withPublished({ request, ...written }: Written): Written {
  const published = Object.keys(request.HostConfig?.PortBindings ?? {}).map((port) => [port, {}] as const)
  if (published.length === 0) return { request, ...written }
  return {
    request: { ...request, ExposedPorts: { ...Object.fromEntries(published), ...request.ExposedPorts } },
    ...written,
  }
}

function refuseLost(written: Written, words: readonly string[], builderOf: (blank: ContainerSpec) => Told): void {
  const line = flagsIn('', { verb: 'run', at: 0, words: words.map((text) => ({ text, at: 0 })), variables: new Map() })
  const env = envOf(line.said, () => undefined)
  const read = say(builderOf({ ...emptySpec(line.image, line.command), env }), line.said, '/')
  const field = firstDifference(withPublished(written), withPublished(writtenOf(read.told().spec)))
  if (field !== undefined) throw noFlag(field.replace(/^request\./, ''))
}
