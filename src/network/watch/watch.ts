import { delays } from '../../container/readiness/watch.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import { own, streamOptions } from '../../engine/call/options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { RefLike } from '../../engine/ref.js'
import { atCaller } from '../../errors/at-caller.js'
import { MooringError } from '../../errors/base.js'
import { UnavailableError } from '../../errors/engine.js'
import { onAbort } from '../../stream/abort.js'
import { checkBuffer, Events } from '../../system/events/events.js'
import { networkInspect } from '../operations.js'
import type { NetworkChange } from './change.js'
import { lookAt, lookAtAll, type Watched } from './look.js'
import { Picture } from './picture.js'
import { suspectsOf, tellingEvents } from './suspects.js'

/** How networks are watched. */
export interface WatchOptions extends Pick<CallOptions, 'signal'> {
  /** How many events of the engine may wait for a slow reader; 10,000 by default. When there are more, a gap is told. */
  readonly buffer?: number | undefined
}

const watchOptions = streamOptions<WatchOptions>('watch', { buffer: own(checkBuffer) })

/**
 * What changes on the networks of an engine, as it changes: first how things are, then each difference, once. Read it
 * with `for await`; leaving the loop closes the connection. The first request is sent by the first read.
 */
export class NetworkWatch implements AsyncIterableIterator<NetworkChange>, AsyncDisposable {
  readonly #changes: AsyncGenerator<NetworkChange, undefined>
  readonly #leave = new AbortController()
  #forgetSignal = (): void => undefined
  #hasLeft = false

  /** @internal @param only the one network that is watched; all of them without it */
  constructor(engine: Engine, options: WatchOptions, only?: RefLike<'network'>) {
    watchOptions.check(options)
    const { signal, buffer } = options
    this.#changes = this.#follow(signal, () =>
      changesOn(openCall(engine, { signal: this.#leave.signal }), { buffer, only }),
    )
  }

  /** The next change, whenever it comes. */
  async next(): Promise<IteratorResult<NetworkChange, undefined>> {
    try {
      return await this.#changes.next()
    } catch (error) {
      if (this.#hasLeft) return { done: true, value: undefined }
      throw atCaller(error)
    }
  }

  /** Ends it, and its connection. */
  async return(): Promise<IteratorResult<NetworkChange, undefined>> {
    this.#hasLeft = true
    this.#forgetSignal()
    this.#leave.abort()
    return await this.#changes.return(undefined).catch(() => ({ done: true, value: undefined }) as const)
  }

  /** It is read once: a second loop goes on where the first ended. */
  [Symbol.asyncIterator](): this {
    return this
  }

  /** Ends it, and its connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  /** The caller's abort is ours as well, from the first read to the end. */
  async *#follow(
    signal: AbortSignal | undefined,
    changes: () => AsyncGenerator<NetworkChange, undefined>,
  ): AsyncGenerator<NetworkChange, undefined> {
    signal?.throwIfAborted()
    if (signal !== undefined) this.#forgetSignal = onAbort(signal, () => this.#leave.abort(signal.reason))
    try {
      return yield* changes()
    } finally {
      this.#forgetSignal()
    }
  }
}

interface Asked {
  readonly buffer: number | undefined
  readonly only: RefLike<'network'> | undefined
}

/** The changes over any number of connections to the engine. */
async function* changesOn(call: CallContext, { buffer, only: asked }: Asked): AsyncGenerator<NetworkChange, undefined> {
  const only = asked === undefined ? undefined : (await call.send(networkInspect, { id: asked })).Id
  const picture = new Picture()
  let state: 'new' | 'current' | 'lost' = 'new'
  let waits = delays()
  for (;;) {
    const events = new Events<'container' | 'network'>(call.engine, tellingEvents, { signal: call.signal, buffer })
    try {
      // Subscribed first: whatever happens while we look is looked at again.
      await events.ready()
      const changes = picture.take(await lookAtAll(call, watchedIn(picture, only)))
      if (state === 'new') yield picture.snapshot()
      else yield* changes
      if (state === 'lost') yield { type: 'resumed', names: [] }
      if (isOver(picture, only)) return undefined
      state = 'current'
      waits = delays()
      for (;;) {
        const { value: first } = await events.next()
        if (first === undefined) break
        const watched = watchedIn(picture, only)
        const suspects = suspectsOf([first, ...events.waiting()], watched)
        yield* picture.take(await lookAt(call, watched, suspects))
        if (isOver(picture, only)) return undefined
      }
    } catch (error) {
      if (state === 'new' || call.isOver || !isLoss(error)) throw error
      if (state === 'current') yield { type: 'gap', cause: error, names: [] }
      state = 'lost'
    } finally {
      await events.return()
    }
    await call.pause(waits.next().value)
  }
}

function watchedIn({ networks, containers }: Picture, only: string | undefined): Watched {
  return { networks, containers, only }
}

/** Whether the one network that is watched is gone. */
function isOver({ networks }: Picture, only: string | undefined): boolean {
  return only !== undefined && !networks.has(only)
}

/** Whether an engine that comes back, or is asked anew, can tell what was missed. */
function isLoss(error: unknown): error is MooringError {
  if (error instanceof UnavailableError) return true
  return (
    MooringError.is(error, 'CONNECTION_LOST') ||
    MooringError.is(error, 'ENGINE_UNREACHABLE') ||
    MooringError.is(error, 'STREAM_TRUNCATED') ||
    MooringError.is(error, 'TIMED_OUT') ||
    MooringError.is(error, 'EVENTS_LOST')
  )
}
