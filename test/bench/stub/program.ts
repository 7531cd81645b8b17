// The stub engine, a process of its own: `program.js <socket> <settings in JSON>`. It is told by messages what to do.
import { createServer } from 'node:net'
import { Connection, type Replies } from './connection.js'
import { eventsBody, type EventsRecipe } from './events.js'
import { containerList, networkList } from './lists.js'

/** What a stub serves. */
export interface StubSettings {
  readonly networks: number
  readonly containersOfNetwork: number
  readonly containers: number
  readonly events: EventsRecipe
}

/** What it has done since it began. */
export interface StubReport {
  /** CPU time in microseconds. */
  readonly cpu: number
  readonly requests: number
}

const [, , path = '', settingsText = ''] = process.argv
const settings = JSON.parse(settingsText) as StubSettings

const replies: Replies = {
  networks: networkList(settings.networks, settings.containersOfNetwork),
  containers: containerList(settings.containers),
  events: eventsBody(settings.events),
}

let requests = 0
const server = createServer({ allowHalfOpen: false }, (socket) => {
  new Connection(socket, replies, () => requests++)
})
server.listen({ path, backlog: 1024 }, () => process.send?.('listening'))

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  const report: StubReport = { cpu: user + system, requests }
  process.send?.(report)
})
// the one who started it has gone
process.on('disconnect', () => process.exit(0))
