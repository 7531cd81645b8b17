import { expect } from 'vitest'
import * as declared from '../../../src/network/operations.js'
import { unique } from '../open-engine.js'
import { missing, nobody, refusal, type CasesOf } from './cases.js'

const { networkList, networkInspect, networkCreate, networkConnect, networkDisconnect, networkDelete, networkPrune } =
  declared

export const networkCases: CasesOf<typeof declared> = {
  networkList: {
    success: async ({ engine, network }) => {
      const found = await engine.call(networkList, { query: { filters: { id: network.id } } })
      expect(found.map(({ Id, Name, Driver }) => ({ Id, Name, Driver }))).toEqual([
        { Id: network.id, Name: network.name, Driver: 'bridge' },
      ])
    },
    error: { none: 'what an engine would refuse in a filter is refused before it is sent' },
    noConnection: {},
  },
  networkInspect: {
    success: async ({ engine, network, container }) => {
      const found = await engine.call(networkInspect, { id: network.name, query: { verbose: true, scope: 'local' } })
      expect(found).toMatchObject({ Id: network.id, Scope: 'local', IPAM: { Config: [{ Subnet: '10.209.0.0/24' }] } })
      expect(Object.keys(found.Containers ?? {})).toEqual([container.id])
    },
    error: refusal(networkInspect, () => ({ id: nobody }), missing('network')),
    noConnection: { id: nobody },
  },
  networkCreate: {
    success: async ({ engine }) => {
      const body = { Name: unique('op'), CheckDuplicate: true, IPAM: { Config: [{ Subnet: '10.209.1.0/24' }] } }
      const { Id, Warning } = await engine.call(networkCreate, { body })
      expect(await engine.call(networkInspect, { id: Id })).toMatchObject({ Name: body.Name, IPAM: body.IPAM })
      expect(Warning ?? '').toBe('')
      await engine.call(networkDelete, { id: Id })
    },
    error: refusal(
      networkCreate,
      () => ({ body: { Name: 'bridge' } }),
      () => ({ code: 'PREDEFINED_NETWORK', name: 'ForbiddenError', target: 'bridge', details: { network: 'bridge' } }),
    ),
    noConnection: { body: { Name: nobody } },
  },
  networkConnect: {
    success: async ({ engine, docker, container }) => {
      await using other = await docker.network.bridge(unique('op')).subnet('10.209.2.0/24').create()
      const body = { Container: container.id, EndpointConfig: { IPAMConfig: { IPv4Address: '10.209.2.9' } } }
      await engine.call(networkConnect, { id: other.id, body })
      expect(`${await container.ip(other)}`).toBe('10.209.2.9')
      await engine.call(networkDisconnect, { id: other.id, body: { Container: container.id } })
    },
    error: refusal(
      networkConnect,
      ({ container }) => ({ id: nobody, body: { Container: container.id } }),
      missing('network'),
    ),
    noConnection: { id: nobody, body: { Container: nobody } },
  },
  networkDisconnect: {
    success: async ({ engine, docker, container }) => {
      await using other = await docker.network.bridge(unique('op')).subnet('10.209.3.0/24').create()
      await other.connect(container)
      await engine.call(networkDisconnect, { id: other.id, body: { Container: container.id } })
      expect(await other.members()).toEqual([])
    },
    error: refusal(
      networkDisconnect,
      ({ container }) => ({ id: nobody, body: { Container: container.id } }),
      missing('network'),
    ),
    noConnection: { id: nobody, body: { Container: nobody, Force: true } },
  },
  networkDelete: {
    success: async ({ engine, docker }) => {
      const other = await docker.network.bridge(unique('op')).subnet('10.209.4.0/24').create()
      await engine.call(networkDelete, { id: other.name })
      expect(await docker.network.exists(other)).toBe(false)
    },
    error: refusal(networkDelete, () => ({ id: nobody }), missing('network')),
    noConnection: { id: nobody },
  },
  networkPrune: {
    success: async ({ engine, docker }) => {
      const label = unique('op')
      const other = await docker.network.bridge(unique('op')).subnet('10.209.5.0/24').label(label, '').create()
      const { NetworksDeleted } = await engine.call(networkPrune, { query: { filters: { label } } })
      expect(NetworksDeleted).toEqual([other.name])
    },
    error: { none: 'what an engine refuses of the filters is refused before it is sent' },
    noConnection: {},
  },
}
