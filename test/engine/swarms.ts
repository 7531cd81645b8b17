import type { Docker } from '../../src/docker.js'
import { lab } from '../lab/lab.js'
import { openDocker } from './open-docker.js'
import type { JoinTokens } from '../../src/swarm/wire/swarm.js'

/** The lab's host a as the manager of a swarm: one of its own at the first call. It ends with the lab, or by `leave()`. */
export function managerOnA(): Promise<Manager> {
  return (manager ??= begin())
}

let manager: Promise<Manager> | undefined

type Manager = JoinTokens & { readonly address: string }

async function begin(): Promise<Manager> {
  const { address } = await lab.engine('a')
  await using a = await openDocker('a')
  const { Swarm } = await a.info()
  if (Swarm.LocalNodeState !== 'active') await a.swarm.init({ advertiseAddr: `${address}:2377` })
  return { address, ...(await a.swarm.tokens()) }
}

/** A swarm of the lab's two hosts: a is its manager, b a worker. Disposing cleans both up, and ends it. */
export async function swarmOfTwo(): Promise<{ readonly a: Docker; readonly b: Docker } & AsyncDisposable> {
  const a = await openDocker('a')
  const b = await openDocker('b')
  const { address, Worker } = await managerOnA()
  await b.swarm.join(`${address}:2377`, { token: Worker, advertiseAddr: 'eth0' })
  return {
    a,
    b,
    async [Symbol.asyncDispose]() {
      for (const docker of [b, a]) {
        await docker.cleanup()
        await leaveSwarm(docker)
        await docker.close()
      }
    },
  }
}

/** Takes an engine out of its swarm, and the bridge away that the swarm has made. */
export async function leaveSwarm(docker: Docker): Promise<void> {
  await docker.swarm.leave({ force: true })
  manager = undefined
  if (await docker.network.exists('docker_gwbridge')) await docker.network.remove('docker_gwbridge')
}
