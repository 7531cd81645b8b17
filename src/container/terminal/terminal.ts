import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openChange, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { nameOf, plainName, type RefLike } from '../../engine/ref.js'
import { StateError } from '../../errors/state.js'
import { containerAttach, containerInspect } from '../operations.js'
import { attachFound, resize } from '../streams/attach.js'
import type { Attachment } from '../streams/attachment.js'
import type { ContainerInspect } from '../wire/inspect.js'
import { checkDetachKeys, defaultDetachKeys, DetachWatch } from './detach-keys.js'
import { HeldTerminal, type TerminalInput, type TerminalOutput } from './held-terminal.js'
import { noTerminal } from './no-terminal.js'
import { checkSize, type TerminalSize } from './size.js'

export type { TerminalInput, TerminalOutput } from './held-terminal.js'

export interface TerminalOptions extends CallOptions {
  /** What lets go of the container when typed; `ctrl-p,ctrl-q` unless said otherwise. CLI `--detach-keys` */
  readonly detachKeys?: string | undefined
  /** `process.stdin` unless said otherwise. */
  readonly input?: TerminalInput | undefined
  /** `process.stdout` unless said otherwise. */
  readonly output?: TerminalOutput | undefined
  /** The size of the container's terminal; when left out, that of `output`, also when it changes. */
  readonly size?: TerminalSize | undefined
}

/** How it was left: by the end of the container, or by the detach keys while it goes on. */
export type TerminalEnd =
  { readonly detached: false; readonly exitCode: number } | { readonly detached: true; readonly exitCode: undefined }

/** @throws StateError NO_TERMINAL */
export function checkTerminalOptions(options: TerminalOptions): void {
  checkCallOptions(options, ['detachKeys', 'input', 'output', 'size'], 'container.attachTerminal')
  const { detachKeys, size, input = process.stdin } = options
  if (detachKeys !== undefined) checkDetachKeys(detachKeys)
  if (size !== undefined) checkSize(size)
  if (input.isTTY !== true)
    throw noTerminal('stdin is no terminal', 'without one, use attach() or exec().output()', 'no')
}

/** Joins a terminal and a container that runs, as `docker attach` does. The terminal is as before when this settles. */
export async function attachTerminal(
  engine: Engine,
  container: RefLike<'container'>,
  options: TerminalOptions,
): Promise<TerminalEnd> {
  checkTerminalOptions(options)
  const call = openChange(engine, { operation: containerAttach.id, target: nameOf(container) }, options)
  return await joinTerminal(call, container, options)
}

/**
 * The same for a container that does not run yet, as `docker run -it` does.
 *
 * @param begin starts it, once its streams are in hand
 */
export async function joinTerminal(
  call: CallContext,
  container: RefLike<'container'>,
  options: TerminalOptions,
  begin?: () => Promise<unknown>,
): Promise<TerminalEnd> {
  const { detachKeys = defaultDetachKeys, input = process.stdin, output = process.stdout, size } = options
  const found = await call.send(containerInspect, { id: container })
  refuseUnfit(found, begin !== undefined)

  const takesKeys = found.Config.OpenStdin === true
  const streams = await attachFound(call, container, found, { stdin: takesKeys, detachKeys })
  const typed = new DetachWatch(detachKeys)
  const terminal = new HeldTerminal(input, output)
  try {
    // Without stdin the keys stay with the terminal: ctrl-C ends this process, as it ends the docker CLI.
    if (takesKeys) {
      terminal.takeKeys(
        (keys) => {
          typed.push(keys)
          return streams.stdin.write(keys)
        },
        () => streams.stdin.end(),
      )
    }
    return await Promise.race([terminal.broken, untilEnd()])
  } finally {
    try {
      terminal.giveBack()
    } finally {
      await streams.detach()
    }
  }

  async function untilEnd(): Promise<TerminalEnd> {
    await begin?.()
    // A container that has just ended cannot take a size, and must not end the session.
    const tellSize = (told: TerminalSize): void => void resize(call, container, told).catch(() => undefined)
    if (size === undefined) terminal.onSize(tellSize)
    else tellSize(size)
    const exit = streams.exit()
    await show(streams, terminal, exit)
    if (typed.seen && (await stillRuns(call, container))) return { detached: true, exitCode: undefined }
    const { exitCode } = await exit
    return { detached: false, exitCode }
  }
}

/** What has no terminal cannot be joined with one, nor what does not run, unless it is about to. */
function refuseUnfit({ Id, Name, Config, State }: ContainerInspect, begins: boolean): void {
  const name = plainName(Name)
  if (Config.Tty !== true) {
    const hint = 'make it with .tty().interactive()'
    throw noTerminal(`container ${JSON.stringify(name)} was made without a terminal`, hint)
  }
  if (!State.Running && !begins) throw notRunning(Id, name)
}

async function show(streams: Attachment, terminal: HeldTerminal, exit: Promise<unknown>): Promise<void> {
  // Tells of an abort, and of an engine that has died, also while nothing is read.
  const failing = exit.then(() => new Promise<never>(() => undefined))
  failing.catch(() => undefined)
  for await (const bytes of streams.stdout) await terminal.show(bytes, failing)
}

async function stillRuns(call: CallContext, container: RefLike<'container'>): Promise<boolean> {
  const { State } = await call.send(containerInspect, { id: container })
  return State.Running
}

function notRunning(id: string, name: string): StateError<'NOT_RUNNING'> {
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} does not run`,
    details: { id, name },
    hint: 'start it first',
    target: name,
  })
}
