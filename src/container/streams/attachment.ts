import { tellAbout, type About } from '../../errors/error-context.js'
import { StateError } from '../../errors/state.js'
import type { ByteDuplex } from '../../stream/duplex.js'
import type { Frame } from '../../stream/decoders/frames.js'
import type { Decoding, Policy } from '../../stream/items.js'
import { checkSize, type TerminalSize } from '../terminal/size.js'
import type { Exit } from './exit-watch.js'
import { FrameSplit } from './frame-split.js'
import type { Input, Stdin } from './stdin.js'

/** @internal What an attachment is made of. */
export interface AttachmentParts {
  readonly duplex: ByteDuplex
  /** The call that opened it, for errors. */
  readonly about: About
  /** Begins to read what it wrote. */
  readonly open: (policy: Policy<Frame>) => Decoding<Uint8Array, Frame>
  readonly stdin: Stdin
  readonly resize: (size: TerminalSize) => Promise<void>
  /** Resolves with the exit code, when the stream has ended or is being read by somebody. */
  readonly exit: (streamEnded: () => Promise<void>, givenUp: AbortSignal) => Promise<Exit>
  /** Nothing more is read before the end: the reader has left, or the stream broke. */
  readonly closed: () => void
}

/**
 * A program's streams, in your hands. Read `output`, or `stdout` and `stderr` both at once: what you do not read slows
 * the program down. Leaving the loop closes the connection, and the program goes on.
 *
 * @example
 * await using shell = await web.exec('sh').attach()
 * await shell.stdin.write('echo hello\n')
 * await shell.stdin.end()
 * for await (const { stream, data } of shell.output) process[stream].write(data)
 * const { exitCode } = await shell.exit()
 */
export class Attachment implements AsyncDisposable {
  readonly stdin: Input
  /** Both streams, in the order they came. Ends when the program has, rejects when the connection was lost. */
  readonly output: AsyncIterable<Frame>
  /** With a terminal, all of the output. */
  readonly stdout: AsyncIterable<Uint8Array>
  readonly stderr: AsyncIterable<Uint8Array>
  readonly #parts: AttachmentParts
  readonly #split: FrameSplit
  #exit: Promise<Exit> | undefined
  /** Gives up what asks for the exit code; undefined when nothing does. */
  #asking: AbortController | undefined

  /** @internal */
  constructor(parts: AttachmentParts) {
    const split = new FrameSplit(parts.open, parts.closed)
    this.#parts = parts
    this.#split = split
    this.stdin = parts.stdin
    this.output = { [Symbol.asyncIterator]: () => split.output }
    this.stdout = { [Symbol.asyncIterator]: () => split.side('stdout') }
    this.stderr = { [Symbol.asyncIterator]: () => split.side('stderr') }
  }

  /** Tells the program's terminal its size. */
  async resize(size: TerminalSize): Promise<void> {
    await this.#parts.resize(checkSize(size))
  }

  /** Lets go of the streams and of `exit()`, if that is under way; the program goes on. */
  async detach(): Promise<void> {
    this.#parts.stdin.detach()
    this.#giveUp()
    await this.#split.close()
    this.#parts.closed() // also when the stream was at its end before
    this.#parts.duplex.destroy()
  }

  /**
   * How the program ended, once it has. Output that nobody reads is dropped meanwhile. After `detach()` the engine is
   * asked anew.
   */
  exit(): Promise<Exit> {
    this.#split.drain()
    // Kept only when asked for: a promise that nobody holds could be rejected with nobody there.
    return (this.#exit ??= this.#ask())
  }

  #ask(): Promise<Exit> {
    const asking = new AbortController()
    this.#asking = asking
    return new Promise<Exit>((resolve, reject) => {
      asking.signal.addEventListener('abort', () => reject(asking.signal.reason))
      this.#parts.exit(() => this.#split.finished(), asking.signal).then(resolve, reject)
    }).finally(() => {
      if (this.#asking === asking) this.#asking = undefined
    })
  }

  #giveUp(): void {
    if (this.#asking === undefined) return
    this.#exit?.catch(() => undefined) // who asked may have gone without waiting
    this.#exit = undefined
    this.#asking.abort(tellAbout(givenUp(), this.#parts.about))
  }

  /** The same as `detach()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.detach()
  }
}

function givenUp(): StateError<'EXIT_UNKNOWN'> {
  return new StateError('EXIT_UNKNOWN', {
    message: 'the streams were detached before the program ended',
    details: {},
    hint: 'it goes on: exit() asks for its end anew',
  })
}
