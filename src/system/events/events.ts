import { atCaller } from '../../errors/at-caller.js'
import {
  parseMoment,
  parseWhen,
  writeMoment,
  type ParsedWhen,
  type Seconds,
  type When,
} from '../../docker-words/moment.js'
import type { CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { refuseUnknown } from '../../engine/call/nearest.js'
import type { OneOrMore } from '../../engine/call/filters.js'
import { own, streamOptions } from '../../engine/call/options.js'
import type { RefLike } from '../../engine/ref.js'
import { ConnectionError } from '../../errors/connection.js'
import { isPlainObject } from '../../errors/brand.js'
import { checkFunction, invalidArgument } from '../../errors/invalid-argument.js'
import { ProtocolError } from '../../errors/protocol.js'
import { StateError } from '../../errors/state.js'
import { onAbort } from '../../stream/abort.js'
import { DroppingRoom, type EventGap } from '../../stream/queue/dropping.js'
import { Queue } from '../../stream/queue/queue.js'
import { systemEvents } from '../operations.js'
import { eventMessage } from '../wire/event.js'
import { engineTime, resolveWhen } from '../clock.js'
import { checkEventWord, eventTypes, type EventWords } from './event-words.js'
import type { EventType, EventsOfType } from './event.js'
import { RecentEvents } from './recent.js'

/**
 * Which events are wanted. Several values of one filter are alternatives; different filters must all fit.
 * `container`, `image`, `network` and the like take a name, an id or a handle; `label` takes `key` or `key=value`.
 */
export interface EventFilters<Type extends EventType = EventType> {
  readonly type?: OneOrMore<Type> | undefined
  /** The action, without what follows its colon: `connect`, `die`, `exec_start`. One that no event has is refused. */
  readonly event?: OneOrMore<EventWords[NoInfer<Type>]> | undefined
  /**
   * From this moment on, inclusive, as far as the engine remembers: 256 events, and none of before its start.
   * `'10m'` is ten minutes ago, by the engine's clock; `event.timeNano` is the moment of that event.
   */
  readonly since?: When | undefined
  /** Until this moment; then the loop ends. Without `since`, all that the engine remembers comes first, as with docker. */
  readonly until?: When | undefined
  readonly scope?: OneOrMore<'local' | 'swarm'> | undefined
  readonly label?: OneOrMore<string> | undefined
  readonly config?: OneOrMore<RefLike<'config'>> | undefined
  readonly container?: OneOrMore<RefLike<'container'>> | undefined
  readonly daemon?: OneOrMore<string> | undefined
  readonly image?: OneOrMore<RefLike<'image'>> | undefined
  readonly network?: OneOrMore<RefLike<'network'>> | undefined
  readonly node?: OneOrMore<RefLike<'node'>> | undefined
  readonly plugin?: OneOrMore<RefLike<'plugin'>> | undefined
  readonly secret?: OneOrMore<RefLike<'secret'>> | undefined
  readonly service?: OneOrMore<RefLike<'service'>> | undefined
  readonly volume?: OneOrMore<RefLike<'volume'>> | undefined
}

/** How events are read. */
export interface EventsOptions extends Pick<CallOptions, 'signal'> {
  /** How many events may wait for a slow reader; 10,000 by default. */
  readonly buffer?: number | undefined
  /** Called where events are missing because the buffer was full. Without it, reading ends there with EVENTS_LOST. */
  readonly onGap?: ((gap: EventGap) => void) | undefined
}

/** What is asked for, as it was when it was asked: the caller may change what he gave. */
interface EventsQuery {
  readonly filters: EventFilters | undefined
  readonly since: ParsedWhen | undefined
  readonly until: ParsedWhen | undefined
}

const defaultBuffer = 10_000

const eventsOptions = streamOptions<EventsOptions>('events', {
  buffer: own(checkBuffer),
  onGap: own((name, value) => checkFunction(name, value)),
})

/** How many events may wait. */
export function checkBuffer(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw invalidArgument(name, value, 'give a number of events, 1 or more')
}

function queryOf(which: EventFilters): EventsQuery {
  const { fixed, names } = systemEvents.query.filters
  const asGiven: unknown = which // untyped callers may pass anything
  if (!isPlainObject(asGiven)) throw invalidArgument('events', which, "give an object such as { type: 'network' }")
  refuseUnknown(which, [...names, 'since', 'until'], 'events')
  const { since, until, ...given } = which
  const filters = fixed(given, 'filters')
  const types = filters.type as readonly EventType[] | undefined
  for (const word of (filters.event ?? []) as readonly string[])
    checkEventWord(word, 'filters.event', types ?? eventTypes)
  return {
    filters: Object.keys(filters).length === 0 ? undefined : filters,
    since: parseWhen('since', since),
    until: parseWhen('until', until),
  }
}

/**
 * What happens on an engine, as it happens. Read it once, with `for await`; leaving the loop closes the connection.
 * The request is sent by the first read, or by {@link Events.ready}.
 */
export class Events<Type extends EventType = EventType>
  implements AsyncIterableIterator<EventsOfType<Type>>, AsyncDisposable
{
  readonly #engine: Engine
  readonly #query: EventsQuery
  readonly #signal: AbortSignal | undefined
  readonly #onGap: EventsOptions['onGap']
  readonly #queue: Queue<EventsOfType<Type>>
  readonly #leave = new AbortController()
  #forgetSignal = (): void => undefined
  #opened: Promise<void> | undefined

  /** @internal */
  constructor(engine: Engine, which: EventFilters, options: EventsOptions) {
    eventsOptions.check(options)
    const { signal, buffer = defaultBuffer, onGap } = options
    this.#engine = engine
    this.#query = queryOf(which)
    this.#signal = signal
    this.#onGap = onGap
    const position = ({ timeNano }: EventsOfType<Type>): string => writeMoment(timeNano)
    this.#queue = new Queue(new DroppingRoom(buffer, position, (gap) => this.#gap(gap)))
  }

  /**
   * Subscribes, and resolves when it is done: whatever happens from then on will be read.
   *
   * @example
   * const events = docker.events({ type: 'network', event: 'create' })
   * await events.ready()
   * await docker.network.bridge('front').create()
   * const { value } = await events.next()
   */
  ready(): Promise<void> {
    if (this.#opened === undefined) {
      this.#opened = this.#open()
      // Who waits for the first event learns of a failure there.
      this.#opened.catch((reason: unknown) => {
        this.#queue.fail(reason)
      })
    }
    return this.#opened
  }

  /** The next event, whenever it happens. */
  next(): Promise<IteratorResult<EventsOfType<Type>, undefined>> {
    return this.#queue.isEmpty ? this.#wait() : this.#queue.next()
  }

  /** @internal What has arrived and not been read, without waiting for more. @throws what `next()` rejects with at a gap */
  waiting(): EventsOfType<Type>[] {
    const all: EventsOfType<Type>[] = []
    for (let event = this.#queue.take(); event !== undefined; event = this.#queue.take()) all.push(event)
    return all
  }

  async #wait(): Promise<IteratorResult<EventsOfType<Type>, undefined>> {
    if (this.#opened === undefined) void this.ready().catch(() => undefined)
    try {
      return await this.#queue.next()
    } catch (error) {
      throw atCaller(error)
    }
  }

  /** Ends it, and its connection. */
  return(): Promise<IteratorResult<EventsOfType<Type>, undefined>> {
    this.#opened ??= Promise.resolve() // it shall not be opened later
    this.#forgetSignal()
    this.#leave.abort()
    return this.#queue.return()
  }

  /** Events are read once: a second loop goes on where the first ended. */
  [Symbol.asyncIterator](): this {
    return this
  }

  /** Ends it, and its connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  async #open(): Promise<void> {
    try {
      this.#follow(this.#signal)
      const { filters } = this.#query
      const until = await resolveWhen(this.#engine, this.#query.until, this.#call)
      const query = { since: await this.#start(), until, filters }
      const events = await this.#engine.call(systemEvents, { query }, this.#call)
      // The declared types are narrower than the wire's, which lets a newer engine say more.
      void this.#drain(events as AsyncIterable<unknown> as AsyncIterable<EventsOfType<Type>>, until)
    } catch (error) {
      this.#forgetSignal()
      throw error
    }
  }

  /** The caller's abort is ours as well, until the end. */
  #follow(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted()
    if (signal !== undefined) this.#forgetSignal = onAbort(signal, () => this.#leave.abort(signal.reason))
  }

  get #call(): Pick<CallOptions, 'signal'> {
    return { signal: this.#leave.signal }
  }

  /**
   * Engines answer before they have subscribed us, so an answer alone proves nothing. But they replay what
   * happened since a given moment: by their own clock, read before, nothing can fall in between.
   */
  async #start(): Promise<Seconds | undefined> {
    const { since, until } = this.#query
    if (since !== undefined || until !== undefined) return await resolveWhen(this.#engine, since, this.#call)
    const now = await engineTime(this.#engine, this.#call)
    return now === undefined ? undefined : writeMoment(now)
  }

  /** Reads the connection empty, however slow the reader is. */
  async #drain(events: AsyncIterable<EventsOfType<Type>>, until: Seconds | undefined): Promise<void> {
    const recent = new RecentEvents<EventsOfType<Type>>()
    try {
      // One for each turn, so that a reader who keeps up takes them as they come.
      for await (const event of events) if (!recent.has(checkTimed(event))) this.#queue.push(event)
      await this.#refuseEarlyEnd(until)
      this.#queue.end()
    } catch (reason) {
      if (this.#signal?.aborted === true) this.#queue.abort(reason)
      else this.#queue.fail(reason)
    } finally {
      this.#forgetSignal()
    }
  }

  /** An engine that is shut down ends the stream as if all was said. */
  async #refuseEarlyEnd(until: Seconds | undefined): Promise<void> {
    if (until === undefined) throw ended()
    try {
      const time = await engineTime(this.#engine, this.#call)
      if (time !== undefined && time < parseMoment('until', until)) throw ended()
    } catch (cause) {
      throw cause instanceof ConnectionError ? ended(cause) : cause
    }
  }

  #gap(gap: EventGap): void {
    try {
      if (this.#onGap === undefined) throw lost(gap)
      this.#onGap(gap)
    } catch (reason) {
      void this.return()
      throw reason
    }
  }
}

/** Without its moment, an event can neither be told from another one nor be a place to go on from. */
function checkTimed<Event extends { readonly timeNano: unknown }>(event: Event): Event {
  if (typeof event.timeNano === 'bigint') return event
  throw new ProtocolError('REPLY_MISMATCH', {
    message: 'an event that the engine sent has no timeNano',
    details: { wire: eventMessage.name, problems: ['timeNano'] },
    hint: 'is something other than a Docker engine answering at this address?',
    operation: systemEvents.id,
  })
}

function ended(cause?: unknown): ConnectionError<'CONNECTION_LOST'> {
  return new ConnectionError('CONNECTION_LOST', {
    message: 'the engine ended the stream of events',
    details: {},
    hint: 'the engine was stopped or restarted, and has forgotten what it did not send: list what you need anew',
    operation: systemEvents.id,
    cause,
    sent: 'yes',
  })
}

function lost({ dropped, since }: EventGap): StateError<'EVENTS_LOST'> {
  return new StateError('EVENTS_LOST', {
    message: `${dropped} events were not read in time, and had to be dropped`,
    details: { dropped, since },
    hint: 'read faster, give a larger { buffer }, or handle { onGap }: list what you need anew',
    operation: systemEvents.id,
  })
}
