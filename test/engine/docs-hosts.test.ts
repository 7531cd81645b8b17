import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Docker } from '../../src/docker.js'
import { lab } from '../lab/lab.js'
import { programsOf, runPrograms } from './docs-programs.js'
import { openDocker } from './open-docker.js'
import { leaveSwarm } from './swarms.js'

describe('the programs of pages about two hosts run as they stand, on two machines of one LAN', () => {
  let a: Docker
  let b: Docker
  let address: string
  const run = async (page: string) => {
    const [{ host: onA }, { host: onB }] = await lab.hosts()
    const there = (program: string): string =>
      program
        .replaceAll('unix:///run/server-a.sock', onA)
        .replaceAll('unix:///run/server-b.sock', onB)
        .replaceAll('192.168.0.2:', `${address}:`)
        .replaceAll("'192.168.0.2'", `'${address}'`)
    return await runPrograms(programsOf(page).map(there))
  }
  /** What clients have made and not removed. */
  const left = async (): Promise<string[]> => {
    const lists = [a, b].map((docker) => docker.network.list({ label: 'mooring.session' }))
    return (await Promise.all(lists)).flat().map(({ name }) => name)
  }
  beforeAll(async () => {
    ;[a, b] = [await openDocker('a'), await openDocker('b')]
    address = (await lab.engine('a')).address
    for (const docker of [b, a]) await outOfSwarm(docker) // other tests may have left one
  })
  afterAll(async () => {
    for (const docker of [b, a]) {
      await outOfSwarm(docker)
      await docker.network.remove('lan-settings').catch(() => undefined)
      await docker.close()
    }
  })

  test('networking/macvlan-hosts.md: a container of one host reaches one of the other, and nothing is left', async () => {
    const { stdout, exitCode } = await run('networking/macvlan-hosts.md')
    expect({ stdout, exitCode }).toEqual({ stdout: '0\n192.168.0.128/28\n192.168.0.144/28\n', exitCode: 0 })
    expect(await left()).toEqual([])
  })

  test('swarm.md: an overlay, and a macvlan network with settings of each host’s own', async () => {
    const { stdout, exitCode } = await run('swarm.md')
    expect(stdout).toBe('0\n192.168.0.64 192.168.0.128 on lan\n')
    expect(exitCode).toBe(0)
  })
})

async function outOfSwarm(docker: Docker): Promise<void> {
  const { Swarm } = await docker.info()
  if (Swarm.LocalNodeState !== 'inactive') await leaveSwarm(docker)
}
