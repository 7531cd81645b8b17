import { calls } from './calls.js'
import { cidr } from './cidr.js'
import { engine } from './engine.js'
import { events } from './events.js'
import { imports } from './import.js'
import { longLists } from './lists.js'
import { logs } from './logs.js'
import { memory } from './memory.js'
import { pipes } from './pipes.js'

/** Every part, in the order of the page. */
export const parts = {
  calls,
  lists: longLists,
  logs,
  pipes,
  events,
  import: imports,
  cidr,
  memory,
  engine,
} as const

export type PartName = keyof typeof parts
