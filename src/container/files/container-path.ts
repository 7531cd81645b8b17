import { posix } from 'node:path'
import { invalidArgument } from '../../errors/invalid-argument.js'

/**
 * Refuses what is no path in a container. One that does not begin with a slash begins at the root, as for docker.
 *
 * @throws UsageError INVALID_ARGUMENT
 */
export function checkContainerPath(argument: string, path: unknown): string {
  if (typeof path === 'string' && path !== '' && !path.includes('\u0000')) return path
  throw invalidArgument(argument, path, "give a path in the container, such as '/etc/hosts'")
}

/** Whether a path means what lies in a directory, and not the directory: `/etc/.`. */
export function meansContents(path: string): boolean {
  return path === '.' || path.endsWith('/.')
}

/** Whether a path can be that of a directory only. */
export function meansDirectory(path: string): boolean {
  return path.endsWith('/') || meansContents(path)
}

/** The directory that a path lies in, and its name there, which is empty for the root. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const whole = posix.resolve('/', path)
  return { folder: posix.dirname(whole), name: posix.basename(whole) }
}
