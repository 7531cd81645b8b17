import type { CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { isImageId } from '../../docker-words/image-reference.js'
import { pull } from '../../image/pull.js'
import { MooringError } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { makeContainer } from '../run/make.js'
import { runToEnd } from '../run/run-to-end.js'
import type { Output } from '../run/output.js'
import type { ContainerCreateRequest } from '../wire/create.js'

/**
 * Runs a shell script in a short-lived container that shares somebody's network: `host`, or `container:<id>`.
 * It may read, and nothing else. The container is removed in every case.
 *
 * @throws StateError NO_TOOL when the engine does not have the helper image, or it has no shell
 */
export async function runHelper(call: CallContext, networkMode: string, script: string): Promise<string> {
  const { stdout, stderr, exitCode } = await helperOutput(call, networkMode, ['sh', '-c', script])
  if (exitCode === 0) return stdout
  throw unfitHelper(call.engine, `ended with exit code ${exitCode}: ${stderr.trim()}`, undefined)
}

/**
 * The same for a program of the image, however it ends.
 *
 * @throws StateError NO_TOOL when the engine does not have the helper image, or that has no such program
 */
export async function helperOutput(
  call: CallContext,
  networkMode: string,
  Entrypoint: readonly [program: string, ...args: string[]],
): Promise<Output> {
  const { engine } = call
  const body: ContainerCreateRequest = {
    Image: engine.options.helper,
    Entrypoint,
    HostConfig: { NetworkMode: networkMode, ReadonlyRootfs: true, CapDrop: ['ALL'] },
  }
  try {
    return await outputOf(call, body)
  } catch (error) {
    if (MooringError.is(error, 'COMMAND_NOT_FOUND')) throw unfitHelper(engine, `has no ${Entrypoint[0]}`, error)
    if (isMissingImage(error)) throw unfitHelper(engine, 'is not on this engine', error)
    throw error
  }
}

function isMissingImage(error: unknown): boolean {
  return MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'image'
}

/** Pulls the image first where it is missing and the client was told to. */
async function outputOf(call: CallContext, body: ContainerCreateRequest): Promise<Output> {
  const { helper, pullsHelper = false } = call.engine.options
  try {
    return await runOnce(call, body)
  } catch (error) {
    if (!pullsHelper || !isMissingImage(error) || isImageId(helper)) throw error
    await pull(call, helper, {})
    return await runOnce(call, body)
  }
}

async function runOnce(call: CallContext, body: ContainerCreateRequest): Promise<Output> {
  const name = call.engine.session.nextName()
  const { Id } = await makeContainer(call, { query: { name }, body })
  return await runToEnd(call, { noun: 'container', id: Id, name })
}

/** Of a helper image that is not there, or not what it must be. */
export function unfitHelper(engine: Engine, why: string, cause: unknown): StateError<'NO_TOOL'> {
  const { helper } = engine.options
  return new StateError('NO_TOOL', {
    message: `the helper image ${JSON.stringify(helper)}, which looks at networks from inside, ${why}`,
    details: { tried: [helper] },
    hint: `pull it, let mooring pull it with new Docker({ helper: { pull: true } }), or name another image that has sh, cat, grep, readlink, basename, nc and nslookup: new Docker({ helper: 'busybox' })`,
    target: helper,
    cause,
  })
}
