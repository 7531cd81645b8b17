import type { CallContext } from '../../engine/context.js'
import { collect, type TextOptions } from '../../stream/text.js'
import type { OwnedContainer } from '../container.js'
import { containerInspect, containerStart } from '../operations.js'
import { attachFound } from '../streams/attach.js'
import { orRemoved } from './create.js'
import { explainStart } from './explain-start.js'
import type { Output } from './output.js'

/**
 * Starts a container that was just made, reads it to its end, and removes it in every case. It is watched and read
 * before it starts, so that nothing of a short life is missed.
 *
 * @param started is called in the first moment after the start
 */
export async function runToEnd(
  call: CallContext,
  container: OwnedContainer,
  { maxBytes }: TextOptions,
  started: () => Promise<void> = () => Promise.resolve(),
): Promise<Output> {
  const output = await orRemoved(call.engine, container, call, async () => {
    const found = await call.send(containerInspect, { id: container })
    const streams = await attachFound(call, container, found, { stdin: false })
    try {
      await startMade(call, container)
      await started()
      return { ...(await collect(streams.output, { maxBytes })), ...(await streams.exit()) }
    } finally {
      await streams.detach()
    }
  })
  await container[Symbol.asyncDispose]()
  return output
}

/** Starts a container as a step of a verb. */
export async function startMade(call: CallContext, container: OwnedContainer): Promise<void> {
  try {
    await call.send(containerStart, { id: container })
  } catch (error) {
    throw await explainStart(call.engine, container, error, call)
  }
}
