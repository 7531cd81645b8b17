import { ProtocolError } from '../../errors/protocol.js'

/** The longest line that is read when nobody says otherwise: 4 MiB. */
export const MAX_LINE = 4 * 1024 * 1024

export const NEWLINE = 0x0a

export function lineTooLong(limit: number): ProtocolError<'LINE_TOO_LONG'> {
  return new ProtocolError('LINE_TOO_LONG', {
    message: `The engine sent a line of more than ${limit} bytes`,
    details: { limit },
  })
}
