import { once } from 'node:events'
import { noTerminal } from './no-terminal.js'
import { callersSize, type TerminalSize } from './size.js'

/** Where keys are typed: `process.stdin`, or what behaves like it. */
export type TerminalInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean
  readonly isRaw?: boolean
  /** What is typed arrives key by key, and nothing echoes it. */
  setRawMode?(raw: boolean): unknown
}

/** Where output is shown: `process.stdout`, or what behaves like it. */
export type TerminalOutput = NodeJS.WritableStream & { readonly rows?: number; readonly columns?: number }

/** How much may wait for a terminal that takes no more, while reading goes on. */
const readAhead = 256 * 1024

/** The caller's terminal, from when a container has it until it is given back as it was. */
export class HeldTerminal {
  /** Rejects when the terminal breaks, with the error of its stream. */
  readonly broken: Promise<never>
  readonly #input: TerminalInput
  readonly #output: TerminalOutput
  readonly #givenBack = new AbortController()
  #break: (reason: unknown) => void = () => undefined
  /** What was changed, the last thing last. */
  readonly #undo: (() => void)[] = []
  #unshown = 0

  constructor(input: TerminalInput, output: TerminalOutput) {
    this.#input = input
    this.#output = output
    this.broken = new Promise((_, reject) => (this.#break = reject))
    this.broken.catch(() => undefined) // told to whoever waits for it
    this.#listen(input, 'error', this.#break)
    this.#listen(output, 'error', this.#break)
    this.#listen(output, 'close', () => this.#break(noTerminal('the terminal was closed', 'the container goes on')))
  }

  /** Tells the terminal's size now, and whenever it has changed. */
  onSize(tell: (size: TerminalSize) => void): void {
    const measure = (): void => {
      const size = callersSize(this.#output)
      if (size !== undefined) tell(size)
    }
    this.#listen(this.#output, 'resize', measure)
    measure()
  }

  /** Takes the keys, one by one and without echo, until there are no more. */
  takeKeys(send: (keys: Uint8Array) => Promise<void>, end: () => Promise<void>): void {
    const input = this.#input
    const { isRaw = false } = input
    const wasPaused = input.isPaused()
    const resume = (): void => {
      if (!this.#givenBack.signal.aborted) input.resume()
    }
    this.#undo.push(() => {
      // Else a program that has nothing more to do would wait for keys for ever.
      if (wasPaused || input.listenerCount('data') === 0) input.pause()
    })
    this.#listen(input, 'data', (keys: string | Uint8Array) => {
      input.pause()
      // A write that fails means that the stream has ended: its reader tells how.
      send(typeof keys === 'string' ? Buffer.from(keys) : keys).then(resume, () => undefined)
    })
    this.#listen(input, 'end', () => {
      end().catch(() => undefined) // as above
    })
    input.setRawMode?.(true)
    this.#undo.push(() => input.setRawMode?.(isRaw))
    input.resume()
  }

  /**
   * Shows bytes. Waits for the terminal only when much has to wait: who does not read on does not learn that the
   * stream has failed.
   *
   * @param failing rejects when there is nothing to wait for any more
   */
  async show(bytes: Uint8Array, failing: Promise<never>): Promise<void> {
    const hasRoom = this.#output.write(bytes, (error) => {
      if (error != null) this.#break(error)
    })
    this.#unshown = hasRoom ? 0 : this.#unshown + bytes.length
    if (this.#unshown < readAhead) return
    await Promise.race([once(this.#output, 'drain', { signal: this.#givenBack.signal }), failing])
    this.#unshown = 0
  }

  /** Leaves the terminal as it was found. */
  giveBack(): void {
    this.#givenBack.abort()
    const undo = this.#undo.pop()
    if (undo === undefined) return
    try {
      undo()
    } finally {
      this.giveBack() // the rest of it, whatever happened
    }
  }

  #listen<Argument>(stream: NodeJS.EventEmitter, event: string, listener: (argument: Argument) => void): void {
    stream.on(event, listener)
    this.#undo.push(() => stream.removeListener(event, listener))
  }
}
