import { orAbsent } from '../../engine/absent.js'
import type { CallContext } from '../../engine/context.js'
import { orUndone } from '../../engine/session/undoing.js'
import { UnavailableError } from '../../errors/engine.js'
import { monotonicTime } from '../../time/time.js'
import { networkCreate, networkDelete, networkInspect } from '../operations.js'

/** Milliseconds that the managers have to find a place for a network; they need about fifty. */
const patience = 3000
/** Milliseconds between two looks. */
const interval = 50

/**
 * Waits until the managers of a swarm have given a network its subnet and its VXLAN id, and removes it if they do not.
 *
 * Engines answer 201 before that, and what is wrong with a network never comes back: a network without a place stays a
 * name, whose driver is '', and no container can join it (20.10 to 28.5).
 *
 * @throws UnavailableError NETWORK_NOT_ALLOCATED
 */
export async function keepIfAllocated(call: CallContext, id: string, name: string): Promise<void> {
  if (!isOfSwarm(id)) return // a network of one engine: it is there
  const end = monotonicTime() + patience
  const step = async (): Promise<void> => {
    while ((await call.send(networkInspect, { id })).Driver === '') {
      if (monotonicTime() >= end) throw notAllocated(name)
      await call.pause(interval)
    }
  }
  await orUndone(call, { noun: 'network', id, name }, step, (undoing) =>
    orAbsent('network', undoing.send(networkDelete, { id })),
  )
}

/** Whether an id is one that the managers of a swarm give. */
function isOfSwarm(id: string): boolean {
  return /^[a-z0-9]{25}$/.test(id)
}

function notAllocated(name: string): UnavailableError<'NETWORK_NOT_ALLOCATED'> {
  return new UnavailableError('NETWORK_NOT_ALLOCATED', {
    message: `the managers of the swarm find no place for network ${JSON.stringify(name)}, and do not say why`,
    details: { network: name },
    hint: 'another network of the swarm may have its subnet or its VXLAN id, the pools of the swarm may be used up, or its managers give no IPv6 subnet (Engine 28)',
    operation: networkCreate.id,
    target: name,
    status: 201,
    engineMessage: '',
  })
}
