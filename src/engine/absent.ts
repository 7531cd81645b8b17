import { MooringError } from '../errors/base.js'
import { EngineError } from '../errors/engine.js'

/**
 * Whether an error says that a thing does not exist. A 404 about something else does not: that of a proxy in between,
 * or of the network that a container was to join.
 */
export function isAbsent(error: unknown, noun: string): boolean {
  return MooringError.is(error, 'NOT_FOUND') && error.details.noun === noun && error.operation !== 'SystemPing'
}

/** What was asked for, or undefined when it does not exist. Any other failure stays a failure. */
export async function orAbsent<Value>(noun: string, asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isAbsent(error, noun)) return undefined
    throw error
  }
}

/**
 * What was asked for, or undefined when the engine, or what stands before it, refuses to say. For questions that only
 * make an answer better.
 */
export async function orRefused<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof EngineError) return undefined
    throw error
  }
}
