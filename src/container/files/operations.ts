import { operation } from '../../engine/call/operation.js'
import { param } from '../../engine/call/param.js'
import { reply } from '../../engine/call/reply.js'
import { pathInfoOf } from './path-info.js'

const refs = { id: { noun: 'container', shape: 'word' } } as const

/** A path as a tar archive, and what it is. */
export const containerArchive = operation({
  id: 'ContainerArchive',
  method: 'GET',
  path: '/containers/{id}/archive',
  refs,
  query: { path: param.text },
  reply: reply.bytesWith(pathInfoOf),
})

export const containerArchiveInfo = operation({
  id: 'ContainerArchiveInfo',
  method: 'HEAD',
  path: '/containers/{id}/archive',
  refs,
  query: { path: param.text },
  reply: reply.headers(pathInfoOf),
})

/** Takes as long as its archive takes to come: it must not hold a shared connection, and has no deadline. */
export const putContainerArchive = operation({
  id: 'PutContainerArchive',
  method: 'PUT',
  path: '/containers/{id}/archive',
  refs,
  query: { path: param.text, noOverwriteDirNonDir: param.flag, copyUIDGID: param.flag },
  body: 'tar',
  reply: reply.doneInTime,
})
