import { atCaller } from '../errors/at-caller.js'
import { tellAbout, type About } from '../errors/error-context.js'
import { onAbort } from './abort.js'
import type { Decoder } from './decoders/decoder.js'
import { Queue } from './queue/queue.js'

/**
 * Items that arrive over time. It is read once: iterating it again goes on where the last loop stopped,
 * and yields nothing after the end, an error, or a `break`. `break` closes the connection below.
 */
export interface Items<Item> extends AsyncIterableIterator<Item> {
  next(): Promise<IteratorResult<Item, undefined>>
  return(): Promise<IteratorResult<Item, undefined>>
  [Symbol.asyncIterator](): Items<Item>
}

/** Where pieces come from, and what makes items of them. */
export interface Opened<Piece, Item> {
  readonly source: AsyncIterable<Piece>
  readonly decoder: Decoder<Piece, Item>
  /** The call that the bytes answer: the decoder's errors are told it. */
  readonly about?: About | undefined
  /** Asked when the source has ended, before that is told. What it throws is told instead. */
  readonly confirm?: (() => Promise<void>) | undefined
}

/** Opens a source. The signal ends what it begins. */
export type Open<Piece, Item> = (signal: AbortSignal) => Promise<Opened<Piece, Item>>

/** What is done besides reading. */
export interface Policy<Item> {
  /** Looks at each item before it is given out. What it throws ends the stream. */
  readonly check?: ((item: Item) => Promise<void>) | undefined
  /** Told once that nothing more will come, whatever the reason. */
  readonly onOver?: ((end: End) => void) | undefined
}

/** How a stream came to be over: by itself, by a failure, or because its reader left. */
export type End = 'source' | 'failure' | 'reader'

/**
 * Reads items from a source, pulled by the consumer: the source is asked for one piece only when a caller waits for
 * an item that no earlier piece holds, so a slow reader slows the sender.
 * Rejects with the source's own error, or the decoder's, which also closes the source; the latter is told the call
 * that the bytes answer.
 */
export function decode<Piece, Item>(
  source: AsyncIterable<Piece>,
  decoder: Decoder<Piece, Item>,
  about?: About,
  policy: Policy<Item> = {},
): Items<Item> {
  return new Decoding({ source, decoder, about }, policy)
}

/**
 * The same with a source that is opened when the first item is asked for: what is never read costs no request.
 * Leaving the loop closes the source, or ends its opening, and so does the caller's own signal.
 */
export function lazily<Piece, Item>(open: Open<Piece, Item>, signal?: AbortSignal): Items<Item> {
  const leave = new AbortController()
  let forgetSignal: (() => void) | undefined
  const begin = (): Promise<Opened<Piece, Item>> => {
    signal?.throwIfAborted()
    if (signal !== undefined) forgetSignal = onAbort(signal, () => leave.abort(signal.reason))
    return open(leave.signal)
  }
  const onOver = (end: End): void => {
    forgetSignal?.()
    if (end === 'reader') leave.abort()
  }
  return new Decoding(begin, { onOver })
}

type Result<Item> = IteratorResult<Item, undefined>

const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * The only iterator between a socket and a loop, however many decoders there are: an item that is decoded already
 * costs one resolved promise. Written by hand, because an async generator costs 1.3 to 1.4 times as much.
 */
class Decoding<Piece, Item> implements Items<Item> {
  readonly #policy: Policy<Item>
  readonly #from: Opened<Piece, Item> | (() => Promise<Opened<Piece, Item>>)
  #decoder: Decoder<Piece, Item> | undefined
  #about: About | undefined
  #confirm: Opened<Piece, Item>['confirm']
  #source: AsyncIterator<Piece> | undefined
  /** The source again, if what waits in it can be taken without a promise. */
  #queue: Queue<Piece> | undefined
  /** `ended`: the source has no more, the decoder may. `closed`: nobody has. */
  #phase: 'open' | 'ended' | 'closed' = 'open'
  #pulling = false
  /** Calls that came while another one waits for the source, and the promise the next such call goes behind. */
  #behind = 0
  #tail: Promise<unknown> = Promise.resolve()

  constructor(from: Opened<Piece, Item> | (() => Promise<Opened<Piece, Item>>), policy: Policy<Item>) {
    this.#from = from
    this.#policy = policy
    if (typeof from !== 'function') this.#use(from)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<Result<Item>> {
    if (this.#pulling || this.#behind > 0 || this.#policy.check !== undefined) return this.#goBehind()
    const call = this.#step()
    this.#tail = call
    return call
  }

  async return(): Promise<Result<Item>> {
    const wasOpen = this.#phase === 'open'
    this.#close('reader')
    // At once, even while a read is pending: closing is what ends that read.
    if (wasOpen) await this.#source?.return?.()
    return done
  }

  #use({ source, decoder, about, confirm }: Opened<Piece, Item>): AsyncIterator<Piece> {
    const iterator = source[Symbol.asyncIterator]()
    this.#source = iterator
    this.#queue = iterator instanceof Queue ? (iterator as Queue<Piece>) : undefined
    this.#decoder = decoder
    this.#about = about
    this.#confirm = confirm
    return iterator
  }

  #goBehind(): Promise<Result<Item>> {
    const step = (): Promise<Result<Item>> => {
      this.#behind--
      return this.#policy.check === undefined ? this.#step() : this.#checked(this.#policy.check)
    }
    this.#behind++
    const call = this.#tail.then(step, step)
    this.#tail = call
    return call
  }

  async #checked(check: (item: Item) => Promise<void>): Promise<Result<Item>> {
    const result = await this.#step()
    if (result.done === true) return result
    try {
      await check(result.value)
      return result
    } catch (error) {
      throw atCaller(this.#fail(error))
    }
  }

  #step(): Promise<Result<Item>> {
    try {
      const ready = this.#ready()
      return ready === undefined ? this.#pull() : Promise.resolve(ready)
    } catch (error) {
      // What was thrown passes through as it is.
      return Promise.reject(this.#fail(error))
    }
  }

  /** What can be said without waiting for the source; `undefined` when it must be asked. */
  #ready(): Result<Item> | undefined {
    for (;;) {
      if (this.#isClosed()) return done
      const item = this.#decoder?.take()
      if (item !== undefined) return { done: false, value: item }
      if (this.#phase === 'ended') this.#close('source')
      else {
        const piece = this.#queue?.take()
        if (piece === undefined) return undefined
        this.#decoder?.push(piece)
      }
    }
  }

  async #pull(): Promise<Result<Item>> {
    this.#pulling = true
    let decoding = false
    try {
      const source = this.#source ?? (await this.#open())
      while (!this.#isClosed()) {
        decoding = false
        const piece = await source.next()
        if (piece.done === true && !this.#isClosed()) await this.#confirm?.()
        if (this.#isClosed()) break // what it brought is nobody's
        decoding = true
        this.#accept(piece)
        const ready = this.#ready()
        if (ready !== undefined) return ready
      }
      return done
    } catch (error) {
      // Closed while the read was pending: the source fails because we closed it.
      if (this.#isClosed()) return done
      if (decoding) throw atCaller(this.#fail(error))
      // A source that fails has closed itself: `return` is not for it.
      this.#close('failure')
      throw atCaller(error)
    } finally {
      this.#pulling = false
    }
  }

  async #open(): Promise<AsyncIterator<Piece>> {
    const source = this.#use(typeof this.#from === 'function' ? await this.#from() : this.#from)
    if (this.#isClosed()) await source.return?.()
    return source
  }

  #accept(piece: IteratorResult<Piece, unknown>): void {
    if (piece.done !== true) {
      this.#decoder?.push(piece.value)
      return
    }
    this.#phase = 'ended'
    this.#decoder?.end()
  }

  /** Closes everything after a decoder's error, and hands the error back. */
  #fail(error: unknown): unknown {
    const wasOpen = this.#phase === 'open'
    const failure = tellAbout(error, this.#about ?? {})
    this.#close('failure')
    // Not awaited, and its own failure ignored: the caller must hear the first error, now.
    if (wasOpen) this.#source?.return?.().catch(() => undefined)
    return failure
  }

  #close(end: End): void {
    if (this.#isClosed()) return
    this.#phase = 'closed'
    this.#policy.onOver?.(end)
  }

  // A method, because what the compiler knows of a field stands although a call may have changed it.
  #isClosed(): boolean {
    return this.#phase === 'closed'
  }
}
