import { expect } from 'vitest'
import * as declared from '../../../src/system/operations.js'
import { unique } from '../open-engine.js'
import { lockedRegistry, lockedUser } from '../registries.js'
import { all, badRequest, refusal, type CasesOf } from './cases.js'

const { systemPing, systemPingHead, systemVersion, systemInfo, systemDataUsage, systemAuth, systemEvents } = declared

export const systemCases: CasesOf<typeof declared> = {
  systemPing: {
    success: async ({ engine }) => {
      expect(await engine.call(systemPing, {})).toMatchObject({
        apiVersion: expect.stringMatching(/^1\.\d+$/) as string,
        osType: 'linux',
      })
    },
    error: {
      none: 'a ping takes nothing that could be wrong; an engine that is unwell is a matter of the fault tests',
    },
    noConnection: {},
  },
  systemPingHead: {
    success: async ({ engine }) => {
      expect(await engine.call(systemPingHead, {})).toEqual(await engine.call(systemPing, {}))
    },
    error: { none: 'as for a ping by GET: it takes nothing that could be wrong' },
    noConnection: {},
  },
  systemDataUsage: {
    success: async ({ engine, docker, container }) => {
      await using volume = await docker.volume.local(unique('op')).create()
      const { LayersSize, Images, Containers, Volumes } = await engine.call(systemDataUsage, {})
      expect(LayersSize).toBeGreaterThan(1024 ** 2)
      expect(Images?.length).toBeGreaterThan(0)
      expect(Containers?.find(({ Id }) => Id === container.id)?.SizeRootFs).toBeGreaterThan(0)
      expect(Volumes?.find(({ Name }) => Name === volume.name)?.UsageData).toEqual({ RefCount: 0, Size: 0 })
    },
    error: { none: 'what an engine would refuse of its kinds is refused before it is sent' },
    noConnection: {},
  },
  systemVersion: {
    success: async ({ engine }) => {
      const { Version, ApiVersion, Os } = await engine.call(systemVersion, {})
      expect({ Version, ApiVersion, Os }).toEqual({
        Version: expect.stringMatching(/^\d+\.\d+\./) as string,
        ApiVersion: expect.stringMatching(/^1\.\d+$/) as string,
        Os: 'linux',
      })
    },
    error: { none: 'it takes nothing, and reads what the engine knows from the start' },
    noConnection: {},
  },
  systemInfo: {
    success: async ({ engine }) => {
      const { OSType, Plugins, ContainersRunning } = await engine.call(systemInfo, {})
      expect(OSType).toBe('linux')
      expect(Plugins.Network).toEqual(expect.arrayContaining(['bridge', 'host', 'macvlan', 'null']))
      expect(ContainersRunning).toBeGreaterThan(0)
    },
    error: { none: 'it takes nothing, and what it cannot find out it leaves out' },
    noConnection: {},
  },
  systemAuth: {
    success: async ({ engine }) => {
      const { Status } = await engine.call(systemAuth, { body: { ...lockedUser, serveraddress: lockedRegistry } })
      expect(Status).toBe('Login Succeeded')
    },
    error: refusal(
      systemAuth,
      () => ({ body: { ...lockedUser, password: 'wrong', serveraddress: lockedRegistry } }),
      () => ({ code: 'UNAUTHORIZED', name: 'UnauthorizedError' }),
    ),
    noConnection: { body: { username: 'nobody', password: 'none' } },
  },
  systemEvents: {
    success: async ({ engine, network }) => {
      const { SystemTime } = await engine.call(systemInfo, {})
      const filters = { type: 'network', network } as const
      // What has been, up to now by the engine's clock: such a stream ends by itself.
      const until = new Date(SystemTime)
      const events = await all(await engine.call(systemEvents, { query: { since: '0', until, filters } }))
      expect(events.map(({ Action }) => Action).slice(0, 2)).toEqual(['create', 'connect'])
    },
    error: refusal(systemEvents, () => ({ query: { since: 2_000_000_000, until: 1_000_000_000 } }), badRequest),
    noConnection: {},
  },
}
