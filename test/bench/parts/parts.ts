import { calls } from './calls.js'
import { events } from './events.js'
import { logs } from './logs.js'
import { pipes } from './pipes.js'

/** Every part, in the order of the page. */
export const parts = { calls, logs, pipes, events } as const

export type PartName = keyof typeof parts
