// The networks of an engine, and the one every container joins when nothing is said.
//
//   docker network ls
//   docker network inspect bridge
import { Docker } from 'mooring'

await using docker = new Docker()

const networks = await docker.network.list()
for (const { name, summary } of networks) {
  console.log(name.padEnd(20), summary.Driver.padEnd(8), summary.Scope)
}

// A photograph: PascalCase is the engine's word, as `docker network inspect` prints it.
const { Driver, IPAM, Options } = await docker.network.inspect('bridge')
console.log(`bridge is a ${Driver} network with ${IPAM.Config?.[0]?.Subnet ?? 'no subnet'}`)
console.log(`its bridge on the host is ${Options?.['com.docker.network.bridge.name'] ?? 'unnamed'}`)
