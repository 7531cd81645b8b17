import { UsageError } from '../../../errors/usage.js'

/** The error for what no line of docker run can say. */
export function noFlag(field: string, why = 'no flag of docker run says'): UsageError<'NO_FLAG'> {
  return new UsageError('NO_FLAG', {
    message: `${why} what ${field} holds`,
    details: { field },
    hint: 'make the container with create() or start(), or leave that out',
  })
}
