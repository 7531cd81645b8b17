import { until } from '../docker-words/moment.js'
import { filter, filtersOf } from '../engine/call/filters.js'
import { operation } from '../engine/call/operation.js'
import { param, sinceApi, type Param } from '../engine/call/param.js'
import { reply } from '../engine/call/reply.js'
import { changes } from './changes.js'
import { registryAuth, registryConfig } from '../docker-words/registry/auth-header.js'
import { platform } from '../docker-words/platform.js'
import { attestationStatement, buildPruneResponse, imageSearchItem, type BuildUlimit } from './wire/build.js'
import { image } from './wire/image.js'
import { imageDeleted, imageHistoryItem, imagePruneResponse, imageStep } from './wire/replies.js'
import { imageSummary } from './wire/summary.js'

// Engines look themselves at what JSON holds.
const texts: Param<readonly string[]> = param.json
const pairs: Param<Readonly<Record<string, string>>> = param.json
const ulimits: Param<readonly BuildUlimit[]> = param.json

const refs = { name: { noun: 'image', shape: 'slashes' } } as const

export const imageList = operation({
  id: 'ImageList',
  method: 'GET',
  path: '/images/json',
  query: {
    all: param.flag,
    filters: filtersOf({
      before: filter.ref('image'),
      dangling: filter.flag,
      label: filter.text,
      reference: filter.text,
      since: filter.ref('image'),
      until,
    }),
    'shared-size': sinceApi('1.42', param.flag),
    digests: param.flag,
    manifests: sinceApi('1.47', param.flag),
  },
  reply: reply.list(imageSummary),
})

export const imageInspect = operation({
  id: 'ImageInspect',
  method: 'GET',
  path: '/images/{name}/json',
  refs,
  query: { manifests: sinceApi('1.48', param.flag), platform: sinceApi('1.49', param.json) },
  reply: reply.object(image),
})

/** The API has one operation for two things. This is the one that asks a registry, and has no body. */
export const imagePull = operation({
  id: 'ImageCreate',
  method: 'POST',
  path: '/images/create',
  query: { fromImage: param.text, tag: param.text, platform },
  headers: { 'X-Registry-Auth': registryAuth },
  when: ({ query }) => !hasSource(query),
  reply: reply.values(imageStep),
})

/** The API has one operation for two things. This is the one that takes a root file system as its body. */
export const imageImport = operation({
  id: 'ImageCreate',
  method: 'POST',
  path: '/images/create',
  query: {
    fromSrc: param.word('-'),
    repo: param.text,
    tag: param.text,
    message: param.text,
    changes,
    platform,
  },
  body: 'tar',
  when: ({ query }) => hasSource(query),
  reply: reply.values(imageStep),
})

export const imageDelete = operation({
  id: 'ImageDelete',
  method: 'DELETE',
  path: '/images/{name}',
  refs,
  query: { force: param.flag, noprune: param.flag, platforms: sinceApi('1.50', param.each(param.json)) },
  reply: reply.list(imageDeleted),
})

export const imageTag = operation({
  id: 'ImageTag',
  method: 'POST',
  path: '/images/{name}/tag',
  refs,
  query: { repo: param.text, tag: param.text },
  reply: reply.nothing,
})

export const imagePush = operation({
  id: 'ImagePush',
  method: 'POST',
  path: '/images/{name}/push',
  refs,
  query: { tag: param.text, platform: sinceApi('1.46', param.json) },
  headers: { 'X-Registry-Auth': registryAuth },
  reply: reply.values(imageStep),
})

export const imageHistory = operation({
  id: 'ImageHistory',
  method: 'GET',
  path: '/images/{name}/history',
  refs,
  query: { platform: sinceApi('1.48', param.json) },
  reply: reply.listOrNull(imageHistoryItem),
})

export const imagePrune = operation({
  id: 'ImagePrune',
  method: 'POST',
  path: '/images/prune',
  query: {
    filters: filtersOf({ dangling: filter.flag, until, label: filter.text, 'label!': filter.notLabel }),
  },
  reply: reply.object(imagePruneResponse),
})

export const imageGet = operation({
  id: 'ImageGet',
  method: 'GET',
  path: '/images/{name}/get',
  refs,
  query: { platform: sinceApi('1.48', param.json) },
  reply: reply.bytes,
})

/** Several images in one archive. */
export const imageGetAll = operation({
  id: 'ImageGetAll',
  method: 'GET',
  path: '/images/get',
  query: { names: param.each(param.text), platform: sinceApi('1.48', param.json) },
  reply: reply.bytes,
})

export const imageLoad = operation({
  id: 'ImageLoad',
  method: 'POST',
  path: '/images/load',
  query: { quiet: param.flag, platform: sinceApi('1.48', param.json) },
  body: 'tar',
  reply: reply.values(imageStep),
})

export const imageSearch = operation({
  id: 'ImageSearch',
  method: 'GET',
  path: '/images/search',
  query: {
    term: param.text,
    limit: param.integer,
    filters: filtersOf({ 'is-official': filter.flag, stars: filter.whole }),
  },
  headers: { 'X-Registry-Auth': registryAuth },
  reply: reply.list(imageSearchItem),
})

export const imageAttestations = operation({
  id: 'ImageAttestations',
  addedIn: '1.55',
  method: 'GET',
  path: '/images/{name}/attestations',
  refs,
  query: { platform: param.each(param.json), type: param.each(param.text), statement: param.flag },
  reply: reply.list(attestationStatement),
})

export const imageBuild = operation({
  id: 'ImageBuild',
  method: 'POST',
  path: '/build',
  query: {
    dockerfile: param.text,
    t: param.each(param.text),
    extrahosts: param.each(param.text),
    remote: param.text,
    q: param.flag,
    nocache: param.flag,
    cachefrom: texts,
    pull: param.flag,
    rm: param.flag,
    forcerm: param.flag,
    memory: param.integer,
    memswap: param.integer,
    cpushares: param.integer,
    cpusetcpus: param.text,
    cpusetmems: param.text,
    cpuperiod: param.integer,
    cpuquota: param.integer,
    cgroupparent: param.text,
    buildargs: pairs,
    shmsize: param.integer,
    squash: param.flag,
    labels: pairs,
    networkmode: param.text,
    securityopt: param.each(param.text),
    ulimits,
    platform,
    target: param.text,
    outputs: param.text,
    version: param.word('1', '2'),
  },
  headers: { 'X-Registry-Config': registryConfig },
  body: 'tar',
  reply: reply.values(imageStep),
})

export const buildPrune = operation({
  id: 'BuildPrune',
  method: 'POST',
  path: '/build/prune',
  query: {
    all: param.flag,
    'keep-storage': param.integer,
    'reserved-space': sinceApi('1.48', param.integer),
    'max-used-space': sinceApi('1.48', param.integer),
    'min-free-space': sinceApi('1.48', param.integer),
    filters: filtersOf({
      until,
      id: filter.text,
      parent: filter.text,
      type: filter.text,
      description: filter.text,
      inuse: filter.flag,
      shared: filter.flag,
      private: filter.flag,
    }),
  },
  reply: reply.object(buildPruneResponse),
})

function hasSource(query: object = {}): boolean {
  return 'fromSrc' in query && query.fromSrc !== undefined
}
