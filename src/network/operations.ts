import { until } from '../docker-words/moment.js'
import { filter, filtersOf } from '../engine/call/filters.js'
import { operation } from '../engine/call/operation.js'
import { param } from '../engine/call/param.js'
import { reply } from '../engine/call/reply.js'
import { network, networkSummary } from './wire/network.js'
import {
  networkConnectRequest,
  networkCreateRequest,
  networkCreateResponse,
  networkDisconnectRequest,
  networkPruneResponse,
} from './wire/requests.js'

const refs = { id: { noun: 'network', shape: 'slashes' } } as const

export const networkList = operation({
  id: 'NetworkList',
  method: 'GET',
  path: '/networks',
  query: {
    filters: filtersOf({
      dangling: filter.flag,
      driver: filter.text,
      id: filter.text,
      label: filter.text,
      name: filter.text,
      scope: filter.words('local', 'swarm', 'global'),
      type: filter.words('custom', 'builtin'),
    }),
  },
  reply: reply.list(networkSummary),
})

export const networkInspect = operation({
  id: 'NetworkInspect',
  method: 'GET',
  path: '/networks/{id}',
  refs,
  query: { verbose: param.flag, scope: param.word('local', 'swarm', 'global') },
  reply: reply.object(network),
})

export const networkCreate = operation({
  id: 'NetworkCreate',
  method: 'POST',
  path: '/networks/create',
  body: networkCreateRequest,
  reply: reply.object(networkCreateResponse),
})

export const networkConnect = operation({
  id: 'NetworkConnect',
  method: 'POST',
  path: '/networks/{id}/connect',
  refs,
  body: networkConnectRequest,
  // Engines take a MAC address here since long, and ignore it before 29.3.
  since: { 'EndpointConfig/MacAddress': '1.54' },
  reply: reply.nothing,
})

export const networkDisconnect = operation({
  id: 'NetworkDisconnect',
  method: 'POST',
  path: '/networks/{id}/disconnect',
  refs,
  body: networkDisconnectRequest,
  reply: reply.nothing,
})

export const networkDelete = operation({
  id: 'NetworkDelete',
  method: 'DELETE',
  path: '/networks/{id}',
  refs,
  reply: reply.nothing,
})

export const networkPrune = operation({
  id: 'NetworkPrune',
  method: 'POST',
  path: '/networks/prune',
  query: { filters: filtersOf({ until, label: filter.text, 'label!': filter.notLabel }) },
  reply: reply.object(networkPruneResponse),
})
