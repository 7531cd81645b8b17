import { forSteps, type CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { collect } from '../../stream/text.js'
import type { Attachment } from '../streams/attachment.js'
import { checkAttachOptions, type AttachOptions } from '../streams/attach.js'
import type { OwnedContainer } from '../container.js'
import { checkOutputOptions, exitNotZero, type Output, type OutputOptions } from './output.js'
import { attachTerminal, checkTerminalOptions, type TerminalEnd, type TerminalOptions } from '../terminal/terminal.js'
import { createContainer, orRemoved } from './create.js'
import type { ContainerSpec } from '../builder/spec.js'

export async function startContainer(
  engine: Engine,
  spec: ContainerSpec,
  options: CallOptions,
): Promise<OwnedContainer> {
  const call = forSteps(options)
  // As `docker run -d -i` does: nobody is attached yet, and whoever comes and goes must not end its stdin.
  const container = await createContainer(engine, { ...spec, stdinOnce: false }, call)
  await orRemoved(engine, container, call, () => container.start(call))
  return container
}

/** Runs a container to its end. It is watched and read before it starts, so that nothing of a short life is missed. */
export async function outputOf(engine: Engine, spec: ContainerSpec, options: OutputOptions): Promise<Output> {
  checkOutputOptions(options, 'container.output')
  const { check = false, maxBytes, ...call } = forSteps(options)
  // Removed by us when its code has been read: an engine that removes it may take the code along.
  // Nobody can write to its stdin: left open, it would never end.
  const container = await createContainer(engine, { ...spec, rm: false, interactive: false }, call)
  const output = await orRemoved(engine, container, call, async () => {
    const attached = await container.attach({ ...call, stdin: false })
    try {
      await container.start(call)
      const text = await collect(attached.output, { maxBytes })
      return { ...text, ...(await attached.exit()) }
    } finally {
      await attached.detach()
    }
  })
  await container[Symbol.asyncDispose]()
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
  const { stdin = true } = options
  const call = forSteps({ signal: options.signal, timeout: options.timeout })
  const container = await createContainer(engine, { ...spec, stdinOnce: stdin }, call)
  return orRemoved(engine, container, call, async () => {
    const streams = await container.attach({ ...options, ...call })
    try {
      await container.start(call)
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
  const call = forSteps({ signal: options.signal, timeout: options.timeout })
  const container = await createContainer(engine, spec, call)
  return orRemoved(engine, container, call, async () => {
    const end = await attachTerminal(engine, container, { ...options, ...call }, () => container.start(call))
    return { ...end, container }
  })
}
