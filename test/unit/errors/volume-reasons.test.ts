import { describe, expect, test } from 'vitest'
import { engineError } from '../../../src/errors/reasons/engine-error.js'

/** What Docker 20.10, 26.1 and 28.5 print, word for word. */
function said(operation: string, text: string) {
  return engineError({
    operation,
    target: 'data',
    noun: 'volume',
    status: 500,
    text: JSON.stringify({ message: text }),
  })
}

const at = "error while mounting volume '/var/lib/docker/volumes/data/_data': "
const to = ':/var/lib/docker/volumes/data/_data'
const runc =
  'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: '

describe('a mount that fails', () => {
  test.each([
    [
      `${at}failed to mount local volume: mount /no/dir${to}, flags: 0x1000: no such file or directory`,
      { volume: 'data', source: '/no/dir' },
      'make it there first',
    ],
    [
      `${at}failed to mount local volume: mount tmpfs${to}, data: size=abc: invalid argument`,
      { volume: 'data', source: 'tmpfs' },
      'volume.inspect() shows them',
    ],
    [
      `${at}failed to mount local volume: mount :/exports${to}, data: addr=127.0.0.1: connection refused`,
      { volume: 'data', source: ':/exports' },
      'cannot reach the server',
    ],
    [
      `${at}failed to mount local volume: mount :/exports${to}: no such device`,
      { volume: 'data', source: ':/exports' },
      'no file system of this type',
    ],
    [
      `${at}failed to mount local volume: mount :/exports${to}, data: addr=10.0.0.1: permission denied`,
      { volume: 'data', source: ':/exports' },
      'does not allow',
    ],
    [
      `${at}error resolving passed in network volume address: lookup files.lan on 192.168.0.1:53: no such host`,
      { volume: 'data', source: undefined },
      'cannot resolve',
    ],
    [`${at}VolumeDriver.Mount: backend is asleep`, { volume: 'data', source: undefined }, "on the engine's host"],
    [
      `${runc}error mounting "tmpfs" to rootfs at "/run": mount src=tmpfs, dst=/run, dstFd=/proc/thread-self/fd/14, flags=MS_NOSUID, data=mode=0755,size=abc: invalid argument`,
      { volume: undefined, source: 'tmpfs' },
      'an option is wrong for this type of file system',
    ],
    [
      `${runc}error mounting "/srv/site" to rootfs at "/etc/hosts": mount /srv/site:/etc/hosts (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type`,
      { volume: undefined, source: '/srv/site' },
      'a file can only be mounted on a file',
    ],
  ])('%s', (text, details, hint) => {
    const error = said('ContainerStart', text)
    expect(error).toMatchObject({ code: 'MOUNT_FAILED', name: 'UnavailableError', details, engineMessage: text })
    expect(error.hint).toContain(hint)
  })

  test('is found in no time, whatever the text is', () => {
    const odd = `${at}failed to mount local volume: mount ${',: '.repeat(1200)}`
    const before = performance.now()
    said('ContainerStart', odd)
    said('ContainerStart', `error mounting "${': '.repeat(1900)}" to rootfs at ${': '.repeat(50)}\n`)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

test.each([
  [
    'VolumeDelete',
    'remove data: volume is in use - [c1, c2]',
    'VOLUME_IN_USE',
    {
      volume: 'data',
      containers: [
        { id: 'c1', name: 'c1' },
        { id: 'c2', name: 'c2' },
      ],
    },
  ],
  ['VolumeDelete', 'get data: no such volume', 'NOT_FOUND', { noun: 'volume', ref: 'data' }],
  [
    'VolumeCreate',
    'create data: error looking up volume plugin rclone: plugin "rclone" not found',
    'DRIVER_NOT_FOUND',
    { driver: 'rclone' },
  ],
  [
    'VolumeCreate',
    'create data: volume name must be unique',
    'NAME_TAKEN',
    { noun: 'volume', name: 'data', holder: { id: 'data', name: 'data' } },
  ],
  ['VolumeCreate', 'create data: invalid option: "foo"', 'BAD_REQUEST', {}],
  ['VolumeCreate', 'create data: missing required option: "device"', 'BAD_REQUEST', {}],
  ['VolumeCreate', 'create data: no space left on device', 'DISK_FULL', {}],
  ['ContainerCreate', 'create new: invalid option: "foo"', 'BAD_REQUEST', {}],
  [
    'ContainerStart',
    'cannot access path /var/lib/docker/volumes/data/_data/sub: lstat /var/lib/docker/volumes/data/_data/sub: no such file or directory',
    'MOUNT_SOURCE_MISSING',
    { source: '/var/lib/docker/volumes/data/_data/sub' },
  ],
  ['ContainerStart', 'path /tmp is mounted on /tmp but it is not a shared mount', 'BAD_REQUEST', {}],
])('of %s: %s', (operation, text, code, details) => {
  const error = said(operation, text)
  expect(error).toMatchObject({ code, details })
  expect(error.hint).toMatch(/\w/)
})
