// One part on one Node, in a process of its own: `program.js <part> <effort in JSON>`. Tells its rows by a message.
import { parts, type PartName } from './parts/parts.js'
import type { Effort } from './parts/part.js'

const [, , name = '', effort = ''] = process.argv
const rows = await parts[name as PartName](JSON.parse(effort) as Effort)
process.send?.(rows, () => process.exit(0)) // peers may hold connections that nobody can close
