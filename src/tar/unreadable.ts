import { quoted } from '../errors/describe-value.js'
import { UsageError } from '../errors/usage.js'

/** The error for a file or directory of this machine that cannot be read, such as one that does not exist. */
export function fileUnreadable(path: string, cause: unknown): UsageError<'FILE_UNREADABLE'> {
  const reason = reasonOf(cause)
  return new UsageError('FILE_UNREADABLE', {
    message: `${quoted(path)} cannot be read: ${said[reason] ?? reason}`,
    details: { path, reason },
    hint: path.includes('\ufffd')
      ? 'its name is no UTF-8, which archives need: give it another one'
      : 'check the path and the rights of the user that this program runs as',
    cause,
  })
}

/** The error for a file that became shorter, or something else, while it was read. */
export function fileChanged(path: string): UsageError<'FILE_CHANGED'> {
  return new UsageError('FILE_CHANGED', {
    message: `${quoted(path)} changed while it was read`,
    details: { path },
    hint: 'try again when nobody writes to it',
    sent: 'unknown',
  })
}

const said: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'this program may not',
  EPERM: 'this program may not',
  ENOTDIR: 'it is no directory',
  EISDIR: 'it is a directory',
  ELOOP: 'its symbolic links lead in a circle',
}

function reasonOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : String(cause)
}
