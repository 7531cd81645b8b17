import { posix } from 'node:path'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'

/** The path inside the container that something is mounted at. */
export function checkTarget(target: unknown): string {
  const isPath = typeof target === 'string' && target.startsWith('/') && !/[\u0000:]/.test(target)
  if (isPath && plain(target) !== '/') return target
  const hint = isPath
    ? 'the root is the image itself: choose a path below it'
    : 'give an absolute path inside the container'
  throw invalidArgument('target', target, hint, `the target of a mount cannot be ${quoted(target)}`)
}

/** A path as engines compare it: without what changes nothing. */
export function plain(path: string): string {
  return posix.resolve(path)
}
