import type { CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import type { Ref } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { collect } from '../../stream/text.js'
import { attachContainer } from '../streams/attach.js'
import { makeUseRemove } from '../run/make-use-remove.js'
import { containerStart } from '../operations.js'
import type { Output } from '../run/output.js'
import type { ContainerCreateRequest } from '../wire/create.js'

/**
 * Runs a shell script in a short-lived container that shares somebody's network: `host`, or `container:<id>`.
 * It may read, and nothing else. The container is removed in every case.
 *
 * @throws StateError NO_TOOL when the engine does not have the helper image, or it has no shell
 */
export async function runHelper(call: CallContext, networkMode: string, script: string): Promise<string> {
  const { engine } = call
  const body: ContainerCreateRequest = {
    Image: engine.options.helper,
    Entrypoint: ['sh', '-c', script],
    HostConfig: { NetworkMode: networkMode, ReadonlyRootfs: true, CapDrop: ['ALL'] },
  }
  try {
    const { stdout, stderr, exitCode } = await makeUseRemove(call, body, (helper) => outputOf(call, helper))
    if (exitCode === 0) return stdout
    throw unfit(engine, `ended with exit code ${exitCode}: ${stderr.trim()}`, undefined)
  } catch (error) {
    if (MooringError.is(error, 'COMMAND_NOT_FOUND')) throw unfit(engine, 'has no shell', error)
    if (MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'image')
      throw unfit(engine, 'is not on this engine', error)
    throw error
  }
}

/** Attached before the start, so that nothing is missed. */
async function outputOf(call: CallContext, helper: Ref<'container'>): Promise<Output> {
  const { engine, signal, timeout } = call
  const streams = await attachContainer(engine, helper, { signal, timeout, stdin: false })
  try {
    await call.send(containerStart, { id: helper })
    return { ...(await collect(streams.output)), ...(await streams.exit()) }
  } finally {
    await streams.detach()
  }
}

function unfit(engine: Engine, why: string, cause: unknown): StateError<'NO_TOOL'> {
  const { helper } = engine.options
  return new StateError('NO_TOOL', {
    message: `the helper image ${JSON.stringify(helper)}, which looks at networks from inside, ${why}`,
    details: { tried: [helper] },
    hint: `pull it, or name another image that has sh, cat, grep, readlink and basename: new Docker({ helper: 'busybox' })`,
    target: helper,
    cause,
  })
}
