import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, type RefLike } from '../../engine/ref.js'
import { checkFlag } from '../../errors/invalid-argument.js'
import { Attachment, checkSize, type TerminalSize } from './attachment.js'
import { checkDetachKeys } from '../terminal/detach-keys.js'
import { AttachedExit } from './attached-exit.js'
import { watchExit } from './exit-watch.js'
import { Stdin, type StdinEnd } from './stdin.js'
import { containerAttach, containerInspect, containerResize } from '../operations.js'
import type { ContainerInspect } from '../wire/inspect.js'

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
}

const flags = ['stdin', 'stdout', 'stderr', 'logs'] as const

export function checkAttachOptions(options: AttachOptions): void {
  checkCallOptions(options, [...flags, 'detachKeys'], 'container.attach')
  for (const flag of flags) if (options[flag] !== undefined) checkFlag(flag, options[flag])
  if (options.detachKeys !== undefined) checkDetachKeys(options.detachKeys)
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
  const { stdin: wanted, stdout = true, stderr = true, logs = false, detachKeys, ...call } = options
  const { Config, HostConfig, State } = await engine.call(containerInspect, { id: container }, call)
  const stdin = wanted ?? Config.OpenStdin ?? false

  // Before the streams: the end of a container that removes itself can be read nowhere else.
  const condition = State.Running ? 'not-running' : 'next-exit'
  const watch = await watchExit(engine, container, { ...call, condition })
  try {
    const query = { stdin, stdout, stderr, logs, detachKeys, stream: true }
    const duplex = await engine.call(containerAttach, { id: container, query }, call)
    const about = { operation: containerAttach.id, target: nameOf(container) }
    const end = new AttachedExit({ engine, container, call, watch })
    return new Attachment({
      duplex,
      about,
      tty: Config.Tty ?? false,
      stdin: new Stdin({ duplex, about, end: stdin ? stdinEnd(Config) : undefined }),
      resize: (size) => resizeContainer(engine, container, size, call),
      confirm: () => (stdin ? end.confirmEngine(HostConfig) : end.confirm()),
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

export async function resizeContainer(
  engine: Engine,
  container: RefLike<'container'>,
  size: TerminalSize,
  options: CallOptions,
): Promise<void> {
  const { rows, columns } = checkSize(size)
  await engine.call(containerResize, { id: container, query: { h: rows, w: columns } }, options)
}
