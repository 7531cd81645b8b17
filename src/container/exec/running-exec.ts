import type { CallContext } from '../../engine/context.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import type { About } from '../../errors/error-context.js'
import { engineError } from '../../errors/reasons/engine-error.js'
import { frames, rawFrames, type Frame } from '../../stream/decoders/frames.js'
import type { ByteDuplex } from '../../stream/duplex.js'
import type { Decoding, Policy } from '../../stream/items.js'
import { claimSource, releaseSource } from '../../stream/source.js'
import { explainEnded } from '../explain-ended.js'
import { containerExec, execResize, execStart } from '../operations.js'
import { Attachment } from '../streams/attachment.js'
import type { Exit } from '../streams/exit-watch.js'
import { Stdin } from '../streams/stdin.js'
import { callersSize, checkSize, firstSize, type TerminalSize } from '../terminal/size.js'
import type { ExecConfig } from '../wire/exec.js'
import { execEnd, inspectExec } from './exit.js'
import { pump, type ExecInput } from './input.js'
import { toldIfRunning, withRunning } from './runs-on.js'

/** An exec that is to run with its streams in hand. */
export interface ExecToRun {
  readonly container: RefLike<'container'>
  readonly body: ExecConfig
  readonly input: ExecInput | undefined
  /** The size of its terminal; when left out, that of the caller's. */
  readonly size?: TerminalSize | undefined
}

/** An exec that was started, and its streams. */
export class RunningExec {
  readonly #call: CallContext
  readonly #run: ExecToRun
  readonly #id: string
  readonly #duplex: ByteDuplex
  readonly #stdin: Stdin
  /** Lets go of what it reads. */
  readonly #release: () => void

  private constructor(call: CallContext, run: ExecToRun, id: string, duplex: ByteDuplex) {
    this.#call = call
    this.#run = run
    this.#id = id
    this.#duplex = duplex
    this.#stdin = new Stdin({ duplex, about: aboutOf(run), end: this.#tty ? 'typed' : 'closed' })
    const { input } = run
    this.#release = input === undefined ? () => undefined : pump(input, this.#stdin, (reason) => duplex.destroy(reason))
  }

  /** Makes it and starts it. */
  static async start(call: CallContext, run: ExecToRun): Promise<RunningExec> {
    const { container, body, input, size } = run
    claimSource('stdin', input)
    try {
      const first = await firstSize(call, body.Tty === true ? (size ?? callersSize()) : undefined)
      const made = first.ConsoleSize === undefined ? body : { ...body, ConsoleSize: first.ConsoleSize }
      const { Id } = await call.send(containerExec, { id: container, body: made })
      const duplex = await toldIfRunning(call, run, Id, () =>
        call.send(execStart, { id: Id, body: { Tty: body.Tty ?? false } }),
      )
      const running = new RunningExec(call, run, Id, duplex)
      await running.#orClosed(() =>
        toldIfRunning(call, run, Id, () => first.afterStart((told) => running.#resize(told))),
      )
      return running
    } catch (error) {
      releaseSource(input)
      throw await explainEnded(call, container, error)
    }
  }

  /** Reads it to its end. */
  async output<Read>(read: (output: AsyncIterable<Frame>) => Promise<Read>): Promise<{ read: Read; exit: ExecExit }> {
    return await toldIfRunning(this.#call, this.#run, this.#id, async () => {
      const written = await read(this.#frames()).finally(this.#release)
      return { read: written, exit: await execEnd(this.#call, this.#id) }
    })
  }

  /** Its streams for the caller. */
  attachment(): Attachment {
    const told = <Value>(step: () => Promise<Value>): Promise<Value> =>
      toldIfRunning(this.#call, this.#run, this.#id, step)
    const confirm = (): Promise<unknown> => {
      this.#release()
      return told(() => inspectExec(this.#call, this.#id))
    }
    const explain = (error: unknown): Promise<unknown> => withRunning(this.#call, this.#run, this.#id, error)
    return new Attachment({
      duplex: this.#duplex,
      open: (policy) => this.#frames({ ...policy, confirm, explain }),
      about: aboutOf(this.#run),
      stdin: this.#stdin,
      resize: (size) => this.#resize(size),
      exit: async (streamEnded, givenUp) => {
        await streamEnded()
        return await told(() => this.#exit(givenUp))
      },
      closed: this.#release,
    })
  }

  /** @throws BadRequestError COMMAND_NOT_FOUND */
  async #exit(givenUp: AbortSignal): Promise<Exit> {
    const { exitCode, started } = await execEnd(this.#call, this.#id, givenUp)
    if (!started) throw notStarted(this.#run, '')
    return { exitCode }
  }

  async #resize(size: TerminalSize): Promise<void> {
    const { rows, columns } = checkSize(size)
    await this.#call.send(execResize, { id: this.#id, query: { h: rows, w: columns } })
  }

  #frames(policy?: Policy<Frame>): Decoding<Uint8Array, Frame> {
    const { readable } = this.#duplex
    return this.#tty ? rawFrames(readable, policy) : frames(readable, aboutOf(this.#run), policy)
  }

  get #tty(): boolean {
    return this.#run.body.Tty ?? false
  }

  async #orClosed(step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#release()
      this.#duplex.destroy()
      throw error
    }
  }
}

type ExecExit = Awaited<ReturnType<typeof execEnd>>

function aboutOf({ container }: ExecToRun): About {
  return { operation: execStart.id, target: nameOf(container) }
}

/** The engine has said 101 already when it finds that it cannot start the program: its words come as output. */
export function notStarted(run: ExecToRun, words: string): Error {
  const [program = ''] = run.body.Cmd
  const text = words.trim() === '' ? `${JSON.stringify(program)} could not be started` : words.trim()
  return engineError({ operation: execStart.id, target: nameOf(run.container), noun: 'container', status: 400, text })
}
