import { peers } from '../peers.js'
import { inspected, subnetOf, type Caller } from './caller.js'

export async function nodeSdkCaller(socketPath: string): Promise<Caller> {
  const docker = await peers.nodeSdk().DockerClient.fromDockerHost(`unix:${socketPath}`)
  return {
    name: 'node-sdk',
    ping: async () => (await docker.systemPing()) === '1.51',
    list: async () => (await docker.networkList()).length,
    inspect: async () => subnetOf(await docker.networkInspect(inspected)),
    cycle: async (name) => {
      const { Id } = await docker.networkCreate({ Name: name, Driver: 'bridge' })
      await docker.networkDelete(Id)
      return Id.length
    },
    containers: async () => (await docker.containerList()).length,
    close: () => docker.close(),
  }
}
