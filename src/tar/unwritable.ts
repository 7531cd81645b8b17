import { quoted } from '../errors/describe-value.js'
import { StateError } from '../errors/state.js'

/**
 * Waits for something that this machine's file system does.
 *
 * @throws StateError FILE_UNWRITABLE
 */
export async function writing<Value>(path: string, done: Promise<Value>): Promise<Value> {
  try {
    return await done
  } catch (error) {
    throw fileUnwritable(path, error)
  }
}

/** The error for a file or directory of this machine that cannot be written. */
export function fileUnwritable(path: string, cause: unknown): StateError<'FILE_UNWRITABLE'> {
  const reason = reasonOf(cause)
  return new StateError('FILE_UNWRITABLE', {
    message: `${quoted(path)} cannot be written: ${said[reason] ?? reason}`,
    details: { path, reason },
    hint: 'check the path, the rights of the user that this program runs as, and the space on the disk',
    cause,
  })
}

/** The error for a directory in the place of a file, or the other way round. */
export function cannotOverwrite(path: string, found: string, wanted: string): StateError<'CANNOT_OVERWRITE'> {
  return new StateError('CANNOT_OVERWRITE', {
    message: `${quoted(path)} is ${found}, and ${wanted} does not take its place`,
    details: { path },
    hint: 'remove it first, or copy to another path',
  })
}

const said: Readonly<Record<string, string>> = {
  ENOENT: 'its directory does not exist',
  EACCES: 'this program may not',
  EPERM: 'this program may not',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ENOTDIR: 'a file stands where a directory must be',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its symbolic links lead in a circle',
}

function reasonOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : String(cause)
}
