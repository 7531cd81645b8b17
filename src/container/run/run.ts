import { checkCallOptions, type CallOptions } from '../../engine/call/call-options.js'
import { openChange, type CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { ContainerSpec } from '../builder/spec.js'
import type { OwnedContainer } from '../container.js'
import { containerCreate, containerInspect } from '../operations.js'
import { attachFound, checkAttachOptions, resize, type AttachOptions } from '../streams/attach.js'
import type { Attachment } from '../streams/attachment.js'
import { noTerminal } from '../terminal/no-terminal.js'
import { callersSize, firstSize, type TerminalSize } from '../terminal/size.js'
import { checkTerminalOptions, joinTerminal, type TerminalEnd, type TerminalOptions } from '../terminal/terminal.js'
import { createContainer } from './create.js'
import { orRemoved } from './make.js'
import { checkOutputOptions, exitNotZero, type Output, type OutputOptions } from './output.js'
import { runToEnd, startMade } from './run-to-end.js'

/** A container that was made, in the middle of the verb that makes it. */
interface Made {
  readonly container: OwnedContainer
  /** Tells its terminal the size, on engines that do not take it before the start. */
  readonly started: () => Promise<void>
}

/** Makes a container, as `create()` does. */
export async function makeOnly(engine: Engine, spec: ContainerSpec, options: CallOptions): Promise<OwnedContainer> {
  checkCallOptions(options, [], 'container.create')
  return await createContainer(openRun(engine, spec, options), spec)
}

export async function startContainer(
  engine: Engine,
  spec: ContainerSpec,
  options: CallOptions,
): Promise<OwnedContainer> {
  // As `docker run -d -i` does: nobody is attached yet, and whoever comes and goes must not end its stdin.
  checkCallOptions(options, [], 'container.start')
  const call = openRun(engine, spec, options)
  const { container, started } = await make(call, { ...spec, stdinOnce: false })
  await orRemoved(call, container, async () => {
    await startMade(call, container)
    await started()
  })
  return container
}

/** Runs a container to its end, and gives what it wrote. */
export async function outputOf(engine: Engine, spec: ContainerSpec, options: OutputOptions): Promise<Output> {
  checkOutputOptions(options, 'container.output')
  const { check = false, maxBytes } = options
  const call = openRun(engine, spec, options)
  // Removed by us when its code has been read: an engine that removes it may take the code along.
  // Nobody can write to its stdin: left open, it would never end.
  const { container, started } = await make(call, { ...spec, rm: false, interactive: false })
  const output = await runToEnd(call, container, { maxBytes }, started)
  if (check && output.exitCode !== 0) throw exitNotZero([spec.image, ...spec.command].join(' '), spec.image, output)
  return output
}

/** A container and its streams. */
export interface AttachedContainer {
  readonly container: OwnedContainer
  readonly streams: Attachment
}

/** Starts a container with its streams in the caller's hands; attached before the start, so that nothing is missed. */
export async function attachTo(
  engine: Engine,
  spec: ContainerSpec,
  options: AttachOptions,
): Promise<AttachedContainer> {
  checkAttachOptions(options)
  const { stdin = true, size } = options
  if (size !== undefined && !spec.tty)
    throw noTerminal('a container without a terminal has no size', 'leave size out, or add .tty()', 'no')
  const call = openRun(engine, spec, options)
  const { container, started } = await make(call, { ...spec, stdinOnce: stdin }, size)
  return await orRemoved(call, container, async () => {
    const found = await call.send(containerInspect, { id: container })
    const streams = await attachFound(call, container, found, options)
    try {
      await startMade(call, container)
      await started()
      return { container, streams }
    } catch (error) {
      await streams.detach()
      throw error
    }
  })
}

/** A container that was at a terminal, and how it was left. */
export type TerminalRun = TerminalEnd & { readonly container: OwnedContainer }

/** Starts a container at the caller's terminal; attached before the start, so that its first line is seen. */
export async function runAtTerminal(
  engine: Engine,
  spec: ContainerSpec,
  options: TerminalOptions,
): Promise<TerminalRun> {
  checkTerminalOptions(options)
  const size = options.size ?? callersSize(options.output)
  const call = openRun(engine, spec, options)
  const { container, started } = await make(call, spec, size)
  return await orRemoved(call, container, async (unfinished) => {
    const end = await joinTerminal(call, container, options, async () => {
      await startMade(call, container)
      await started()
      unfinished.runs()
    })
    return { ...end, container }
  })
}

function openRun(engine: Engine, { name }: ContainerSpec, options: CallOptions): CallContext {
  return openChange(engine, { operation: containerCreate.id, target: name }, options)
}

async function make(
  call: CallContext,
  spec: ContainerSpec,
  size: TerminalSize | undefined = callersSize(),
): Promise<Made> {
  const { ConsoleSize, afterStart } = await firstSize(call, spec.tty ? size : undefined)
  const container = await createContainer(call, { ...spec, consoleSize: ConsoleSize })
  return { container, started: () => afterStart((told) => resize(call, container, told)) }
}
