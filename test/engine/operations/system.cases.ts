import { expect } from 'vitest'
import * as declared from '../../../src/system/operations.js'
import { all, badRequest, refusal, type CasesOf } from './cases.js'

const { systemPing, systemVersion, systemInfo, systemEvents } = declared

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
