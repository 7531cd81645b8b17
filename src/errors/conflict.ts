import { UsageError } from './usage.js'

/** The error for two things that do not go together, with the sentence that says why. */
export function conflict(
  option: string,
  other: string,
  sentence: string,
  hint = `leave out ${option}, or what it does not go with`,
): UsageError<'CONFLICTING_OPTIONS'> {
  return new UsageError('CONFLICTING_OPTIONS', {
    message: sentence,
    details: { option, with: other },
    hint,
  })
}
