import { operation } from '../engine/call/operation.js'
import { param } from '../engine/call/param.js'
import { reply } from '../engine/call/reply.js'
import { swarmInitRequest, swarmJoinRequest } from './wire/requests.js'
import { swarm, type SwarmInspect } from './wire/swarm.js'

/** Gives the id of the node. */
export const swarmInit = operation({
  id: 'SwarmInit',
  method: 'POST',
  path: '/swarm/init',
  body: swarmInitRequest,
  reply: reply.text,
})

export const swarmJoin = operation({
  id: 'SwarmJoin',
  method: 'POST',
  path: '/swarm/join',
  body: swarmJoinRequest,
  reply: reply.nothing,
})

export const swarmLeave = operation({
  id: 'SwarmLeave',
  method: 'POST',
  path: '/swarm/leave',
  query: { force: param.flag },
  reply: reply.nothing,
})

const whole = reply.object(swarm)

export const swarmInspect = operation({
  id: 'SwarmInspect',
  method: 'GET',
  path: '/swarm',
  reply: {
    ...whole,
    read: async (...answer: Parameters<typeof whole.read>) => withHiddenTokens(await whole.read(...answer)),
  },
})

/** Whoever prints a swarm prints no secret; the tokens can be read all the same. */
function withHiddenTokens(found: SwarmInspect): SwarmInspect {
  const tokens: unknown = found.JoinTokens // checked only where the client was told to
  if (typeof tokens !== 'object' || tokens === null) return found
  Object.defineProperty(tokens, Symbol.for('nodejs.util.inspect.custom'), { value: () => '(hidden)' })
  Object.defineProperty(tokens, 'toJSON', { value: () => '(hidden)' })
  return found
}
