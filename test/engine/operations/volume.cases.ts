import { expect } from 'vitest'
import * as declared from '../../../src/volume/operations.js'
import { unique } from '../open-engine.js'
import { badRequest, missing, nobody, refusal, type CasesOf } from './cases.js'

const { volumeList, volumeInspect, volumeCreate, volumeDelete, volumePrune } = declared

export const volumeCases: CasesOf<typeof declared> = {
  volumeList: {
    success: async ({ engine, docker }) => {
      await using made = await docker.volume.local(unique('op')).create()
      const filters = { name: made.name, driver: 'local', dangling: true }
      const { Volumes, Warnings } = await engine.call(volumeList, { query: { filters } })
      expect(Volumes?.map(({ Name, Driver, Scope }) => ({ Name, Driver, Scope }))).toEqual([
        { Name: made.name, Driver: 'local', Scope: 'local' },
      ])
      expect(Warnings ?? []).toEqual([])
    },
    error: { none: 'what an engine would refuse in a filter is refused before it is sent' },
    noConnection: {},
  },
  volumeInspect: {
    success: async ({ engine, docker }) => {
      await using made = await docker.volume.local(unique('op')).create()
      const { Name, Options, Mountpoint } = await engine.call(volumeInspect, { name: made })
      expect({ Name, Options, Mountpoint }).toEqual({
        Name: made.name,
        Options: null,
        Mountpoint: `/var/lib/docker/volumes/${made.name}/_data`,
      })
    },
    error: refusal(volumeInspect, () => ({ name: nobody }), missing('volume')),
    noConnection: { name: nobody },
  },
  volumeCreate: {
    success: async ({ engine }) => {
      const body = {
        Name: unique('op'),
        Driver: 'local',
        DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' },
        Labels: { app: 'web' },
      }
      const { Name, Options, Labels } = await engine.call(volumeCreate, { body })
      expect({ Name, Options, Labels }).toEqual({ Name: body.Name, Options: body.DriverOpts, Labels: body.Labels })
      await engine.call(volumeDelete, { name: Name })
    },
    error: refusal(volumeCreate, () => ({ body: { DriverOpts: { devcie: 'tmpfs' } } }), badRequest),
    noConnection: { body: { Name: nobody } },
  },
  volumeDelete: {
    success: async ({ engine, docker }) => {
      const made = await docker.volume.local(unique('op')).create()
      await engine.call(volumeDelete, { name: made.name })
      expect(await docker.volume.exists(made)).toBe(false)
      await engine.call(volumeDelete, { name: made.name, query: { force: true } }) // which is no error then
    },
    error: refusal(volumeDelete, () => ({ name: nobody }), missing('volume')),
    noConnection: { name: nobody },
  },
  volumePrune: {
    success: async ({ engine, docker }) => {
      const label = unique('op')
      await docker.volume.local(unique('op')).label(label, '').create()
      const { Volumes } = await engine.call(volumeList, { query: { filters: { label } } })
      const isOld = (await engine.apiVersion()) === '1.41'
      const filters = { label, ...(!isOld && { all: true }) }
      const { VolumesDeleted, SpaceReclaimed } = await engine.call(volumePrune, { query: { filters } })
      expect(VolumesDeleted).toEqual(Volumes?.map(({ Name }) => Name))
      expect(SpaceReclaimed).toBe(0)
    },
    error: { none: 'what an engine refuses of the filters is refused before it is sent' },
    noConnection: {},
  },
}
