import { inspect } from 'node:util'
import { expect, vi } from 'vitest'
import * as declared from '../../../src/swarm/operations.js'
import { managerOnA } from '../swarms.js'
import { badRequest, refusal, type Case, type CasesOf, type Place } from './cases.js'

const { swarmInit, swarmInspect, swarmJoin, swarmLeave } = declared

const listening = { ListenAddr: '0.0.0.0:2377', AdvertiseAddr: 'eth0:2377' }

/** Does something in a swarm of one engine, and leaves it as it was: out of any swarm, without a swarm's own bridge. */
function inSwarm(run: Case): Case {
  return async (place) => {
    const nodeId = await place.engine.call(swarmInit, {
      body: { ...listening, DefaultAddrPool: ['10.211.0.0/16'], SubnetSize: 25 },
    })
    expect((await place.docker.info()).Swarm).toMatchObject({ NodeID: nodeId, ControlAvailable: true })
    try {
      await run(place)
    } finally {
      await out(place)
    }
  }
}

async function out({ engine, docker }: Place): Promise<void> {
  await engine.call(swarmLeave, { query: { force: true } })
  expect((await docker.info()).Swarm.LocalNodeState).toBe('inactive')
  // the ingress network, which came with the swarm, may still be leaving the bridge
  const removed = async (): Promise<void> => {
    if (await docker.network.exists('docker_gwbridge')) await docker.network.remove('docker_gwbridge', { detach: true })
  }
  await vi.waitFor(removed, { timeout: 20_000, interval: 200 })
}

export const swarmCases: CasesOf<typeof declared> = {
  swarmInit: {
    success: inSwarm(async ({ engine }) => {
      await expect(engine.call(swarmInit, { body: listening })).rejects.toMatchObject({ code: 'ALREADY_IN_SWARM' })
    }),
    error: refusal(swarmInit, () => ({ body: { ...listening, AdvertiseAddr: 'eth9' } }), badRequest),
    noConnection: { body: {} },
  },
  swarmInspect: {
    success: inSwarm(async ({ engine }) => {
      const found = await engine.call(swarmInspect, {})
      expect(found).toMatchObject({ Spec: { Name: 'default' }, DefaultAddrPool: ['10.211.0.0/16'], SubnetSize: 25 })
      expect(found.JoinTokens.Worker).toMatch(/^SWMTKN-1-/)
      for (const printed of [inspect(found), JSON.stringify(found)]) expect(printed).not.toContain('SWMTKN')
    }),
    error: refusal(
      swarmInspect,
      () => ({}),
      () => ({ code: 'NOT_SWARM_MANAGER', name: 'UnavailableError' }),
    ),
    noConnection: {},
  },
  swarmJoin: {
    success: async (place) => {
      const { address, Worker: JoinToken } = await managerOnA()
      await place.engine.call(swarmJoin, { body: { ...listening, RemoteAddrs: [`${address}:2377`], JoinToken } })
      expect((await place.docker.info()).Swarm).toMatchObject({ LocalNodeState: 'active', ControlAvailable: false })
      await expect(place.engine.call(swarmInspect, {})).rejects.toMatchObject({ code: 'NOT_SWARM_MANAGER' })
      await out(place)
    },
    error: refusal(
      swarmJoin,
      () => ({ body: { ...listening, RemoteAddrs: ['192.168.0.2:2377'], JoinToken: 'nope' } }),
      () => ({ code: 'JOIN_TOKEN_INVALID', name: 'BadRequestError' }),
    ),
    noConnection: { body: { ...listening, RemoteAddrs: ['192.168.0.2'], JoinToken: 'nope' } },
  },
  swarmLeave: {
    success: inSwarm(async ({ engine }) => {
      await expect(engine.call(swarmLeave, {})).rejects.toMatchObject({ code: 'IS_SWARM_MANAGER' })
    }),
    error: refusal(
      swarmLeave,
      () => ({ query: { force: true } }),
      () => ({ code: 'NOT_IN_SWARM', name: 'ConflictError' }),
    ),
    noConnection: {},
  },
}
