import { checkCallOptions, type CallOptions } from '../engine/call-options.js'
import type { Engine } from '../engine/engine.js'
import { nameOf, type RefLike } from '../engine/ref.js'
import { ConnectionError } from '../errors/connection.js'
import { Attachment, checkSize, type TerminalSize } from './attachment.js'
import { checkDetachKeys } from './detach-keys.js'
import { isGone, waitForExit, watchExit, type ExitWatch } from './lifecycle.js'
import { containerAttach, containerInspect, containerResize } from './operations.js'

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

export function checkAttachOptions(options: AttachOptions): void {
  checkCallOptions(options, ['stdin', 'stdout', 'stderr', 'logs', 'detachKeys'], 'container.attach')
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
  const { stdout = true, stderr = true, logs = false, detachKeys, ...call } = options
  const { Config, State } = await engine.call(containerInspect, { id: container }, call)
  const stdin = options.stdin ?? Config.OpenStdin ?? false

  // Before the streams: the end of a container that removes itself can be read nowhere else.
  const watch = await watchExit(engine, container, { ...call, condition: State.Running ? 'not-running' : 'next-exit' })
  try {
    const query = { stdin, stdout, stderr, logs, detachKeys, stream: true }
    const duplex = await engine.call(containerAttach, { id: container, query }, call)
    let left = false
    let awaited = false
    return new Attachment({
      duplex,
      about: { operation: containerAttach.id, target: nameOf(container) },
      tty: Config.Tty ?? false,
      takesInput: stdin,
      resize: (size) => resizeContainer(engine, container, size, call),
      confirm: () => confirmEnd(engine, container, watch, { stdin, call }),
      exit: () => {
        awaited = true
        return left ? waitForExit(engine, container, call) : watch.exit()
      },
      closed: () => {
        left = true
        if (!awaited) void watch.cancel()
      },
    })
  } catch (error) {
    await watch.cancel()
    throw error
  }
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

/** The stream of an engine that died ends like that of a program that ended: only the engine knows which it was. */
async function confirmEnd(
  engine: Engine,
  container: RefLike<'container'>,
  watch: ExitWatch,
  { stdin, call }: { readonly stdin: boolean; readonly call: CallOptions },
): Promise<void> {
  // Without stdin nobody can have typed the detach keys: it ended, or the connection was lost.
  try {
    await (stdin ? engine.call(containerInspect, { id: container }, call) : watch.exit())
  } catch (error) {
    if (!isGone(error)) throw lost(nameOf(container), error)
  }
}

function lost(target: string, cause: unknown): ConnectionError<'CONNECTION_LOST'> {
  return new ConnectionError('CONNECTION_LOST', {
    message: `the connection to container ${JSON.stringify(target)} ended, and the engine cannot say why`,
    details: {},
    hint: 'the output may be incomplete',
    operation: containerAttach.id,
    target,
    sent: 'yes',
    cause,
  })
}
