import { held, quoted } from '../errors/describe-value.js'
import { UsageError } from '../errors/usage.js'
import { plainName } from '../engine/ref.js'

/** A container's name out of what the engine lists: without its slash, and without the names that links add. */
export function containerName(names: readonly string[] | null, id: string): string {
  const plain = (names ?? []).map(plainName)
  return plain.find((name) => name !== '' && !name.includes('/')) ?? id.slice(0, 12)
}

/**
 * A name that a container may be given.
 *
 * @throws UsageError INVALID_NAME
 */
export function checkContainerName(name: string): string {
  if (typeof name === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) return name
  throw new UsageError('INVALID_NAME', {
    message: `a container cannot be called ${quoted(name)}`,
    details: { noun: 'container', value: held(name) },
    hint: 'use two or more letters, digits, underscores, dots and dashes, and begin with a letter or a digit',
  })
}
