import { peers } from '../peers.js'
import { inspected, subnetOf, type Caller } from './caller.js'

export function dockerodeCaller(socketPath: string): Caller {
  const docker = new (peers.dockerode())({ socketPath })
  return {
    name: 'dockerode',
    ping: async () => String(await docker.ping()) === 'OK',
    list: async () => (await docker.listNetworks()).length,
    inspect: async () => subnetOf(await docker.getNetwork(inspected).inspect()),
    cycle: async (name) => {
      const made = await docker.createNetwork({ Name: name, Driver: 'bridge' })
      await made.remove()
      return made.id.length
    },
    containers: async () => (await docker.listContainers()).length,
    close: () => Promise.resolve(), // its sockets are those of Node's global agent
  }
}
