import { MooringError } from '../errors/base.js'

/** Whether an error says that what was asked about does not exist. */
export function isNotFound(error: unknown): boolean {
  return MooringError.is(error, 'NOT_FOUND')
}

/** What was asked for, or undefined when it does not exist. Any other failure stays a failure. */
export async function ifThere<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}
