import { describe, expect, it } from 'vitest'
import type { EngineCode } from '../../../src/errors/engine.js'
import { engineError, type Refusal } from '../../../src/errors/reasons.js'

interface Said {
  readonly text: string
  readonly status: number
  readonly code: EngineCode
  readonly name: string
  readonly details?: object
  readonly about?: Partial<Refusal>
}

/** What engines from 20.10 to 28 print, word for word, with the status that came with it. */
const said: readonly Said[] = [
  {
    text: 'client version 1.99 is too new. Maximum supported API version is 1.41',
    status: 400,
    code: 'API_TOO_NEW',
    name: 'BadRequestError',
    details: { version: '1.99', max: '1.41' },
  },
  {
    text: 'client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version',
    status: 400,
    code: 'API_TOO_OLD',
    name: 'BadRequestError',
    details: { needs: '1.24', has: '1.23' },
  },
  {
    text: 'Pool overlaps with other one on this address space',
    status: 403,
    code: 'SUBNET_OVERLAP',
    name: 'ConflictError',
  },
  {
    text: 'invalid pool request: Pool overlaps with other one on this address space',
    status: 403,
    code: 'SUBNET_OVERLAP',
    name: 'ConflictError',
  },
  {
    text: 'cannot create network 5f0c (br-5f0c): conflicts with network 91aa (docker0): networks have overlapping IPv4',
    status: 403,
    code: 'SUBNET_OVERLAP',
    name: 'ConflictError',
  },
  {
    text: 'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
    status: 404,
    code: 'POOLS_EXHAUSTED',
    name: 'UnavailableError',
  },
  {
    text: 'all predefined address pools have been fully subnetted',
    status: 400,
    code: 'POOLS_EXHAUSTED',
    name: 'UnavailableError',
  },
  {
    text: "no available IPv4 addresses on this network's address pools: small (41f0c2d1)",
    status: 409,
    code: 'ADDRESSES_EXHAUSTED',
    name: 'UnavailableError',
    details: { network: 'small' },
  },
  {
    text: 'driver failed programming external connectivity on endpoint web (91aa): Bind for 0.0.0.0:8080 failed: port is already allocated',
    status: 500,
    code: 'PORT_IN_USE',
    name: 'ConflictError',
    details: { port: '8080', holder: undefined },
  },
  {
    text: 'driver failed programming external connectivity on endpoint web (91aa): failed to bind host port for 127.0.0.1:8080:172.17.0.2:80/tcp: Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use',
    status: 500,
    code: 'PORT_IN_USE',
    name: 'ConflictError',
    details: { port: '8080' },
  },
  {
    text: 'Address already in use',
    status: 403,
    code: 'ADDRESS_IN_USE',
    name: 'ConflictError',
    details: { address: undefined },
  },
  {
    text: 'failed to allocate gateway (10.90.0.0): Address already in use',
    status: 500,
    code: 'ADDRESS_IN_USE',
    name: 'ConflictError',
    details: { address: '10.90.0.0' },
  },
  {
    text: "Invalid address 10.81.0.77: It does not belong to any of this network's subnets",
    status: 500,
    code: 'ADDRESS_OUTSIDE_SUBNET',
    name: 'BadRequestError',
    details: { address: '10.81.0.77' },
  },
  {
    text: 'invalid endpoint settings:\nno configured subnet or ip-range contain the IP address 10.81.0.77',
    status: 400,
    code: 'ADDRESS_OUTSIDE_SUBNET',
    name: 'BadRequestError',
    details: { address: '10.81.0.77' },
  },
  {
    text: 'no configured subnet contains IP address 10.81.0.77',
    status: 400,
    code: 'ADDRESS_OUTSIDE_SUBNET',
    name: 'BadRequestError',
    details: { address: '10.81.0.77' },
  },
  {
    text: 'error while removing network: network us id 0d5a has active endpoints',
    status: 403,
    code: 'ACTIVE_ENDPOINTS',
    name: 'InUseError',
    about: { target: 'us' },
    details: { network: 'us', containers: [] },
  },
  {
    text: 'error while removing network: network us has active endpoints (name:"run1" id:"9c008ca4cc7b", name:"run2" id:"77aa00bb11cc")',
    status: 403,
    code: 'ACTIVE_ENDPOINTS',
    name: 'InUseError',
    about: { target: 'us' },
    details: {
      network: 'us',
      containers: [
        { id: '9c008ca4cc7b', name: 'run1' },
        { id: '77aa00bb11cc', name: 'run2' },
      ],
    },
  },
  {
    text: 'endpoint with name run1 already exists in network us',
    status: 403,
    code: 'ALREADY_ATTACHED',
    name: 'ConflictError',
    details: { container: 'run1', network: 'us' },
  },
  {
    text: 'container 9c008ca4cc7b is not connected to network us',
    status: 500,
    code: 'NOT_ATTACHED',
    name: 'ConflictError',
    details: { container: '9c008ca4cc7b', network: 'us' },
  },
  {
    text: 'container 9c008ca4cc7b is not connected to the network us',
    status: 500,
    code: 'NOT_ATTACHED',
    name: 'ConflictError',
    details: { network: 'us' },
  },
  ...[
    'container cannot be disconnected from host network or connected to host network',
    'cannot connect container to host network - container must be created in host network mode',
    'cannot disconnect container from host network - container was created in host network mode',
    'container cannot be connected to multiple networks with one of the networks in private (none) mode',
    'container sharing network namespace with another container or host cannot be connected to any other network',
  ].map((text): Said => ({ text, status: 400, code: 'NOT_CONNECTABLE', name: 'BadRequestError' })),
  {
    text: 'operation is not permitted on predefined bridge network ',
    status: 403,
    code: 'PREDEFINED_NETWORK',
    name: 'ForbiddenError',
    details: { network: 'bridge' },
  },
  {
    text: 'bridge is a pre-defined network and cannot be removed',
    status: 403,
    code: 'PREDEFINED_NETWORK',
    name: 'ForbiddenError',
    details: { network: 'bridge' },
  },
  {
    text: 'network with name two words already exists',
    status: 409,
    code: 'NAME_TAKEN',
    name: 'ConflictError',
    about: { noun: 'network' },
    details: { noun: 'network', name: 'two words', holder: undefined },
  },
  {
    text: 'Conflict. The container name "/web" is already in use by container "9c008ca4cc7b". You have to remove (or rename) that container to be able to reuse that name.',
    status: 409,
    code: 'NAME_TAKEN',
    name: 'ConflictError',
    about: { noun: 'container' },
    details: { noun: 'container', name: 'web', holder: { id: '9c008ca4cc7b', name: 'web' } },
  },
  {
    text: '2 matches found based on name: network dd is ambiguous',
    status: 400,
    code: 'AMBIGUOUS_REF',
    name: 'BadRequestError',
    about: { noun: 'network', target: 'dd' },
    details: { noun: 'network', ref: 'dd' },
  },
  {
    text: 'Multiple IDs found with provided prefix: 9c',
    status: 400,
    code: 'AMBIGUOUS_REF',
    name: 'BadRequestError',
    about: { noun: 'container', target: '9c' },
    details: { noun: 'container', ref: '9c' },
  },
  {
    text: 'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nosuch": executable file not found in $PATH',
    status: 400,
    code: 'COMMAND_NOT_FOUND',
    name: 'BadRequestError',
    details: { command: 'nosuch' },
  },
  {
    text: 'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: \\"/nosuch\\": stat /nosuch: no such file or directory: unknown',
    status: 400,
    code: 'COMMAND_NOT_FOUND',
    name: 'BadRequestError',
    details: { command: '/nosuch' },
  },
  {
    text: 'plugin "nosuch" not found',
    status: 404,
    code: 'DRIVER_NOT_FOUND',
    name: 'NotFoundError',
    details: { driver: 'nosuch' },
  },
  {
    text: 'invalid subinterface vlan name eth9, example formatting is eth0.10',
    status: 400,
    code: 'PARENT_UNUSABLE',
    name: 'BadRequestError',
    details: { parent: 'eth9' },
  },
  {
    text: 'network di-5f0c is already using parent interface eth0',
    status: 500,
    code: 'PARENT_UNUSABLE',
    name: 'BadRequestError',
    details: { parent: 'eth0' },
  },
  {
    text: 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    status: 503,
    code: 'NOT_SWARM_MANAGER',
    name: 'UnavailableError',
  },
  {
    text: 'Container 9c008ca4cc7b is not running',
    status: 409,
    code: 'NOT_RUNNING',
    name: 'ConflictError',
    details: { id: '9c008ca4cc7b' },
  },
  {
    text: 'cannot join network of a non running container: 9c008ca4cc7b',
    status: 409,
    code: 'NOT_RUNNING',
    name: 'ConflictError',
    details: { id: '9c008ca4cc7b' },
  },
  {
    text: 'removal of container 9c008ca4cc7b is already in progress',
    status: 409,
    code: 'REMOVAL_IN_PROGRESS',
    name: 'ConflictError',
    details: { id: '9c008ca4cc7b' },
  },
  {
    text: 'You cannot remove a running container 9c008ca4cc7b. Stop the container before attempting removal or force remove',
    status: 409,
    code: 'STILL_RUNNING',
    name: 'InUseError',
    details: { id: '9c008ca4cc7b' },
  },
  {
    text: 'cannot remove container "/web": container is running: stop the container before removing or force remove',
    status: 409,
    code: 'STILL_RUNNING',
    name: 'InUseError',
    details: { id: 'web' },
  },
  {
    text: 'conflict: unable to remove repository reference "team/base:1" (must force) - container 9c008ca4cc7b is using its referenced image 41f0c2d1',
    status: 409,
    code: 'IMAGE_IN_USE',
    name: 'InUseError',
    about: { noun: 'image', target: 'team/base:1' },
    details: { image: 'team/base:1' },
  },
  {
    text: 'Head "https://registry.example/v2/team/base/manifests/1": no basic auth credentials',
    status: 500,
    code: 'UNAUTHORIZED',
    name: 'UnauthorizedError',
  },
  {
    text: 'No such container: web',
    status: 404,
    code: 'NOT_FOUND',
    name: 'NotFoundError',
    details: { noun: 'container', ref: 'web' },
  },
  {
    text: 'network nosuch not found',
    status: 404,
    code: 'NOT_FOUND',
    name: 'NotFoundError',
    details: { noun: 'network', ref: 'nosuch' },
  },
  {
    text: 'No such image: team/base:1',
    status: 404,
    code: 'NOT_FOUND',
    name: 'NotFoundError',
    details: { noun: 'image', ref: 'team/base:1' },
  },
  {
    text: 'manifest for team/base:2 not found: manifest unknown: manifest unknown',
    status: 404,
    code: 'NOT_FOUND',
    name: 'NotFoundError',
    details: { noun: 'image', ref: 'team/base:2' },
  },
  {
    text: "pull access denied for team/base, repository does not exist or may require 'docker login'",
    status: 404,
    code: 'NOT_FOUND',
    name: 'NotFoundError',
    details: { noun: 'image', ref: 'team/base' },
  },
  { text: 'page not found', status: 404, code: 'OPERATION_UNKNOWN', name: 'NotFoundError' },
]

function refusal(over: Partial<Refusal>): Refusal {
  return { operation: 'NetworkCreate', target: 'front', noun: 'network', status: 500, text: '', ...over }
}

describe('what an engine says', () => {
  it.each(said)('$code: $text', ({ text, status, code, name, details, about }) => {
    const error = engineError(refusal({ ...about, status, text: JSON.stringify({ message: text }) }))
    expect(error).toMatchObject({ code, name, status, engineMessage: text.trim(), sent: 'yes' })
    if (details !== undefined) expect(error.details).toMatchObject(details)
  })

  it.each(said)('$code is told by its words alone, whatever the status: $text', ({ text, code, about }) => {
    for (const status of [400, 403, 404, 409, 500, 503]) {
      expect(engineError(refusal({ ...about, status, text })).code).toBe(code)
    }
  })

  it('is said again with the call and what it was about', () => {
    const error = engineError(refusal({ text: '{"message":"plugin \\"nosuch\\" not found"}', status: 404 }))
    expect(error.message).toBe('NetworkCreate "front": plugin "nosuch" not found')
    expect(error).toMatchObject({ operation: 'NetworkCreate', target: 'front' })
  })
})

describe('words that nobody knows', () => {
  it.each([
    [400, 'BAD_REQUEST', 'BadRequestError'],
    [401, 'UNAUTHORIZED', 'UnauthorizedError'],
    [403, 'FORBIDDEN', 'ForbiddenError'],
    [404, 'NOT_FOUND', 'NotFoundError'],
    [409, 'CONFLICT', 'ConflictError'],
    [418, 'SERVER_ERROR', 'ServerError'],
    [500, 'SERVER_ERROR', 'ServerError'],
    [503, 'UNAVAILABLE', 'UnavailableError'],
  ])('%i is %s', (status, code, name) => {
    const error = engineError(refusal({ status, text: '{"message":"something new"}' }))
    expect(error).toMatchObject({ code, name, status, engineMessage: 'something new' })
    expect(error.retryable).toBe(status === 503)
  })

  it('of a proxy are kept as they are, up to a bound', () => {
    expect(engineError(refusal({ status: 502, text: '<html>Bad Gateway</html>' })).engineMessage).toBe(
      '<html>Bad Gateway</html>',
    )
    expect(engineError(refusal({ text: 'x'.repeat(100_000) })).engineMessage).toHaveLength(1000)
  })

  it.each(['', '{"message":""}', '   '])('in an empty reply %j: the status speaks', (text) => {
    const error = engineError(refusal({ text, status: 500 }))
    expect(error.message).toContain('HTTP status 500')
    expect(error.message).not.toContain('undefined')
  })

  it('are looked for where engines say them: a reply without end is not searched', () => {
    const known = 'plugin "nosuch" not found'
    expect(engineError(refusal({ text: JSON.stringify({ message: `${'( '.repeat(50)}${known}` }) })).code).toBe(
      'DRIVER_NOT_FOUND',
    )
    expect(engineError(refusal({ text: JSON.stringify({ message: `${'('.repeat(100_000)}${known}` }) })).code).toBe(
      'SERVER_ERROR',
    )
  })
})
