import { filter, filtersOf } from '../engine/call/filters.js'
import { operation } from '../engine/call/operation.js'
import { param } from '../engine/call/param.js'
import { reply } from '../engine/call/reply.js'
import { volumeCreateRequest, volumeListResponse, volumePruneResponse } from './wire/requests.js'
import { volume } from './wire/volume.js'

const refs = { name: { noun: 'volume', shape: 'slashes' } } as const // plugins may have slashes in their names

export const volumeList = operation({
  id: 'VolumeList',
  method: 'GET',
  path: '/volumes',
  query: {
    filters: filtersOf({
      dangling: filter.flag,
      driver: filter.text,
      label: filter.text,
      name: filter.text,
    }),
  },
  reply: reply.object(volumeListResponse),
})

export const volumeInspect = operation({
  id: 'VolumeInspect',
  method: 'GET',
  path: '/volumes/{name}',
  refs,
  reply: reply.object(volume),
})

/** Of a name that is taken the engine gives the volume that there is, whatever its options and labels are. */
export const volumeCreate = operation({
  id: 'VolumeCreate',
  method: 'POST',
  path: '/volumes/create',
  body: volumeCreateRequest,
  reply: reply.object(volume),
})

export const volumeDelete = operation({
  id: 'VolumeDelete',
  method: 'DELETE',
  path: '/volumes/{name}',
  refs,
  query: { force: param.flag },
  reply: reply.nothing,
})

/** Engines before API 1.42 know no filter `all`, and prune volumes with names as well. */
export const volumePrune = operation({
  id: 'VolumePrune',
  method: 'POST',
  path: '/volumes/prune',
  query: { filters: filtersOf({ all: filter.flag, label: filter.text, 'label!': filter.notLabel }) },
  reply: reply.objectInTime(volumePruneResponse),
})
