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
  /** Asked when all items have been given out, before the end is told. What it throws is told instead. */
  readonly confirm?: (() => Promise<unknown>) | undefined
}

/** Opens a source. The signal ends what it begins. */
export type Open<Piece, Item> = (signal: AbortSignal) => Promise<Opened<Piece, Item>>

/** What is done besides reading. */
export interface Policy<Item> extends Pick<Opened<never, Item>, 'confirm'> {
  /** Looks at each item before it is given out. What it throws ends the stream. */
  readonly check?: ((item: Item) => Promise<void>) | undefined
  /** Finds out more about an error of the source. */
  readonly explain?: ((error: unknown) => Promise<unknown>) | undefined
  /** Told once that nothing more will come, whatever the reason, and what the failure was. */
  readonly onOver?: ((end: End, failure?: unknown) => void) | undefined
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
): Decoding<Piece, Item> {
  return new Decoding({ source, decoder, about, confirm: policy.confirm }, policy)
}

/**
 * The same with a source that is opened when the first item is asked for: what is never read costs no request.
 * Leaving the loop closes the source, or ends its opening, and so does the caller's own signal.
 */
export function lazily<Piece, Item>(open: Open<Piece, Item>, signal?: AbortSignal): Decoding<Piece, Item> {
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

/** What can give items without a promise for each. */
interface Ready<Item> {
  ready(): Item | undefined
}

/**
 * Does something with each item to the end. It costs less than a loop: only what has not arrived yet is waited for.
 * What `use` throws closes the source.
 */
export async function each<Item>(items: AsyncIterable<Item>, use: (item: Item) => void): Promise<void> {
  const iterator: AsyncIterator<Item> & Partial<Ready<Item>> = items[Symbol.asyncIterator]()
  for await (const first of { [Symbol.asyncIterator]: () => iterator })
    for (let item: Item | undefined = first; item !== undefined; item = iterator.ready?.()) use(item)
}

type Result<Item> = IteratorResult<Item, undefined>

const done: IteratorReturnResult<undefined> = { done: true, value: undefined }

/**
 * The only iterator between a socket and a loop: an item that has arrived costs one resolved promise. Written by hand,
 * because an async generator costs 1.3 to 1.4 times as much.
 */
export class Decoding<Piece, Item> implements Items<Item>, Ready<Item> {
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
    try {
      const item = this.ready()
      return item === undefined ? this.#wait() : Promise.resolve({ done: false, value: item })
    } catch (error) {
      // What was thrown passes through as it is.
      return Promise.reject(error)
    }
  }

  /** An item that has arrived already and that nobody waits for; undefined when there is none. */
  ready(): Item | undefined {
    if (this.#pulling || this.#behind > 0 || this.#policy.check !== undefined) return undefined
    try {
      return this.#take()
    } catch (error) {
      throw this.#fail(error)
    }
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

  /** What has arrived: the next item of the decoder, or of what waits in the queue before it. */
  #take(): Item | undefined {
    const decoder = this.#decoder
    if (decoder === undefined || this.#isClosed()) return undefined
    for (;;) {
      const item = decoder.take()
      if (item !== undefined) return item
      const piece = this.#phase === 'open' ? this.#queue?.take() : undefined
      if (piece === undefined) return undefined
      decoder.push(piece)
    }
  }

  /** The next item when none has arrived, or when others wait before. */
  #wait(): Promise<Result<Item>> {
    const { check } = this.#policy
    const isInTurn = !this.#pulling && this.#behind === 0 && check === undefined
    const call = isInTurn ? this.#pull() : this.#goBehind()
    this.#tail = call
    return call
  }

  #goBehind(): Promise<Result<Item>> {
    const step = (): Promise<Result<Item>> => {
      this.#behind--
      return this.#policy.check === undefined ? this.#pull() : this.#checked(this.#policy.check)
    }
    this.#behind++
    return this.#tail.then(step, step)
  }

  async #checked(check: (item: Item) => Promise<void>): Promise<Result<Item>> {
    const result = await this.#pull()
    if (result.done === true) return result
    try {
      await check(result.value)
      return result
    } catch (error) {
      throw atCaller(this.#fail(error))
    }
  }

  async #pull(): Promise<Result<Item>> {
    this.#pulling = true
    let decoding = true
    try {
      for (;;) {
        const item = this.#take()
        if (item !== undefined) return { done: false, value: item }
        decoding = false
        if (this.#phase === 'ended') {
          await this.#confirm?.()
          this.#close('source')
        }
        if (this.#isClosed()) return done
        const piece = await (this.#source ?? (await this.#open())).next()
        decoding = true
        if (!this.#isClosed()) this.#accept(piece) // else what it brought is nobody's
      }
    } catch (error) {
      // Closed while the read was pending: the source fails because we closed it.
      if (this.#isClosed()) return done
      if (decoding) throw atCaller(this.#fail(error))
      return await this.#break(error)
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

  /** A source that fails has closed itself: `return` is not for it. */
  async #break(error: unknown): Promise<IteratorReturnResult<undefined>> {
    const { explain } = this.#policy
    const failure = explain === undefined ? error : await explain(error)
    if (this.#isClosed()) return done
    this.#close('failure', failure)
    throw atCaller(failure)
  }

  /** Closes everything after a decoder's error, and hands the error back. */
  #fail(error: unknown): unknown {
    const wasOpen = this.#phase === 'open'
    const failure = tellAbout(error, this.#about ?? {})
    this.#close('failure', failure)
    // Not awaited, and its own failure ignored: the caller must hear the first error, now.
    if (wasOpen) this.#source?.return?.().catch(() => undefined)
    return failure
  }

  #close(end: End, failure?: unknown): void {
    if (this.#isClosed()) return
    this.#phase = 'closed'
    this.#policy.onOver?.(end, failure)
  }

  // A method, because what the compiler knows of a field stands although a call may have changed it.
  #isClosed(): boolean {
    return this.#phase === 'closed'
  }
}
