import type { Mooring } from '../mooring.js'
import { inspected, subnetOf, type Caller } from './caller.js'

export function mooringCaller(
  { Docker }: Mooring,
  socketPath: string,
  { name = 'mooring', validateReplies = false } = {},
): Caller {
  const docker = new Docker({ host: `unix://${socketPath}`, validateReplies })
  const network = docker.network.ref(inspected)
  return {
    name,
    ping: async () => (await docker.ping()).apiVersion === '1.51',
    list: async () => (await docker.network.list()).length,
    inspect: async () => subnetOf(await network.inspect()),
    cycle: async (name) => {
      const made = await docker.network.bridge(name).create()
      await made.remove()
      return made.id.length
    },
    containers: async () => (await docker.container.list()).length,
    close: () => docker.close(),
  }
}
