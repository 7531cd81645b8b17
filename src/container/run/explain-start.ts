import type { CallOptions } from '../../engine/call/call-options.js'
import type { Engine } from '../../engine/engine.js'
import { openCall } from '../../engine/context.js'
import type { RefLike } from '../../engine/ref.js'
import { MooringError } from '../../errors/base.js'
import { ConflictError, EngineError } from '../../errors/engine.js'
import { explainAddress } from '../../network/explain/explain-address.js'
import { containerName } from '../name.js'
import { containerInspect, containerList } from '../operations.js'

/** Adds to a refused start what the engine leaves out: who has the port, or the address. */
export async function explainStart(
  engine: Engine,
  container: RefLike<'container'>,
  error: unknown,
  options: CallOptions,
): Promise<unknown> {
  if (!(error instanceof EngineError) || options.signal?.aborted === true) return error
  try {
    if (MooringError.is(error, 'PORT_IN_USE')) return await explainPort(engine, error, error.details.port)
    if (MooringError.is(error, 'ADDRESS_IN_USE')) return await explainFixedAddress(engine, container, error)
  } catch {
    // the explanation is a kindness; the engine's own refusal stands without it
  }
  return error
}

async function explainPort(engine: Engine, error: EngineError, port: string | undefined): Promise<EngineError> {
  const running = await engine.call(containerList, {})
  const holder = running.find(({ Ports }) => (Ports ?? []).some(({ PublicPort }) => String(PublicPort) === port))
  if (holder === undefined) return error
  const name = containerName(holder.Names, holder.Id)
  const { hint, operation, target, status, engineMessage } = error
  return new ConflictError('PORT_IN_USE', {
    message: `port ${port} of the host is taken by container ${JSON.stringify(name)}`,
    details: { port, holder: { id: holder.Id, name } },
    hint,
    operation,
    target,
    status,
    engineMessage,
  })
}

async function explainFixedAddress(
  engine: Engine,
  container: RefLike<'container'>,
  error: EngineError,
): Promise<unknown> {
  const { NetworkSettings } = await engine.call(containerInspect, { id: container })
  const endpoints = Object.entries(NetworkSettings.Networks ?? {})
  const fixed = endpoints.find(([, { IPAMConfig }]) => IPAMConfig?.IPv4Address || IPAMConfig?.IPv6Address)
  return fixed === undefined ? error : explainAddress(openCall(engine), fixed[0], fixed[1], error)
}
