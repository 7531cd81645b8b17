import { moment } from '../docker-words/moment.js'
import { filter, filtersOf } from '../engine/call/filters.js'
import { operation } from '../engine/call/operation.js'
import { param, sinceApi } from '../engine/call/param.js'
import { reply } from '../engine/call/reply.js'
import { eventTypes, eventWord } from './events/event-words.js'
import { authConfig, systemAuthResponse } from './wire/auth.js'
import { eventMessage } from './wire/event.js'
import { systemDataUsageResponse } from './wire/disk-usage.js'
import { info } from './wire/info.js'
import { pingOf } from './wire/ping.js'
import { version } from './wire/version.js'

/** With GET: what asks often keeps its connection, which cannot be used again after HEAD. */
export const systemPing = operation({
  id: 'SystemPing',
  method: 'GET',
  path: '/_ping',
  unversioned: true,
  reply: reply.headers(pingOf),
})

/** The same without a body, for what lets nothing but HEAD through. */
export const systemPingHead = operation({
  id: 'SystemPingHead',
  method: 'HEAD',
  path: '/_ping',
  unversioned: true,
  reply: reply.headers(pingOf),
})

export const systemDataUsage = operation({
  id: 'SystemDataUsage',
  method: 'GET',
  path: '/system/df',
  query: {
    type: sinceApi('1.42', param.each(param.word('container', 'image', 'volume', 'build-cache'))),
    verbose: sinceApi('1.52', param.flag),
  },
  reply: reply.objectInTime(systemDataUsageResponse),
})

export const systemVersion = operation({
  id: 'SystemVersion',
  method: 'GET',
  path: '/version',
  reply: reply.object(version),
})

export const systemInfo = operation({
  id: 'SystemInfo',
  method: 'GET',
  path: '/info',
  reply: reply.object(info),
})

export const systemAuth = operation({
  id: 'SystemAuth',
  method: 'POST',
  path: '/auth',
  body: authConfig,
  reply: reply.object(systemAuthResponse),
})

export const systemEvents = operation({
  id: 'SystemEvents',
  method: 'GET',
  path: '/events',
  query: {
    since: moment,
    until: moment,
    filters: filtersOf({
      config: filter.ref('config'),
      container: filter.ref('container'),
      daemon: filter.text,
      event: eventWord,
      image: filter.idAndName('image'),
      label: filter.text,
      network: filter.ref('network'),
      node: filter.ref('node'),
      plugin: filter.ref('plugin'),
      scope: filter.words('local', 'swarm'),
      secret: filter.ref('secret'),
      service: filter.ref('service'),
      type: filter.words(...eventTypes),
      volume: filter.ref('volume'),
    }),
  },
  reply: reply.values(eventMessage),
})
