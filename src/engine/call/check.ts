import type { $ZodIssue } from 'zod/v4/core'
import type { About } from '../../errors/error-context.js'
import { ProtocolError } from '../../errors/protocol.js'
import { UsageError } from '../../errors/usage.js'
import { unknownOption } from './nearest.js'
import type { Wire, Zod } from './wire.js'

// A literal import, so that bundlers see it; at run time it happens on the first check only.
const loadZod = async (): Promise<Zod> => (await import('zod')).z

function problemsOf(z: Zod, wire: Wire, value: unknown): readonly string[] {
  const result = wire.schema(z).safeParse(value)
  return result.success ? [] : result.error.issues.map(problem)
}

function problem({ path, message }: $ZodIssue): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`
}

/** Checks a whole reply against its definition. Fields that the definition does not know stay as they are. */
export async function checkReply(wire: Wire, value: unknown, about: About): Promise<void> {
  const problems = problemsOf(await loadZod(), wire, value)
  if (problems.length === 0) return
  throw new ProtocolError('REPLY_MISMATCH', {
    message: `the reply to ${about.operation} is no ${wire.name}: ${problems.slice(0, 3).join('; ')}`,
    details: { wire: wire.name, problems },
    hint: 'the engine says something that this version of mooring does not expect: please report it',
    ...about,
  })
}

/**
 * Checks a whole request body that a caller wrote by hand.
 *
 * @throws UsageError INVALID_ARGUMENT; UNKNOWN_OPTION for a field that the definition does not have, since an engine
 *   would take it and ignore it
 */
export async function checkBody(wire: Wire, value: unknown, about: About): Promise<void> {
  const z = await loadZod()
  const problems = problemsOf(z, wire, value)
  if (problems.length > 0) {
    throw new UsageError('INVALID_ARGUMENT', {
      message: `the body for ${about.operation} is no ${wire.name}: ${problems.slice(0, 3).join('; ')}`,
      details: { argument: 'body', value: problems },
      hint: 'the names and shapes are those of the engine API',
      ...about,
    })
  }
  const [unknown] = unknownFields(z, wire.schema(z), value, [])
  if (unknown !== undefined) {
    throw unknownOption(unknown.field, unknown.known, `the body for ${about.operation}${under(unknown.path)}`)
  }
}

interface UnknownField {
  readonly field: string
  readonly path: readonly string[]
  readonly known: readonly string[]
}

/** The fields of a value that its definition does not have; the keys of maps are the caller's own. */
function unknownFields(z: Zod, schema: unknown, value: unknown, path: readonly string[]): UnknownField[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return unknownFields(z, schema.unwrap(), value, path)
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const deeper = [...path, key]
    if (schema instanceof z.ZodArray) return unknownFields(z, schema.element, child, deeper)
    if (schema instanceof z.ZodRecord) return unknownFields(z, schema.valueType, child, deeper)
    if (!(schema instanceof z.ZodObject)) return []
    const shape: Readonly<Record<string, unknown>> = schema.shape
    if (!Object.hasOwn(shape, key)) return [{ field: key, path, known: Object.keys(shape) }]
    return unknownFields(z, shape[key], child, deeper)
  })
}

function under(path: readonly string[]): string {
  return path.length === 0 ? '' : `, under ${path.join('.')},`
}
