import { MooringError } from './base.js'

/** What a call is, and what it is about. */
export interface About {
  readonly operation?: string | undefined
  readonly target?: string | undefined
}

/** Completes an error of one who reads bytes or JSON, and cannot know which call they answer. Hands it back. */
export function tellAbout(error: unknown, { operation, target }: About): unknown {
  if (error instanceof MooringError && error.operation === undefined) {
    tell(error, 'operation', operation)
    tell(error, 'target', error.target ?? target)
  }
  return error
}

function tell(error: MooringError, field: 'operation' | 'target', value: string | undefined): void {
  if (value !== undefined) Object.defineProperty(error, field, { value, enumerable: true })
}
