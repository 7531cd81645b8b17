import { checkCallOptions, type CallOptions } from '../engine/call-options.js'
import type { Engine } from '../engine/engine.js'
import type { RefLike } from '../engine/ref.js'
import type { Sent } from '../errors/base.js'
import { StateError } from '../errors/state.js'
import { attachContainer, resizeContainer } from './attach.js'
import type { Attachment } from './attachment.js'
import { checkDetachKeys, defaultDetachKeys, DetachWatch } from './detach-keys.js'
import { containerInspect } from './operations.js'

/** Where keys are typed: `process.stdin`, or what behaves like it. */
export type TerminalInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean
  readonly isRaw?: boolean
  /** What is typed arrives key by key, and nothing echoes it. */
  setRawMode?(raw: boolean): unknown
}

/** Where output is shown: `process.stdout`, or what behaves like it. */
export type TerminalOutput = NodeJS.WritableStream & { readonly rows?: number; readonly columns?: number }

export interface TerminalOptions extends CallOptions {
  /** What lets go of the container when typed; `ctrl-p,ctrl-q` unless said otherwise. CLI `--detach-keys` */
  readonly detachKeys?: string | undefined
  /** `process.stdin` unless said otherwise. */
  readonly input?: TerminalInput | undefined
  /** `process.stdout` unless said otherwise. */
  readonly output?: TerminalOutput | undefined
}

/** How it was left: by the end of the container, or by the detach keys while it goes on. */
export type TerminalEnd =
  { readonly detached: false; readonly exitCode: number } | { readonly detached: true; readonly exitCode: undefined }

/** @throws StateError NO_TERMINAL */
export function checkTerminalOptions(options: TerminalOptions): void {
  checkCallOptions(options, ['detachKeys', 'input', 'output'], 'container.attachTerminal')
  const { detachKeys, input = process.stdin } = options
  if (detachKeys !== undefined) checkDetachKeys(detachKeys)
  if (input.isTTY !== true)
    throw noTerminal('stdin is no terminal', 'without one, use attach() or exec().output()', 'no')
}

/**
 * Joins a terminal and a container that has one, as `docker run -it` does. The terminal is as before when this settles.
 *
 * @param begin starts a container that does not run yet, once its streams are in hand
 */
export async function attachTerminal(
  engine: Engine,
  container: RefLike<'container'>,
  options: TerminalOptions,
  begin?: () => Promise<unknown>,
): Promise<TerminalEnd> {
  checkTerminalOptions(options)
  const { detachKeys = defaultDetachKeys, input = process.stdin, output = process.stdout, ...call } = options
  const { Id, Config, State, Name } = await engine.call(containerInspect, { id: container }, call)
  const name = Name.replace(/^\//, '')
  if (Config.Tty !== true)
    throw noTerminal(
      `container ${JSON.stringify(name)} was made without a terminal`,
      'make it with .tty().interactive()',
    )
  if (!State.Running && begin === undefined) throw notRunning(Id, name)

  const streams = await attachContainer(engine, container, { ...call, detachKeys, logs: false })
  const resize = (): void => {
    const { rows, columns } = output
    // The size is a courtesy: a container that has just ended cannot take it, and must not end the session.
    if (rows !== undefined && columns !== undefined)
      void resizeContainer(engine, container, { rows, columns }, call).catch(() => undefined)
  }
  const typed = new DetachWatch(detachKeys)
  const restore = takeOver(input, (keys) => {
    typed.push(keys)
    return Config.OpenStdin === true ? streams.stdin.write(keys) : Promise.resolve()
  })
  output.on('resize', resize)
  try {
    await begin?.()
    resize()
    await show(streams, output)
    if (typed.seen && (await stillRuns(engine, container, call))) return { detached: true, exitCode: undefined }
    const { exitCode } = await streams.exit()
    return { detached: false, exitCode }
  } finally {
    output.removeListener('resize', resize)
    restore()
    await streams.detach()
  }
}

/** Takes the terminal's keys, one by one and without echo; gives it back as it was. */
function takeOver(input: TerminalInput, send: (keys: Uint8Array) => Promise<void>): () => void {
  const wasRaw = input.isRaw === true
  const wasPaused = input.isPaused()
  const onData = (keys: string | Uint8Array): void => {
    input.pause()
    const bytes = typeof keys === 'string' ? Buffer.from(keys) : keys
    // A write that fails means that the stream has ended: its reader tells how.
    void send(bytes).then(
      () => input.resume(),
      () => undefined,
    )
  }
  input.setRawMode?.(true)
  input.on('data', onData)
  input.resume()
  return () => {
    input.removeListener('data', onData)
    input.setRawMode?.(wasRaw)
    // Else a program that has nothing more to do would wait for keys for ever.
    if (wasPaused || input.listenerCount('data') === 0) input.pause()
  }
}

async function show(streams: Attachment, output: TerminalOutput): Promise<void> {
  for await (const bytes of streams.stdout) {
    if (!output.write(bytes)) await new Promise((resolve) => output.once('drain', resolve))
  }
}

async function stillRuns(engine: Engine, container: RefLike<'container'>, options: CallOptions): Promise<boolean> {
  const { State } = await engine.call(containerInspect, { id: container }, options)
  return State.Running
}

function noTerminal(message: string, hint: string, sent: Sent = 'yes'): StateError<'NO_TERMINAL'> {
  return new StateError('NO_TERMINAL', { message, details: {}, hint, sent })
}

function notRunning(id: string, name: string): StateError<'NOT_RUNNING'> {
  return new StateError('NOT_RUNNING', {
    message: `container ${JSON.stringify(name)} does not run`,
    details: { id, name },
    hint: 'start it first',
    target: name,
  })
}
