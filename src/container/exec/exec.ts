import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { printedRequest, type Inspect } from '../../docker-words/printed-request.js'
import { conflict } from '../../errors/conflict.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { guardSource, releaseSource } from '../../stream/source.js'
import { collect } from '../../stream/text.js'
import { explainEnded } from '../explain-ended.js'
import { containerExec, execStartDetached } from '../operations.js'
import { checkArgv, checkText, checkUser, toEnv } from '../program.js'
import { checkOutputOptions, exitNotZero, type Output, type OutputOptions } from '../run/output.js'
import type { Attachment } from '../streams/attachment.js'
import { noTerminal } from '../terminal/no-terminal.js'
import { checkSize, type TerminalSize } from '../terminal/size.js'
import type { ExecConfig } from '../wire/exec.js'
import { checkInput, type ExecInput } from './input.js'
import { notStarted, RunningExec } from './running-exec.js'
import { toldIfRunning } from './runs-on.js'

/** How an exec is attached. */
export interface ExecAttachOptions extends CallOptions {
  /** The size of its terminal from the start; when left out, the size of the terminal that this program runs at. */
  readonly size?: TerminalSize | undefined
}

const neverTyped = Array.from({ length: 16 }, () => 'ctrl-_').join(',')

interface ExecSpec {
  readonly config: ExecConfig
  readonly input: ExecInput | undefined
}

/**
 * A program to run inside a running container. Immutable: each method returns another one, and nothing is sent until
 * `output()`, `attach()` or `detach()`. No shell reads the arguments.
 *
 * @example
 * const { stdout, exitCode } = await web.exec('ls', '-l').workdir('/tmp').output()
 */
export class Exec {
  readonly #engine: Engine
  readonly #container: RefLike<'container'>
  readonly #spec: ExecSpec

  /** @internal */
  constructor(engine: Engine, container: RefLike<'container'>, argv: readonly string[], spec?: ExecSpec) {
    this.#engine = engine
    this.#container = container
    this.#spec = spec ?? { config: { Cmd: [...checkArgv(argv)] }, input: undefined }
  }

  /** Sets variables of its environment. CLI `--env` */
  env(key: string, value: string): Exec
  env(variables: Readonly<Record<string, string>>): Exec
  env(first: string | Readonly<Record<string, string>>, value?: string): Exec {
    return this.#with({ Env: [...(this.#spec.config.Env ?? []), ...toEnv(first, value)] })
  }

  /** The directory it runs in. CLI `--workdir` */
  workdir(path: string): Exec {
    return this.#with({ WorkingDir: checkText('workdir', path) })
  }

  /** Who runs it: `user`, `user:group`, or numbers. CLI `--user` */
  user(user: string): Exec {
    return this.#with({ User: checkUser(user) })
  }

  /** Gives it a terminal: then all its output is stdout, and lines end in `\r\n`. CLI `--tty` */
  tty(on = true): Exec {
    return this.#with({ Tty: checkFlag('tty', on) })
  }

  /** Gives it every right on the host. CLI `--privileged` */
  privileged(on = true): Exec {
    return this.#with({ Privileged: checkFlag('privileged', on) })
  }

  /**
   * What it reads: a text, bytes, or an iterable of them such as a stream, which is closed when the program has ended.
   * After the last byte the program meets the end of its stdin. A stream or a generator can be read once: the exec that
   * has it runs once. CLI `--interactive`
   */
  stdin(input: ExecInput): Exec {
    return new Exec(this.#engine, this.#container, [], { ...this.#spec, input: guardSource(checkInput(input)) })
  }

  /** The body that is sent to make it. */
  toRequest(): ExecConfig {
    const config = structuredClone(this.#spec.config) // whoever changes it shall not change the exec
    return { ...config, AttachStdin: this.#spec.input !== undefined, AttachStdout: true, AttachStderr: true }
  }

  /**
   * Runs it to its end. A program that fails is no error unless `check` asks for it.
   *
   * @throws BadRequestError COMMAND_NOT_FOUND; ConflictError NOT_RUNNING;
   *   StateError EXIT_NOT_ZERO with `check`, TEXT_TOO_LONG, EXIT_UNKNOWN when the engine or the container went away
   */
  async output(options: OutputOptions = {}): Promise<Output> {
    checkOutputOptions(options, 'exec.output')
    return await this.outputIn(openCall(this.#engine, options), options)
  }

  /** @internal The same as a step of a verb. */
  async outputIn(
    call: CallContext,
    { check = false, maxBytes }: Omit<OutputOptions, keyof CallOptions> = {},
  ): Promise<Output> {
    const run = {
      container: this.#container,
      body: { ...this.toRequest(), ...this.#unleavable },
      input: this.#spec.input,
    }
    const running = await RunningExec.start(call, run)
    const { read, exit } = await running.output((output) => collect(output, { maxBytes }))
    const { stdout, stderr } = read
    if (!exit.started) throw notStarted(run, stdout + stderr)
    const { exitCode } = exit
    const [program = ''] = this.#spec.config.Cmd
    if (check && exitCode !== 0) throw exitNotZero(program, nameOf(this.#container), { stdout, stderr, exitCode })
    return { stdout, stderr, exitCode }
  }

  /**
   * Runs it with its streams in your hands. Its stdin stays open until you end it. CLI `docker exec --interactive`
   *
   * @throws StateError NO_TERMINAL for a size without `.tty()`
   */
  async attach(options: ExecAttachOptions = {}): Promise<Attachment> {
    checkCallOptions(options, ['size'], 'exec.attach')
    const { size } = options
    if (size !== undefined) {
      checkSize(size)
      if (!this.#tty) throw noTerminal('an exec without a terminal has no size', 'leave size out, or add .tty()', 'no')
    }
    const call = openCall(this.#engine, options)
    const body = { ...this.toRequest(), AttachStdin: true }
    const running = await RunningExec.start(call, { container: this.#container, body, input: this.#spec.input, size })
    return running.attachment()
  }

  /** Starts it and lets it run: nothing of it is heard again. CLI `docker exec --detach` */
  async detach(options: CallOptions = {}): Promise<void> {
    checkCallOptions(options, [], 'exec.detach')
    const { config, input } = this.#spec
    if (input !== undefined) {
      releaseSource(input)
      throw conflict('stdin()', 'detach()', 'what runs detached has no stdin: nobody is there to write it')
    }
    const call = openCall(this.#engine, options)
    try {
      const { Id } = await call.send(containerExec, { id: this.#container, body: config })
      await toldIfRunning(call, { container: this.#container, body: config }, Id, () =>
        call.send(execStartDetached, { id: Id, body: { Detach: true, Tty: this.#tty } }),
      )
    } catch (error) {
      throw await explainEnded(call, this.#container, error)
    }
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth: number, options: object, inspect: Inspect): string {
    return printedRequest('Exec', depth, { toRequest: () => this.toRequest(), inspect, options })
  }

  /** Nobody detaches from what is only read: its input may hold the bytes of any keys but these. */
  get #unleavable(): Pick<ExecConfig, 'DetachKeys'> {
    return this.#tty && this.#spec.input !== undefined ? { DetachKeys: neverTyped } : {}
  }

  get #tty(): boolean {
    return this.#spec.config.Tty ?? false
  }

  #with(change: Partial<ExecConfig>): Exec {
    return new Exec(this.#engine, this.#container, [], { ...this.#spec, config: { ...this.#spec.config, ...change } })
  }
}
