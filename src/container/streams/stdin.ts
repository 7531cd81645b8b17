import { tellAbout, type About } from '../../errors/error-context.js'
import { MooringError } from '../../errors/base.js'
import { isBytes } from '../../errors/brand.js'
import { ConnectionError } from '../../errors/connection.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import type { ByteDuplex } from '../../stream/duplex.js'
import { startTimer, stopTimer, type Timer } from '../../time/time.js'

/** What goes into a program. */
export interface Input {
  /**
   * Resolves when there is room for more.
   *
   * @throws ConnectionError CONNECTION_LOST when nothing reads it any more: the program has ended
   */
  write(bytes: string | Uint8Array): Promise<void>
  /**
   * No more will come: the program reads the end of its stdin. At a terminal, ctrl-D is typed, which ends an input that
   * ends with a whole line; a program that is not yet ready to read it gets it again.
   *
   * @throws StateError STDIN_STAYS_OPEN for a container whose stdin no client can end
   */
  end(): Promise<void>
}

/**
 * How the end of a program's stdin reaches it. Engines close the output as well when the sending side of the connection
 * is closed, but for one case: no terminal, and a stdin that is for one client (every exec; a container with StdinOnce).
 */
export type StdinEnd =
  /** The sending side of the connection is closed. */
  | 'closed'
  /** A terminal never ends; ctrl-D is typed, and the terminal tells the program that its input is at an end. */
  | 'typed'
  /** The container keeps its stdin open for whoever attaches next. */
  | 'never'

interface StdinParts {
  readonly duplex: ByteDuplex
  /** The call that opened it, for errors. */
  readonly about: About
  /** Undefined where stdin was not attached. */
  readonly end: StdinEnd | undefined
}

interface Refusal {
  readonly says: string
  readonly hint: string
}

/** Why nothing can be written. */
const refusals: Readonly<Record<'missing' | 'ended' | 'detached', Refusal>> = {
  missing: {
    says: 'stdin was not attached',
    hint: 'make the container with interactive(), and leave stdin: false out when attaching',
  },
  ended: { says: 'stdin was ended', hint: 'write all of it before end()' },
  detached: { says: 'the streams were detached', hint: 'attach again to go on writing' },
}

const controlD = 0x04
const lineEnds: readonly (number | undefined)[] = [undefined, 0x0a, 0x0d, controlD]
const firstPause = 100
const longestPause = 5000

/** The stdin of one attached program. */
export class Stdin implements Input {
  readonly #duplex: ByteDuplex
  readonly #about: About
  readonly #end: StdinEnd
  #shut: keyof typeof refusals | undefined
  #lastByte: number | undefined
  #timer: Timer | undefined

  constructor({ duplex, about, end }: StdinParts) {
    this.#duplex = duplex
    this.#about = about
    this.#end = end ?? 'never'
    this.#shut = end === undefined ? 'missing' : undefined
  }

  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.#shut !== undefined) {
      const { says, hint } = refusals[this.#shut]
      throw tellAbout(invalidArgument('stdin', this.#shut, hint, says), this.#about)
    }
    if (typeof bytes !== 'string' && !isBytes(bytes))
      throw tellAbout(invalidArgument('stdin', bytes, 'give a text or bytes'), this.#about)
    await this.#send(bytes)
  }

  async end(): Promise<void> {
    if (this.#shut !== undefined) return
    if (this.#end === 'never') throw tellAbout(staysOpen(), this.#about)
    this.#shut = 'ended'
    if (this.#end === 'closed') await this.#duplex.end()
    else await this.#typeEnd()
  }

  /** Nothing more is written. */
  detach(): void {
    stopTimer(this.#timer)
    if (this.#shut !== 'missing') this.#shut = 'detached'
  }

  async #send(bytes: string | Uint8Array): Promise<void> {
    const last = typeof bytes === 'string' ? bytes.charCodeAt(bytes.length - 1) : bytes.at(-1)
    if (bytes.length > 0) this.#lastByte = last
    try {
      await this.#duplex.write(bytes)
    } catch (error) {
      throw MooringError.is(error, 'CONNECTION_LOST') ? unread(this.#about, error) : error
    }
  }

  /** Ctrl-D in the middle of a line only hands the line over; a second one is the end. */
  async #typeEnd(): Promise<void> {
    const end = Uint8Array.of(controlD)
    const isWholeLine = lineEnds.includes(this.#lastByte)
    await this.#duplex.write(isWholeLine ? end : Uint8Array.of(controlD, controlD)).catch(ignoreEnded)
    this.#typeAgain(end, firstPause)
  }

  /**
   * A program that sets its terminal up, as a shell does, loses the ctrl-D that was typed before, and a second program
   * at the same terminal needs one of its own. It is typed at growing pauses, until the program has ended.
   */
  #typeAgain(end: Uint8Array, pause: number): void {
    if (this.#shut === 'detached') return
    this.#timer = startTimer(() => {
      this.#duplex.write(end).then(
        () => this.#typeAgain(end, Math.min(pause * 2, longestPause)),
        () => undefined, // the program has ended
      )
    }, pause)
    this.#timer.unref() // the connection keeps this process alive, as long as it is open
  }
}

/** A program that has ended needs no end of its stdin. */
function ignoreEnded(error: unknown): void {
  if (!MooringError.is(error, 'CONNECTION_LOST')) throw error
}

function unread({ operation, target }: About, cause: unknown): ConnectionError<'CONNECTION_LOST'> {
  return new ConnectionError('CONNECTION_LOST', {
    message: 'nothing reads stdin any more: the program has ended, or its streams were left with the detach keys',
    details: {},
    hint: 'exit() tells how it ended',
    operation,
    target,
    sent: 'yes',
    cause,
  })
}

function staysOpen(): StateError<'STDIN_STAYS_OPEN'> {
  return new StateError('STDIN_STAYS_OPEN', {
    message: 'the stdin of this container cannot be ended: it was made to stay open for any number of clients',
    details: {},
    hint: 'make it with interactive(), and attach() it from the builder, or create(), attach() and start() it: then its stdin is for one client, and ends with it',
  })
}
