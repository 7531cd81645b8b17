import { orRefused } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { systemEvents } from '../../system/operations.js'

/** Between which moments a signal is looked for, by the engine's clock. */
interface Span {
  readonly since: string | number
  readonly until: Date | bigint
}

/**
 * Whether a signal was sent to a container, as far as the events may be read. Engines have no word for a container that is
 * being stopped; an engine remembers 256 events.
 */
export async function gotSignal(
  call: CallContext,
  container: RefLike<'container'>,
  { since, until }: Span,
): Promise<boolean> {
  const query = { since, until, filters: { container, type: 'container', event: 'kill' } } as const
  const events = await orRefused(async () => await call.send(systemEvents, { query }))
  if (events === undefined) return false
  try {
    return (await events.next()).done !== true
  } finally {
    await events.return()
  }
}
