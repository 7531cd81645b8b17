import { registryAuth } from '../docker-words/registry/auth-header.js'
import { operation } from '../engine/call/operation.js'
import { reply } from '../engine/call/reply.js'
import { distributionInspectResponse } from './wire/inspect.js'

export const distributionInspect = operation({
  id: 'DistributionInspect',
  method: 'GET',
  path: '/distribution/{name}/json',
  refs: { name: { noun: 'image', shape: 'slashes' } },
  headers: { 'X-Registry-Auth': registryAuth },
  reply: reply.object(distributionInspectResponse),
})
