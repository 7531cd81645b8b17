import type { About } from '../../errors/error-context.js'
import { checkCallOptions, forSteps, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { engineError } from '../../errors/reasons/engine-error.js'
import { frames, rawFrames } from '../../stream/decoders/frames.js'
import { guardSource, releaseSource } from '../../stream/source.js'
import { collect } from '../../stream/text.js'
import type { ByteDuplex } from '../../stream/duplex.js'
import { Attachment, checkSize, type TerminalSize } from '../streams/attachment.js'
import { Stdin } from '../streams/stdin.js'
import { conflict } from '../../errors/conflict.js'
import { checkOutputOptions, exitNotZero, type Output, type OutputOptions } from '../run/output.js'
import { containerExec, execResize, execStart, execStartDetached } from '../operations.js'
import type { ExecConfig } from '../wire/exec.js'
import { checkArgv, checkText, toEnv } from '../program.js'
import { execEnd, inspectExec } from './exit.js'
import { checkInput, pump, type ExecInput } from './input.js'

const neverTyped = Array.from({ length: 16 }, () => 'ctrl-_').join(',')

interface Started {
  readonly id: string
  readonly duplex: ByteDuplex
  readonly stdin: Stdin
  /** Lets go of what it reads. */
  readonly release: () => void
}

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
    return this.#with({ User: checkText('user', user) })
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
   * After the last byte the program meets the end of its stdin. CLI `--interactive`
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
    const { check = false, maxBytes, ...call } = forSteps(options)
    const { id, duplex, release } = await this.#start({ ...this.toRequest(), ...this.#unleavable }, call)
    const output = this.#tty ? rawFrames(duplex.readable) : frames(duplex.readable, this.#about)
    const { stdout, stderr } = await collect(output, { maxBytes }).finally(release)
    const { exitCode, started } = await execEnd(this.#engine, id, call)
    if (!started) throw this.#notStarted(stdout + stderr)
    const [program = ''] = this.#spec.config.Cmd
    if (check && exitCode !== 0) throw exitNotZero(program, nameOf(this.#container), { stdout, stderr, exitCode })
    return { stdout, stderr, exitCode }
  }

  /** Runs it with its streams in your hands. Its stdin stays open until you end it. CLI `docker exec --interactive` */
  async attach(options: CallOptions = {}): Promise<Attachment> {
    checkCallOptions(options, [], 'exec.attach')
    const engine = this.#engine
    const { id, duplex, stdin, release } = await this.#start({ ...this.toRequest(), AttachStdin: true }, options)
    return new Attachment({
      duplex,
      about: this.#about,
      tty: this.#tty,
      stdin,
      resize: (size) => resizeExec(engine, id, size, options),
      confirm: () => {
        release()
        return inspectExec(engine, id, options)
      },
      exit: async (streamEnded, givenUp) => {
        await streamEnded()
        const { exitCode, started } = await execEnd(engine, id, { ...options, givenUp })
        if (!started) throw this.#notStarted('')
        return { exitCode }
      },
      closed: release,
    })
  }

  /** Starts it and lets it run: nothing of it is heard again. CLI `docker exec --detach` */
  async detach(options: CallOptions = {}): Promise<void> {
    checkCallOptions(options, [], 'exec.detach')
    const { config, input } = this.#spec
    if (input !== undefined) {
      releaseSource(input)
      throw conflict('stdin()', 'detach()', 'what runs detached has no stdin: nobody is there to write it')
    }
    const { Id } = await this.#engine.call(containerExec, { id: this.#container, body: config }, options)
    await this.#engine.call(execStartDetached, { id: Id, body: { Detach: true, Tty: this.#tty } }, options)
  }

  get #about(): About {
    return { operation: execStart.id, target: nameOf(this.#container) }
  }

  /** Nobody detaches from what is only read: its input may hold the bytes of any keys but these. */
  get #unleavable(): Pick<ExecConfig, 'DetachKeys'> {
    return this.#tty && this.#spec.input !== undefined ? { DetachKeys: neverTyped } : {}
  }

  get #tty(): boolean {
    return this.#spec.config.Tty ?? false
  }

  async #start(body: ExecConfig, options: CallOptions): Promise<Started> {
    const { input } = this.#spec
    try {
      const { Id } = await this.#engine.call(containerExec, { id: this.#container, body }, options)
      const duplex = await this.#engine.call(execStart, { id: Id, body: { Tty: this.#tty } }, options)
      const stdin = new Stdin({ duplex, about: this.#about, end: this.#tty ? 'typed' : 'closed' })
      return { id: Id, duplex, stdin, release: this.#feed(stdin, duplex) }
    } catch (error) {
      releaseSource(input)
      throw error
    }
  }

  /** Writes what it reads, and tells how that is let go of. */
  #feed(stdin: Stdin, duplex: ByteDuplex): () => void {
    const { input } = this.#spec
    if (input === undefined) return () => undefined
    return pump(input, stdin, (reason) => duplex.destroy(reason))
  }

  #with(change: Partial<ExecConfig>): Exec {
    return new Exec(this.#engine, this.#container, [], { ...this.#spec, config: { ...this.#spec.config, ...change } })
  }

  // The engine has said 101 already when it finds that it cannot start the program: its words come as output.
  #notStarted(words: string): Error {
    const [program = ''] = this.#spec.config.Cmd
    const text = words.trim() === '' ? `${JSON.stringify(program)} could not be started` : words.trim()
    return engineError({
      operation: execStart.id,
      target: nameOf(this.#container),
      noun: 'container',
      status: 400,
      text,
    })
  }
}

async function resizeExec(engine: Engine, id: string, size: TerminalSize, options: CallOptions): Promise<void> {
  const { rows, columns } = checkSize(size)
  await engine.call(execResize, { id, query: { h: rows, w: columns } }, options)
}
