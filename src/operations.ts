import { containerOperations } from './container/operations.js'
import { imageOperations } from './image/operations.js'
import { networkOperations } from './network/operations.js'
import { systemOperations } from './system/operations.js'

/** Every operation of the engine's API that mooring knows, by the API's own ids. */
export const operations = {
  ...systemOperations,
  ...networkOperations,
  ...containerOperations,
  ...imageOperations,
} as const

/** The id of an operation, as the API names it: `NetworkInspect`. */
export type OperationId = keyof typeof operations
