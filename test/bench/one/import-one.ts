// `import-one.js <client> <url> [<socket>]`: loads one thing, and makes its first call when there is a socket.
// Its CPU time since the process began goes to stdout when nothing is left to do.
import type { Dockerode, NodeSdk, Undici } from '../candidates/peers.js'
import type { Mooring } from '../candidates/mooring.js'

const [, , client = '', url = '', socketPath = ''] = process.argv

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  process.stdout.write(String(user + system))
})

const firstCalls: Readonly<Record<string, (loaded: unknown) => Promise<number>>> = {
  mooring: async (loaded) => {
    const { Docker } = loaded as Mooring
    const docker = new Docker({ host: `unix://${socketPath}` })
    const { length } = await docker.network.list()
    await docker.close()
    return length
  },
  undici: async (loaded) => {
    const { Pool } = loaded as Undici
    const pool = new Pool('http://docker', { socketPath, pipelining: 1 })
    const { body } = await pool.request({ method: 'GET', path: '/networks' })
    const { length } = JSON.parse(await body.text()) as readonly unknown[]
    await pool.destroy()
    return length
  },
  dockerode: async (loaded) => {
    const { default: Docker } = loaded as { readonly default: new (options: object) => Dockerode }
    return (await new Docker({ socketPath }).listNetworks()).length
  },
  'node-sdk': async (loaded) => {
    const { DockerClient } = loaded as { readonly DockerClient: { fromDockerHost(host: string): Promise<NodeSdk> } }
    const docker = await DockerClient.fromDockerHost(`unix:${socketPath}`)
    const { length } = await docker.networkList()
    await docker.close()
    return length
  },
}

if (url !== '') {
  const loaded: unknown = await import(url)
  const first = socketPath === '' ? undefined : firstCalls[client]
  if (first !== undefined && (await first(loaded)) !== 3) throw new Error(`${client} does not find the three networks`)
}
