import type { $ZodIssue } from 'zod/v4/core'
import type { z, ZodType } from 'zod'
import type { About } from '../../errors/error-context.js'
import { ProtocolError } from '../../errors/protocol.js'
import { UsageError } from '../../errors/usage.js'
import { unknownOption } from '../call/nearest.js'
import type { AnyWire, Node } from './wire.js'

type Zod = typeof z

// A literal import, so that bundlers see it; at run time it happens on the first check only.
const loadZod = async (): Promise<Zod> => (await import('zod')).z

/** Whether a reply is checked, or a body, where whole numbers may be bigints. */
type Side = 'reply' | 'body'

const built = { reply: new WeakMap<Node, ZodType>(), body: new WeakMap<Node, ZodType>() }

/** The schema of a shape. That of a wire is built on first use, and kept. */
function schemaOf(z: Zod, shape: Node, side: Side): ZodType {
  switch (shape.kind) {
    case 'string': {
      const { test, says } = shape
      return test === undefined ? z.string() : z.string().refine(test, says)
    }
    case 'integer':
      return side === 'body' ? z.union([z.number(), z.bigint()]) : z.number()
    case 'number':
      return z.number()
    case 'bigint':
      return z.bigint()
    case 'boolean':
      return z.boolean()
    case 'unknown':
      return z.unknown()
    case 'words':
      return z.literal([...shape.words])
    case 'array':
      return z.array(schemaOf(z, shape.inner, side))
    case 'record':
      return z.record(z.string(), schemaOf(z, shape.inner, side))
    case 'optional':
      return schemaOf(z, shape.inner, side).optional()
    case 'nullable':
      return schemaOf(z, shape.inner, side).nullable()
    case 'versions':
      return schemaOf(z, shape.inner, side)
    case 'object': {
      const fields = Object.entries(shape.fields).map(([name, field]) => [name, schemaOf(z, field, side)] as const)
      return z.object(Object.fromEntries(fields))
    }
    case 'wire': {
      const schema = built[side].get(shape) ?? schemaOf(z, shape.definition(), side)
      built[side].set(shape, schema)
      return schema
    }
  }
}

async function problemsOf(wire: AnyWire, value: unknown, side: Side): Promise<readonly string[]> {
  const result = schemaOf(await loadZod(), wire, side).safeParse(value)
  return result.success ? [] : result.error.issues.map(problem)
}

function problem({ path, message }: $ZodIssue): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`
}

/** Checks a whole reply against its definition. Fields that the definition does not know stay as they are. */
export async function checkReply(wire: AnyWire, value: unknown, about: About): Promise<void> {
  const problems = await problemsOf(wire, value, 'reply')
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
export async function checkBody(wire: AnyWire, value: unknown, about: About): Promise<void> {
  const problems = await problemsOf(wire, value, 'body')
  if (problems.length > 0) {
    throw new UsageError('INVALID_ARGUMENT', {
      message: `the body for ${about.operation} is no ${wire.name}: ${problems.slice(0, 3).join('; ')}`,
      details: { argument: 'body', value: problems },
      hint: 'the names and shapes are those of the engine API',
      ...about,
    })
  }
  const [unknown] = unknownFields(wire, value, [])
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
function unknownFields(shape: Node, value: unknown, path: readonly string[]): readonly UnknownField[] {
  if (shape.kind === 'wire') return unknownFields(shape.definition(), value, path)
  if (typeof value !== 'object' || value === null || !('inner' in shape || 'fields' in shape)) return []
  if (shape.kind === 'optional' || shape.kind === 'nullable' || shape.kind === 'versions')
    return unknownFields(shape.inner, value, path)
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    if (!('fields' in shape)) return unknownFields(shape.inner, child, [...path, key])
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined
    if (field !== undefined) return unknownFields(field, child, [...path, key])
    return [{ field: key, path, known: Object.keys(shape.fields) }]
  })
}

function under(path: readonly string[]): string {
  return path.length === 0 ? '' : `, under ${path.join('.')},`
}
