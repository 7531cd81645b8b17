import { UsageError } from '../errors/usage.js'

/** Checks labels: engines take numbers and null for them, and lose them. */
export function checkLabels(labels: Readonly<Record<string, unknown>>): Record<string, string> {
  const checked: Record<string, string> = {}
  for (const [key, value] of Object.entries(labels)) {
    if (key === '' || typeof value !== 'string') {
      throw new UsageError('INVALID_ARGUMENT', {
        message: `the label ${JSON.stringify(key)} cannot be ${JSON.stringify(value)}`,
        details: { argument: 'label', value },
        hint: 'both its name and its value are texts',
      })
    }
    checked[key] = value
  }
  return checked
}
