import { changes } from '../image/changes.js'
import { moment, until } from '../docker-words/moment.js'
import { filter, filtersOf } from '../engine/call/filters.js'
import { operation } from '../engine/call/operation.js'
import { param, sinceApi } from '../engine/call/param.js'
import { reply } from '../engine/call/reply.js'
import { containerCreateRequest, containerCreateResponse } from './wire/create.js'
import { execConfig, execCreateResponse, execInspect as execInspectWire, execStartConfig } from './wire/exec.js'
import { containerInspect as containerInspectWire } from './wire/inspect.js'
import {
  containerCommitResponse,
  containerPruneResponse,
  containerTop as containerTopWire,
  containerWaitResponse,
  filesystemChange,
} from './wire/run.js'
import { containerStats as containerStatsWire } from './wire/stats.js'
import { containerSummary } from './wire/summary.js'
import { containerUpdateRequest, containerUpdateResponse } from './wire/update.js'

const refs = { id: { noun: 'container', shape: 'word' } } as const
const execRefs = { id: { noun: 'exec', shape: 'word' } } as const

export const containerList = operation({
  id: 'ContainerList',
  method: 'GET',
  path: '/containers/json',
  query: {
    all: param.flag,
    limit: param.integer,
    size: param.flag,
    filters: filtersOf({
      ancestor: filter.ref('image'),
      before: filter.ref('container'),
      exited: filter.whole,
      expose: filter.port,
      health: filter.words('starting', 'healthy', 'unhealthy', 'none'),
      id: filter.text,
      'is-task': filter.flag,
      isolation: filter.words('default', 'process', 'hyperv'),
      label: filter.text,
      name: filter.text,
      network: filter.ref('network'),
      publish: filter.port,
      since: filter.ref('container'),
      status: filter.words('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'),
      volume: filter.ref('volume'),
    }),
  },
  reply: reply.list(containerSummary),
})

export const containerCreate = operation({
  id: 'ContainerCreate',
  method: 'POST',
  path: '/containers/create',
  query: { name: param.text, platform: param.text },
  body: containerCreateRequest,
  reply: reply.object(containerCreateResponse),
})

export const containerInspect = operation({
  id: 'ContainerInspect',
  method: 'GET',
  path: '/containers/{id}/json',
  refs,
  query: { size: param.flag },
  reply: reply.object(containerInspectWire),
})

export const containerTop = operation({
  id: 'ContainerTop',
  method: 'GET',
  path: '/containers/{id}/top',
  refs,
  query: { ps_args: param.text },
  reply: reply.object(containerTopWire),
})

export const containerChanges = operation({
  id: 'ContainerChanges',
  method: 'GET',
  path: '/containers/{id}/changes',
  refs,
  reply: reply.listOrNull(filesystemChange),
})

/** One count of what a container uses: at once with `one-shot`, else after a second, with the CPU time of that second. */
export const containerStats = operation({
  id: 'ContainerStats',
  method: 'GET',
  path: '/containers/{id}/stats',
  refs,
  query: { stream: param.flag, 'one-shot': param.flag },
  when: ({ query }) => isOnce(query),
  reply: reply.object(containerStatsWire),
})

/** The same each second, as long as it is read: engines go on with empty ones when the container has ended. */
export const containerStatsStream = operation({
  id: 'ContainerStats',
  method: 'GET',
  path: '/containers/{id}/stats',
  refs,
  query: { stream: param.flag },
  when: ({ query }) => !isOnce(query),
  reply: reply.values(containerStatsWire),
})

export const containerLogs = operation({
  id: 'ContainerLogs',
  method: 'GET',
  path: '/containers/{id}/logs',
  refs,
  query: {
    follow: param.flag,
    stdout: param.flag,
    stderr: param.flag,
    since: moment,
    until: moment,
    timestamps: param.flag,
    tail: param.tail,
  },
  reply: reply.bytes,
})

export const containerStart = operation({
  id: 'ContainerStart',
  method: 'POST',
  path: '/containers/{id}/start',
  refs,
  query: { detachKeys: param.text },
  reply: reply.changed,
})

export const containerStop = operation({
  id: 'ContainerStop',
  method: 'POST',
  path: '/containers/{id}/stop',
  refs,
  query: { t: param.integer, signal: sinceApi('1.42', param.text) },
  reply: reply.changedInTime,
})

export const containerRestart = operation({
  id: 'ContainerRestart',
  method: 'POST',
  path: '/containers/{id}/restart',
  refs,
  query: { t: param.integer, signal: sinceApi('1.42', param.text) },
  reply: reply.doneInTime,
})

export const containerKill = operation({
  id: 'ContainerKill',
  method: 'POST',
  path: '/containers/{id}/kill',
  refs,
  query: { signal: param.text },
  reply: reply.nothing,
})

export const containerPause = operation({
  id: 'ContainerPause',
  method: 'POST',
  path: '/containers/{id}/pause',
  refs,
  reply: reply.nothing,
})

export const containerUnpause = operation({
  id: 'ContainerUnpause',
  method: 'POST',
  path: '/containers/{id}/unpause',
  refs,
  reply: reply.nothing,
})

export const containerRename = operation({
  id: 'ContainerRename',
  method: 'POST',
  path: '/containers/{id}/rename',
  refs,
  query: { name: param.text },
  reply: reply.nothing,
})

/** Answers in two steps: once its headers are in, the engine watches the container, and no end of it is missed. */
export const containerWait = operation({
  id: 'ContainerWait',
  method: 'POST',
  path: '/containers/{id}/wait',
  refs,
  query: { condition: param.word('not-running', 'next-exit', 'removed') },
  reply: reply.later(containerWaitResponse),
})

export const containerDelete = operation({
  id: 'ContainerDelete',
  method: 'DELETE',
  path: '/containers/{id}',
  refs,
  query: { v: param.flag, force: param.flag, link: param.flag },
  reply: reply.nothing,
})

export const containerPrune = operation({
  id: 'ContainerPrune',
  method: 'POST',
  path: '/containers/prune',
  query: { filters: filtersOf({ until, label: filter.text, 'label!': filter.notLabel }) },
  reply: reply.object(containerPruneResponse),
})

export const containerUpdate = operation({
  id: 'ContainerUpdate',
  method: 'POST',
  path: '/containers/{id}/update',
  refs,
  body: containerUpdateRequest,
  reply: reply.object(containerUpdateResponse),
})

export const containerExport = operation({
  id: 'ContainerExport',
  method: 'GET',
  path: '/containers/{id}/export',
  refs,
  reply: reply.bytes,
})

/** The API takes a whole configuration as its body, too; what `changes` say is put into that of the container. */
export const containerCommit = operation({
  id: 'ImageCommit',
  method: 'POST',
  path: '/commit',
  query: {
    container: param.ref('container'),
    repo: param.text,
    tag: param.text,
    comment: param.text,
    author: param.text,
    pause: param.flag,
    changes,
  },
  reply: reply.objectInTime(containerCommitResponse),
})

export const containerResize = operation({
  id: 'ContainerResize',
  method: 'POST',
  path: '/containers/{id}/resize',
  refs,
  query: { h: param.integer, w: param.integer },
  reply: reply.nothing,
})

export const containerAttach = operation({
  id: 'ContainerAttach',
  method: 'POST',
  path: '/containers/{id}/attach',
  refs,
  query: {
    detachKeys: param.text,
    logs: param.flag,
    stream: param.flag,
    stdin: param.flag,
    stdout: param.flag,
    stderr: param.flag,
  },
  reply: reply.duplex,
})

export const containerExec = operation({
  id: 'ContainerExec',
  method: 'POST',
  path: '/containers/{id}/exec',
  refs,
  body: execConfig,
  reply: reply.object(execCreateResponse),
})

/** Starts an exec and leaves it: the engine answers at once and tells nothing. */
export const execStartDetached = operation({
  id: 'ExecStart',
  method: 'POST',
  path: '/exec/{id}/start',
  refs: execRefs,
  body: execStartConfig,
  when: ({ body }) => isDetached(body),
  reply: reply.nothing,
})

/** Starts an exec and becomes its raw pipe. */
export const execStart = operation({
  id: 'ExecStart',
  method: 'POST',
  path: '/exec/{id}/start',
  refs: execRefs,
  body: execStartConfig,
  when: ({ body }) => !isDetached(body),
  reply: reply.duplex,
})

export const execResize = operation({
  id: 'ExecResize',
  method: 'POST',
  path: '/exec/{id}/resize',
  refs: execRefs,
  query: { h: param.integer, w: param.integer },
  reply: reply.nothing,
})

export const execInspect = operation({
  id: 'ExecInspect',
  method: 'GET',
  path: '/exec/{id}/json',
  refs: execRefs,
  reply: reply.object(execInspectWire),
})

function isDetached(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'Detach' in body && body.Detach === true
}

function isOnce(query: object = {}): boolean {
  return 'stream' in query && query.stream === false
}
