import { held, shown } from '../errors/describe-value.js'
import { UsageError } from '../errors/usage.js'

/**
 * The name of a volume to be made. Existing ones of a plugin may have other names.
 *
 * @throws UsageError INVALID_NAME
 */
export function checkVolumeName(name: unknown): string {
  // the engine's host has a directory of this name
  if (typeof name === 'string' && /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/.test(name)) return name
  throw new UsageError('INVALID_NAME', {
    message: `${shown(name)} cannot be the name of a volume`,
    details: { noun: 'volume', value: held(name) },
    hint: isPath(name)
      ? "this is a path: mount a directory of the engine's host by its absolute path"
      : 'use 2 to 255 letters, digits, "_", "-" and ".", beginning with a letter or a digit',
  })
}

function isPath(name: unknown): boolean {
  return typeof name === 'string' && /[/\\~]|^\.\.?$/.test(name)
}
