import { shown } from '../../../errors/describe-value.js'
import { UsageError } from '../../../errors/usage.js'

/** Where in a text something stands: counted from its first character. */
export interface Place {
  readonly text: string
  readonly at: number
}

/** A piece of the text, and why it cannot be read. */
interface Refusal {
  readonly piece: string
  /** What it does: it stands behind the piece, as in `"|" is no part of docker run`. */
  readonly why: string
  readonly hint: string
}

/** The error for a piece of a command line that is not read; it says where the piece stands. */
export function unreadable({ text, at }: Place, { piece, why, hint }: Refusal): UsageError<'COMMAND_LINE_UNREADABLE'> {
  const before = text.slice(0, at).split('\n')
  const line = before.length
  const column = (before.at(-1) ?? '').length + 1
  const where = text.trimEnd().includes('\n') ? `line ${line}, column ${column}` : `column ${column}`
  return new UsageError('COMMAND_LINE_UNREADABLE', {
    message: `${shown(piece)} at ${where} ${why}`,
    details: { piece, line, column },
    hint,
  })
}
