import type { CallContext } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
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
  const { engine } = call
  const body: ContainerCreateRequest = {
    Image: engine.options.helper,
    Entrypoint: ['sh', '-c', script],
    HostConfig: { NetworkMode: networkMode, ReadonlyRootfs: true, CapDrop: ['ALL'] },
  }
  try {
    const { stdout, stderr, exitCode } = await outputOf(call, body)
    if (exitCode === 0) return stdout
    throw unfit(engine, `ended with exit code ${exitCode}: ${stderr.trim()}`, undefined)
  } catch (error) {
    if (MooringError.is(error, 'COMMAND_NOT_FOUND')) throw unfit(engine, 'has no shell', error)
    if (MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'image')
      throw unfit(engine, 'is not on this engine', error)
    throw error
  }
}

async function outputOf(call: CallContext, body: ContainerCreateRequest): Promise<Output> {
  const name = call.engine.session.nextName()
  const { Id } = await makeContainer(call, { query: { name }, body })
  return await runToEnd(call, { noun: 'container', id: Id, name })
}

function unfit(engine: Engine, why: string, cause: unknown): StateError<'NO_TOOL'> {
  const { helper } = engine.options
  return new StateError('NO_TOOL', {
    message: `the helper image ${JSON.stringify(helper)}, which looks at networks from inside, ${why}`,
    details: { tried: [helper] },
    hint: `pull it, or name another image that has sh, cat, grep, readlink, basename and nc: new Docker({ helper: 'busybox' })`,
    target: helper,
    cause,
  })
}
