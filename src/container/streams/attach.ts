import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openCall, openChange, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, plainName, type RefLike } from '../../engine/ref.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { StateError } from '../../errors/state.js'
import { frames, rawFrames } from '../../stream/decoders/frames.js'
import { checkDetachKeys } from '../terminal/detach-keys.js'
import { noTerminal } from '../terminal/no-terminal.js'
import { checkSize, type TerminalSize } from '../terminal/size.js'
import { containerAttach, containerInspect, containerResize } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { AttachedExit } from './attached-exit.js'
import { Attachment } from './attachment.js'
import { watchExit } from './exit-watch.js'
import { Stdin, type StdinEnd } from './stdin.js'

/** Which streams of a container are wanted. */
export interface AttachOptions extends CallOptions {
  /** When left out, yes if the container was made with an open stdin. */
  readonly stdin?: boolean | undefined
  /** No when false. */
  readonly stdout?: boolean | undefined
  /** No when false. */
  readonly stderr?: boolean | undefined
  /** Begins with what was written before. */
  readonly logs?: boolean | undefined
  /** What typed into stdin lets go of the container; `ctrl-p,ctrl-q` unless said otherwise. */
  readonly detachKeys?: string | undefined
  /**
   * The size of its terminal. A container that is run has it from the start; when left out, the size of the terminal
   * that this program runs at.
   */
  readonly size?: TerminalSize | undefined
}

const flags = ['stdin', 'stdout', 'stderr', 'logs'] as const

export function checkAttachOptions(options: AttachOptions): void {
  checkCallOptions(options, [...flags, 'detachKeys', 'size'], 'container.attach')
  for (const flag of flags) if (options[flag] !== undefined) checkFlag(flag, options[flag])
  if (options.detachKeys !== undefined) checkDetachKeys(options.detachKeys)
  if (options.size !== undefined) checkSize(options.size)
}

/**
 * Attaches to the streams of a container's own program.
 * Of a container that has not started, what is read is what comes after its start.
 */
export async function attachContainer(
  engine: Engine,
  container: RefLike<'container'>,
  options: AttachOptions,
): Promise<Attachment> {
  checkAttachOptions(options)
  const { size, ...wanted } = options
  const call = openChange(engine, { operation: containerAttach.id, target: nameOf(container) }, options)
  const found = await call.send(containerInspect, { id: container })
  if (size !== undefined) refuseSize(found)
  const streams = await attachFound(call, container, found, wanted)
  try {
    if (size !== undefined) await resize(call, container, size)
    return streams
  } catch (error) {
    await streams.detach()
    throw error
  }
}

/** The same with what is known of the container already. */
export async function attachFound(
  call: CallContext,
  container: RefLike<'container'>,
  { Config, HostConfig, State }: ContainerInspect,
  wanted: Omit<AttachOptions, 'size'>,
): Promise<Attachment> {
  const { stdin = Config.OpenStdin ?? false, stdout = true, stderr = true, logs = false, detachKeys } = wanted
  // Before the streams: the end of a container that removes itself can be read nowhere else.
  const condition = State.Running ? 'not-running' : 'next-exit'
  const watch = await watchExit(call, container, condition)
  try {
    const query = { stdin, stdout, stderr, logs, detachKeys, stream: true }
    const duplex = await call.send(containerAttach, { id: container, query })
    const about = { operation: containerAttach.id, target: nameOf(container) }
    const end = new AttachedExit({ call, container, watch })
    return new Attachment({
      duplex,
      about,
      open: (policy) => {
        // The streams of an engine that died end in the same way as those of a program.
        const all = { ...policy, confirm: () => (stdin ? end.confirmEngine(HostConfig) : end.confirm()) }
        return Config.Tty === true ? rawFrames(duplex.readable, all) : frames(duplex.readable, about, all)
      },
      stdin: new Stdin({ duplex, about, end: stdin ? stdinEnd(Config) : undefined }),
      resize: (size) => resize(call, container, size),
      exit: (_, givenUp) => end.exit(givenUp),
      closed: () => end.release(),
    })
  } catch (error) {
    await watch.cancel()
    throw error
  }
}

function stdinEnd({ Tty, StdinOnce }: ContainerInspect['Config']): StdinEnd {
  if (Tty === true) return 'typed'
  return StdinOnce === true ? 'closed' : 'never'
}

/** There is nothing that could have a size, or nothing yet. */
function refuseSize({ Id, Name, Config, State }: ContainerInspect): void {
  const name = plainName(Name)
  if (Config.Tty !== true)
    throw noTerminal(
      `container ${JSON.stringify(name)} was made without a terminal, and has no size`,
      'leave size out, or make it with .tty()',
    )
  if (State.Running) return
  throw new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} does not run, so its terminal cannot be given a size yet`,
    details: { id: Id, name },
    hint: 'attach() it from the builder, which takes the size, or call resize() after start()',
    target: name,
  })
}

/** Tells a container's terminal its size. */
export async function resizeContainer(
  engine: Engine,
  container: RefLike<'container'>,
  size: TerminalSize,
  options: CallOptions,
): Promise<void> {
  checkCallOptions(options, [], 'container.resize')
  await resize(openCall(engine, options), container, size)
}

export async function resize(call: CallContext, container: RefLike<'container'>, size: TerminalSize): Promise<void> {
  const { rows, columns } = checkSize(size)
  await call.send(containerResize, { id: container, query: { h: rows, w: columns } })
}
