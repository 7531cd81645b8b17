import type { CallOptions, Engine } from '../../engine/engine.js'
import { ConflictError, EngineError } from '../../errors/engine.js'
import { explainAddress } from '../../network/explain.js'
import { containerList } from '../operations.js'
import type { ContainerCreateRequest } from '../wire/create.js'

/** Adds to a refused start what the engine leaves out: who has the port, or the address. */
export async function explainStart(
  engine: Engine,
  request: ContainerCreateRequest,
  error: unknown,
  options: CallOptions,
): Promise<unknown> {
  if (!(error instanceof EngineError) || options.signal?.aborted === true) return error
  if (error.code === 'PORT_IN_USE') return explainPort(engine, request, error)
  if (error.code !== 'ADDRESS_IN_USE') return error
  const endpoints = Object.entries(request.NetworkingConfig?.EndpointsConfig ?? {})
  const fixed = endpoints.find(([, { IPAMConfig }]) => IPAMConfig?.IPv4Address ?? IPAMConfig?.IPv6Address)
  return fixed === undefined ? error : explainAddress(engine, fixed[0], fixed[1], error)
}

async function explainPort(engine: Engine, request: ContainerCreateRequest, error: EngineError): Promise<unknown> {
  const bindings = Object.values(request.HostConfig?.PortBindings ?? {}).flatMap((list) => list ?? [])
  const wanted = new Set(bindings.map(({ HostPort }) => Number(HostPort)))
  try {
    const running = await engine.call(containerList, {})
    for (const { Id, Names = [], Ports = [] } of running) {
      const taken = (Ports ?? []).find(({ PublicPort }) => PublicPort !== undefined && wanted.has(PublicPort))
      if (taken === undefined) continue
      const name = (Names ?? [])[0]?.replace(/^\//, '') ?? Id.slice(0, 12)
      return new ConflictError('PORT_IN_USE', {
        message: `port ${taken.PublicPort} of the host is taken by container ${name}`,
        details: { port: String(taken.PublicPort), holder: { id: Id, name } },
        hint: error.hint,
        operation: error.operation,
        target: error.target,
        status: error.status,
        engineMessage: error.engineMessage,
        cause: error,
      })
    }
  } catch {
    // the explanation is a kindness; the engine's own refusal stands without it
  }
  return error
}
