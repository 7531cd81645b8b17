import type { $ZodIssue } from 'zod/v4/core'
import type { About } from '../errors/about.js'
import { ProtocolError } from '../errors/protocol.js'
import { UsageError } from '../errors/usage.js'
import type { Wire } from './wire.js'

// A literal import, so that bundlers see it; at run time it happens on the first check only.
async function problemsOf(wire: Wire, value: unknown): Promise<readonly string[]> {
  const { z } = await import('zod')
  const result = wire.schema(z).safeParse(value)
  return result.success ? [] : result.error.issues.map(problem)
}

function problem({ path, message }: $ZodIssue): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`
}

/** Checks a whole reply against its definition. Fields that the definition does not know stay as they are. */
export async function checkReply(wire: Wire, value: unknown, about: About): Promise<void> {
  const problems = await problemsOf(wire, value)
  if (problems.length === 0) return
  throw new ProtocolError('REPLY_MISMATCH', {
    message: `the reply to ${about.operation} is no ${wire.name}: ${problems.slice(0, 3).join('; ')}`,
    details: { wire: wire.name, problems },
    hint: 'the engine says something that this version of mooring does not expect: please report it',
    ...about,
  })
}

/** Checks a whole request body that a caller wrote by hand. */
export async function checkBody(wire: Wire, value: unknown, about: About): Promise<void> {
  const problems = await problemsOf(wire, value)
  if (problems.length === 0) return
  throw new UsageError('INVALID_ARGUMENT', {
    message: `the body for ${about.operation} is no ${wire.name}: ${problems.slice(0, 3).join('; ')}`,
    details: { argument: 'body', value: problems },
    hint: 'the names and shapes are those of the engine API',
    ...about,
  })
}
