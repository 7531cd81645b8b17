import type { OperationId } from './calls.js'
import * as files from './container/files/operations.js'
import * as container from './container/operations.js'
import * as distribution from './distribution/operations.js'
import type { Operation } from './engine/call/operation.js'
import * as image from './image/operations.js'
import * as network from './network/operations.js'
import * as swarm from './swarm/operations.js'
import * as system from './system/operations.js'
import * as volume from './volume/operations.js'

/** Every declaration of the engine's API that mooring knows. */
const declared: readonly Operation[] = [system, network, container, files, image, volume, distribution, swarm].flatMap(
  (noun) => Object.values<Operation>(noun),
)

/** The declarations of the API's operations, by its own ids: several, where one operation has several shapes. */
export const operations = Object.fromEntries(
  declared.map(({ id }) => [id, declared.filter((other) => other.id === id)]),
) as unknown as Readonly<Record<OperationId, readonly Operation[]>> // test/types/calls.ts holds Calls against the declarations

/** The declaration that an input is for. Each input has exactly one: modules do not keep the order of what they declare. */
export function operationFor(id: OperationId, input: Parameters<Operation['when']>[0]): Operation | undefined {
  return operations[id].find(({ when }) => when(input))
}
