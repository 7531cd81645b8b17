import type { MooringClient } from '../mooring.js'
import { peers } from '../peers.js'
import { JsonCutter } from './cut-json.js'
import { iterate, streamPool } from './undici.js'

interface TimedEvent {
  readonly timeNano: number | bigint
}

/** One way to read events: so many, and then it leaves. Gives the moment of the last one. */
export interface EventReader {
  readonly name: string
  readonly read: (count: number) => Promise<TimedEvent['timeNano'] | undefined>
}

export function handEvents(socket: string): EventReader {
  const pool = streamPool(socket)
  const read = async (count: number) => {
    const { items, stop } = iterate(pool, '/v1.51/events', new JsonCutter<TimedEvent>())
    const last = await nth(items, count)
    stop()
    return last
  }
  return { name: 'hand-written', read }
}

export function mooringEvents(docker: MooringClient): EventReader {
  return { name: 'mooring', read: (count) => nth(docker.events(), count) }
}

export async function nodeSdkEvents(socketPath: string): Promise<EventReader> {
  const docker = await peers.nodeSdk().DockerClient.fromDockerHost(`unix:${socketPath}`)
  return { name: 'node-sdk', read: (count) => nth(docker.systemEvents(), count) }
}

/** dockerode gives bytes: cutting them into lines and parsing those is left to its user. */
export function dockerodeEvents(socketPath: string): EventReader {
  const docker = new (peers.dockerode())({ socketPath })
  const read = async (count: number) => {
    const cutter = new JsonCutter<TimedEvent>()
    let seen = 0
    for await (const piece of await docker.getEvents()) {
      cutter.push(piece as Buffer)
      for (let event = cutter.take(); event !== undefined; event = cutter.take())
        if (++seen === count) return event.timeNano
    }
    return undefined
  }
  return { name: 'dockerode + split', read }
}

async function nth(events: AsyncIterable<TimedEvent>, count: number): Promise<TimedEvent['timeNano'] | undefined> {
  let seen = 0
  for await (const { timeNano } of events) if (++seen === count) return timeNano
  return undefined
}
