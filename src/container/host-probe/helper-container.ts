import type { CallOptions } from '../../engine/call/call-options.js'
import { openDisposal } from '../../engine/context.js'
import type { Engine } from '../../engine/engine.js'
import { MooringError } from '../../errors/base.js'
import { StateError } from '../../errors/state.js'
import { collect } from '../../stream/text.js'
import { attachContainer } from '../streams/attach.js'
import { isGone } from '../gone.js'
import { removeContainer } from '../lifecycle.js'
import { makeContainer } from '../run/make.js'
import { containerStart } from '../operations.js'
import type { Output } from '../run/output.js'
import type { ContainerCreateRequest } from '../wire/create.js'

/**
 * Runs a shell script in a short-lived container that shares somebody's network: `host`, or `container:<id>`.
 * It may read, and nothing else. The container is removed in every case.
 *
 * @throws StateError NO_TOOL when the engine does not have the helper image, or it has no shell
 */
export async function runHelper(
  engine: Engine,
  networkMode: string,
  script: string,
  options: CallOptions,
): Promise<string> {
  const id = await createHelper(engine, networkMode, script, options)
  try {
    const { stdout, stderr, exitCode } = await outputOf(engine, id, options)
    if (exitCode === 0) return stdout
    throw unfit(engine, `ended with exit code ${exitCode}: ${stderr.trim()}`, undefined)
  } catch (error) {
    throw MooringError.is(error, 'COMMAND_NOT_FOUND') ? unfit(engine, 'has no shell', error) : error
  } finally {
    await removeHelper(engine, id)
  }
}

/** Attached before the start, so that nothing is missed. */
async function outputOf(engine: Engine, id: string, options: CallOptions): Promise<Output> {
  const streams = await attachContainer(engine, id, { ...options, stdin: false })
  try {
    await engine.call(containerStart, { id }, options)
    return { ...(await collect(streams.output)), ...(await streams.exit()) }
  } finally {
    await streams.detach()
  }
}

async function createHelper(
  engine: Engine,
  networkMode: string,
  script: string,
  options: CallOptions,
): Promise<string> {
  const body: ContainerCreateRequest = {
    Image: engine.options.helper,
    Entrypoint: ['sh', '-c', script],
    HostConfig: { NetworkMode: networkMode, ReadonlyRootfs: true, CapDrop: ['ALL'] },
  }
  try {
    const { Id } = await makeContainer(engine, { body }, options)
    return Id
  } catch (error) {
    throw MooringError.is(error, 'NOT_FOUND') && error.details.noun === 'image'
      ? unfit(engine, 'is not on this engine', error)
      : error
  }
}

// Without the caller's signal: what was made must go, also after an abort.
async function removeHelper(engine: Engine, id: string): Promise<void> {
  try {
    await removeContainer(openDisposal(engine), id, { force: true, volumes: true })
  } catch (error) {
    if (!isGone(error)) throw error
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
