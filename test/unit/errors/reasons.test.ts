import { describe, expect, it } from 'vitest'
import type { EngineCode } from '../../../src/errors/engine.js'
import { engineError, reasons } from '../../../src/errors/reasons/engine-error.js'
import { operations } from '../../../src/operations.js'
import type { Refusal } from '../../../src/errors/reasons/reason.js'

type Row = readonly [status: number, text: string, details?: object, about?: Partial<Refusal>]

function refusals(code: EngineCode, name: string, operation: string, rows: readonly Row[]) {
  return rows.map(([status, text, details = {}, about = {}]) => ({
    code,
    name,
    status,
    text,
    details,
    about: { operation, ...about },
  }))
}

/** What engines from 20.10 to 28 print, word for word, with the status that came with it. */
const said = [
  ...refusals('API_TOO_NEW', 'BadRequestError', 'SystemInfo', [
    [400, 'client version 1.99 is too new. Maximum supported API version is 1.41', { version: '1.99', max: '1.41' }],
  ]),
  ...refusals('API_TOO_OLD', 'BadRequestError', 'SystemInfo', [
    [
      400,
      'client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version',
      { needs: '1.24', has: '1.23' },
    ],
  ]),
  ...refusals('SUBNET_OVERLAP', 'ConflictError', 'NetworkCreate', [
    [403, 'Pool overlaps with other one on this address space'],
    [403, 'invalid pool request: Pool overlaps with other one on this address space'],
    [
      403,
      'cannot create network 5f0c (br-5f0c): conflicts with network 91aa (docker0): networks have overlapping IPv4',
    ],
  ]),
  ...refusals('POOLS_EXHAUSTED', 'UnavailableError', 'NetworkCreate', [
    [404, 'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network'],
    [400, 'all predefined address pools have been fully subnetted'],
  ]),
  ...refusals('ADDRESSES_EXHAUSTED', 'UnavailableError', 'ContainerStart', [
    [409, "no available IPv4 addresses on this network's address pools: small (41f0c2d1)", { network: 'small' }],
  ]),
  ...refusals('PORT_IN_USE', 'ConflictError', 'ContainerStart', [
    [
      500,
      'driver failed programming external connectivity on endpoint web (91aa): Bind for 0.0.0.0:8080 failed: port is already allocated',
      { port: '8080', holder: undefined },
    ],
    [
      500,
      'driver failed programming external connectivity on endpoint web (91aa): failed to bind host port for 127.0.0.1:8080:172.17.0.2:80/tcp: Error starting userland proxy: listen tcp4 127.0.0.1:8080: bind: address already in use',
      { port: '8080' },
    ],
    [
      500,
      'driver failed programming external connectivity on endpoint web (91aa): failed to bind host port for 0.0.0.0:18097:172.17.0.2:80/tcp: address already in use',
      { port: '18097' },
    ],
    [
      500,
      'failed to set up container networking: driver failed programming external connectivity on endpoint web (91aa): failed to listen on TCP socket: address already in use',
      { port: undefined },
    ],
  ]),
  ...refusals('HOST_ADDRESS_UNKNOWN', 'BadRequestError', 'ContainerStart', [
    [
      500,
      'driver failed programming external connectivity on endpoint web (91aa): failed to bind host port for 10.9.9.9:18098:172.17.0.2:80/tcp: cannot assign requested address',
      { address: '10.9.9.9' },
    ],
    [
      500,
      'driver failed programming external connectivity on endpoint web (91aa): Error starting userland proxy: listen tcp4 10.9.9.9:18098: bind: cannot assign requested address',
      { address: '10.9.9.9' },
    ],
  ]),
  ...refusals('ADDRESS_IN_USE', 'ConflictError', 'NetworkCreate', [
    [403, 'Address already in use', { address: undefined }],
    [500, 'failed to allocate gateway (10.90.0.0): Address already in use', { address: '10.90.0.0' }],
  ]),
  ...refusals('ADDRESS_OUTSIDE_SUBNET', 'BadRequestError', 'NetworkConnect', [
    [500, "Invalid address 10.81.0.77: It does not belong to any of this network's subnets", { address: '10.81.0.77' }],
    [
      400,
      'invalid endpoint settings:\nno configured subnet or ip-range contain the IP address 10.81.0.77',
      { address: '10.81.0.77' },
    ],
    [400, 'no configured subnet contains IP address 10.81.0.77', { address: '10.81.0.77' }],
  ]),
  ...refusals('ACTIVE_ENDPOINTS', 'InUseError', 'NetworkDelete', [
    [
      403,
      'error while removing network: network us id 0d5a has active endpoints',
      { network: 'us', containers: [] },
      { target: 'us' },
    ],
    [
      403,
      'error while removing network: network us has active endpoints (name:"run1" id:"9c008ca4cc7b", name:"run2" id:"77aa00bb11cc")',
      {
        network: 'us',
        containers: [
          { id: '9c008ca4cc7b', name: 'run1' },
          { id: '77aa00bb11cc', name: 'run2' },
        ],
      },
      { target: 'us' },
    ],
  ]),
  ...refusals('ALREADY_ATTACHED', 'ConflictError', 'NetworkConnect', [
    [403, 'endpoint with name run1 already exists in network us', { container: 'run1', network: 'us' }],
  ]),
  ...refusals('NOT_ATTACHED', 'ConflictError', 'NetworkDisconnect', [
    [500, 'container 9c008ca4cc7b is not connected to network us', { container: '9c008ca4cc7b', network: 'us' }],
    [500, 'container 9c008ca4cc7b is not connected to the network us', { network: 'us' }],
  ]),
  ...refusals('NOT_CONNECTABLE', 'BadRequestError', 'NetworkConnect', [
    [400, 'container cannot be disconnected from host network or connected to host network'],
    [400, 'cannot connect container to host network - container must be created in host network mode'],
    [400, 'cannot disconnect container from host network - container was created in host network mode'],
    [400, 'container cannot be connected to multiple networks with one of the networks in private (none) mode'],
    [
      400,
      'container sharing network namespace with another container or host cannot be connected to any other network',
    ],
  ]),
  ...refusals('PREDEFINED_NETWORK', 'ForbiddenError', 'NetworkDelete', [
    [403, 'operation is not permitted on predefined bridge network ', { network: 'bridge' }],
    [403, 'bridge is a pre-defined network and cannot be removed', { network: 'bridge' }],
  ]),
  ...refusals('NAME_TAKEN', 'ConflictError', 'NetworkCreate', [
    [
      409,
      'network with name two words already exists',
      { noun: 'network', name: 'two words', holder: undefined },
      { noun: 'network' },
    ],
    [
      409,
      'Conflict. The container name "/web" is already in use by container "9c008ca4cc7b". You have to remove (or rename) that container to be able to reuse that name.',
      { noun: 'container', name: 'web', holder: { id: '9c008ca4cc7b', name: 'web' } },
      { noun: 'container', operation: 'ContainerCreate' },
    ],
  ]),
  ...refusals('AMBIGUOUS_REF', 'BadRequestError', 'NetworkInspect', [
    [
      400,
      '2 matches found based on name: network dd is ambiguous',
      { noun: 'network', ref: 'dd' },
      { noun: 'network', target: 'dd' },
    ],
    [
      400,
      'Multiple IDs found with provided prefix: 9c',
      { noun: 'container', ref: '9c' },
      { noun: 'container', target: '9c' },
    ],
  ]),
  ...refusals('COMMAND_NOT_FOUND', 'BadRequestError', 'ContainerStart', [
    [
      400,
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "nosuch": executable file not found in $PATH',
      { command: 'nosuch' },
    ],
    [
      400,
      'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: \\"/nosuch\\": stat /nosuch: no such file or directory: unknown',
      { command: '/nosuch' },
    ],
  ]),
  ...refusals('DRIVER_NOT_FOUND', 'NotFoundError', 'NetworkCreate', [
    [404, 'plugin "nosuch" not found', { driver: 'nosuch' }],
  ]),
  ...refusals('PARENT_UNUSABLE', 'BadRequestError', 'NetworkCreate', [
    [400, 'invalid subinterface vlan name eth9, example formatting is eth0.10', { parent: 'eth9' }],
    [500, 'network di-5f0c is already using parent interface eth0', { parent: 'eth0' }],
  ]),
  ...refusals('NOT_SWARM_MANAGER', 'UnavailableError', 'NetworkCreate', [
    [
      503,
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    ],
  ]),
  ...refusals('NOT_RUNNING', 'ConflictError', 'ContainerStart', [
    [409, 'Container 9c008ca4cc7b is not running', { id: '9c008ca4cc7b' }],
    [409, 'cannot join network of a non running container: 9c008ca4cc7b', { id: '9c008ca4cc7b' }],
  ]),
  ...refusals('REMOVAL_IN_PROGRESS', 'ConflictError', 'ContainerDelete', [
    [409, 'removal of container 9c008ca4cc7b is already in progress', { id: '9c008ca4cc7b' }],
  ]),
  ...refusals('STILL_RUNNING', 'InUseError', 'ContainerDelete', [
    [
      409,
      'You cannot remove a running container 9c008ca4cc7b. Stop the container before attempting removal or force remove',
      { id: '9c008ca4cc7b' },
    ],
    [
      409,
      'cannot remove container "/web": container is running: stop the container before removing or force remove',
      { id: 'web' },
    ],
  ]),
  ...refusals('IMAGE_IN_USE', 'InUseError', 'ImageDelete', [
    [
      409,
      'conflict: unable to remove repository reference "team/base:1" (must force) - container 9c008ca4cc7b is using its referenced image 41f0c2d1',
      { image: 'team/base:1' },
      { noun: 'image', target: 'team/base:1' },
    ],
  ]),
  ...refusals('UNAUTHORIZED', 'UnauthorizedError', 'ImageCreate', [
    [500, 'Head "https://registry.example/v2/team/base/manifests/1": no basic auth credentials'],
  ]),
  // 20.10, 26.1 and 28.5 alike
  ...refusals('UNAUTHORIZED', 'UnauthorizedError', 'SystemAuth', [
    [500, 'login attempt to http://192.168.0.1:5001/v2/ failed with status: 401 Unauthorized'],
    [500, 'Get "http://192.168.0.1:5001/v2/": no basic auth credentials'],
  ]),
  ...refusals('UNAUTHORIZED', 'UnauthorizedError', 'ImagePush', [
    [200, 'no basic auth credentials'],
    [200, 'unauthorized: authentication required'],
    // 28.5 with the containerd image store
    [
      200,
      'unknown: unexpected status from HEAD request to http://192.168.0.1:5001/v2/app/blobs/sha256:e96b: 401 Unauthorized',
    ],
    [
      200,
      'push access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
    ],
    [400, 'Bad parameters and missing X-Registry-Auth: EOF'],
    [400, 'bad parameters and missing X-Registry-Auth: invalid X-Registry-Auth header: EOF'],
  ]),
  ...refusals('NOT_FOUND', 'NotFoundError', 'ImagePush', [
    [200, 'tag does not exist: team/base:1', { noun: 'image', ref: 'team/base:1' }],
    [200, 'An image does not exist locally with the tag: team/base', { noun: 'image', ref: 'team/base' }],
  ]),
  // 28.5 with the containerd image store
  ...refusals('NOT_FOUND', 'NotFoundError', 'ImageCreate', [
    [
      404,
      'failed to resolve reference "192.168.0.1:5001/app:nope": 192.168.0.1:5001/app:nope: not found',
      { noun: 'image', ref: '192.168.0.1:5001/app:nope' },
    ],
  ]),
  ...refusals('NOT_FOUND', 'NotFoundError', 'DistributionInspect', [
    [404, 'manifest unknown: manifest unknown', { noun: 'image', ref: 'front' }],
  ]),
  ...refusals('NOT_FOUND', 'NotFoundError', 'ImageCreate', [
    [404, 'No such container: web', { noun: 'container', ref: 'web' }],
    [404, 'network nosuch not found', { noun: 'network', ref: 'nosuch' }],
    [404, 'No such image: team/base:1', { noun: 'image', ref: 'team/base:1' }],
    [
      404,
      'manifest for team/base:2 not found: manifest unknown: manifest unknown',
      { noun: 'image', ref: 'team/base:2' },
    ],
    [
      404,
      "pull access denied for team/base, repository does not exist or may require 'docker login'",
      { noun: 'image', ref: 'team/base' },
    ],
  ]),
  ...refusals('PATH_NOT_FOUND', 'NotFoundError', 'ContainerArchive', [
    [404, 'Could not find the file /etc/no such in container 0a2516aa3c82', { path: '/etc/no such' }],
  ]),
  ...refusals('NOT_A_DIRECTORY', 'BadRequestError', 'ContainerArchive', [
    [500, 'lstat /var/lib/docker/overlay2/e379d5bcc9b2/merged/etc/hosts/x: not a directory', { path: '/etc/hosts/x' }],
    [500, 'lstat /etc/hosts/x: not a directory', { path: '/etc/hosts/x' }],
  ]),
  ...refusals('NOT_A_DIRECTORY', 'BadRequestError', 'PutContainerArchive', [
    [400, 'extraction point is not a directory'],
  ]),
  ...refusals('ARCHIVE_UNSAFE', 'BadRequestError', 'PutContainerArchive', [
    [
      500,
      'Error processing tar file(exit status 1): invalid symlink "/a/dir/sub/up" -> "../../../up"',
      { entry: '/a/dir/sub/up', reason: 'the symlink leads out to ../../../up' },
    ],
  ]),
  ...refusals('FILESYSTEM_READ_ONLY', 'ForbiddenError', 'PutContainerArchive', [
    [500, 'container rootfs is marked read-only'],
    [400, 'mounted volume is marked read-only'],
  ]),
  ...refusals('BAD_REQUEST', 'BadRequestError', 'ContainerArchiveInfo', [
    [500, 'evalSymlinksInScope: too many links in /loop'],
    [500, 'lstat /loop/: too many levels of symbolic links'],
  ]),
  ...refusals('OPERATION_UNKNOWN', 'NotFoundError', 'SystemInfo', [[404, 'page not found']]),
]

/** Operations of the API whose refusals are read, before mooring has a verb for them. */
const later = [
  'ContainerCommit',
  'ContainerStats',
  'ContainerUpdate',
  'DistributionInspect',
  'ImageBuild',
  'ImagePush',
  'ImageSearch',
  'SystemAuth',
]

function refusal(over: Partial<Refusal>): Refusal {
  return { operation: 'NetworkCreate', target: 'front', noun: 'network', status: 500, text: '', ...over }
}

describe('what an engine says', () => {
  it.each(said)('$code: $text', ({ text, status, code, name, details, about }) => {
    const error = engineError(refusal({ ...about, status, text: JSON.stringify({ message: text }) }))
    expect(error).toMatchObject({ code, name, status, engineMessage: text.trim(), sent: 'yes', details })
  })

  it.each(said)('$code is told by its words alone, whatever the status: $text', ({ text, code, about }) => {
    for (const status of [400, 403, 404, 409, 500, 503]) {
      expect(engineError(refusal({ ...about, status, text })).code).toBe(code)
    }
  })

  it('means another thing of another operation', () => {
    const said = (operation: string, text: string) => engineError(refusal({ operation, text, status: 500 })).code
    const xz = 'exec: "xz": executable file not found in $PATH'
    expect(said('ContainerStart', xz)).toBe('COMMAND_NOT_FOUND')
    expect(said('ImageCreate', xz)).toBe('ARCHIVE_UNREADABLE')
    expect(said('ImageLoad', xz)).toBe('ARCHIVE_UNREADABLE')
    // the command of a program that an image is built with
    const failed = "The command '/bin/sh -c echo authentication required' returned a non-zero code: 1"
    expect(said('ImageBuild', failed)).toBe('SERVER_ERROR')
    expect(said('ImageBuild', 'no basic auth credentials')).toBe('UNAUTHORIZED')
    expect(said('ImageCreate', 'authentication required')).toBe('UNAUTHORIZED')
    expect(said('NetworkCreate', 'unexpected EOF')).toBe('SERVER_ERROR')
  })

  it('is read for operations that the API has', () => {
    const named = new Set(reasons.flatMap(({ of = [] }) => of))
    const known = new Set([...Object.keys(operations), ...later])
    expect([...named].filter((operation) => !known.has(operation))).toEqual([])
  })

  it('of a program with spaces in its name: each word is an argument', () => {
    const text = 'exec: "ls -la /": stat ls -la /: no such file or directory'
    expect(engineError(refusal({ operation: 'ExecStart', text })).hint).toBe(
      "each word is an argument of its own: 'ls', '-la', '/'; or 'sh', '-c', 'ls -la /'",
    )
  })

  it('of a network without IPv4 and IPv6 says which field to change', () => {
    const error = engineError(refusal({ text: '{"message":"IPv4 or IPv6 must be enabled"}', status: 400 }))
    expect(error).toMatchObject({ code: 'BAD_REQUEST', hint: expect.stringContaining('EnableIPv6: true') as string })
  })

  it('is said again with the call and what it was about', () => {
    const error = engineError(refusal({ text: '{"message":"plugin \\"nosuch\\" not found"}', status: 404 }))
    expect(error.sentence).toBe('NetworkCreate "front": plugin "nosuch" not found')
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
