import { sep } from 'node:path'
import { quoted } from '../errors/describe-value.js'
import { ProtocolError } from '../errors/protocol.js'

/**
 * Where an entry belongs below the one that was asked for: the parts of its path, none for that one itself.
 *
 * @param root how the names of all entries begin: a name, `.` or `/`
 * @throws ProtocolError ARCHIVE_UNSAFE for a name that leads elsewhere
 */
export function partsBelow(root: string, name: string): readonly string[] {
  const rest = name.startsWith(root) ? name.slice(root.length) : undefined
  if (rest === undefined || (root !== '/' && rest !== '' && !rest.startsWith('/')))
    throw unsafe(name, `it does not lie in ${quoted(root)}, which was asked for`)
  const parts = rest.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw unsafe(name, 'it leads out with ..')
  if (name.includes('\u0000')) throw unsafe(name, 'its name has a NUL')
  if (name.includes('\ufffd')) throw unsafe(name, 'its name is no UTF-8')
  // On Windows these would lead elsewhere.
  if (sep === '\\' && parts.some((part) => /[\\:]/.test(part))) throw unsafe(name, 'this system takes no such name')
  return parts
}

/** The error for an entry that would be written elsewhere than it was asked for. */
export function unsafe(entry: string, reason: string): ProtocolError<'ARCHIVE_UNSAFE'> {
  return new ProtocolError('ARCHIVE_UNSAFE', {
    message: `${quoted(entry)} in the archive is not written: ${reason}`,
    details: { entry, reason },
    hint: 'do not trust this container; getArchive() gives the archive itself, to be looked at',
  })
}
