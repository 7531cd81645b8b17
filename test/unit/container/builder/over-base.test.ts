import { expect, test } from 'vitest'
import { overBase } from '../../../../src/container/builder/over-base.js'

test('a limit, a device or a rate takes the place of the one of its name that another container was made with', () => {
  const device = { PathOnHost: '/dev/a', PathInContainer: '/dev/x', CgroupPermissions: 'r' }
  const base = {
    HostConfig: {
      Ulimits: [
        { Name: 'nofile', Soft: 1, Hard: 1 },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
      Devices: [device],
      BlkioDeviceReadBps: [{ Path: '/dev/a', Rate: 1 }],
      CapAdd: ['CAP_KILL'],
    },
  }
  const HostConfig = {
    Ulimits: [{ Name: 'nofile', Soft: 2, Hard: 2 }],
    Devices: [{ ...device, PathOnHost: '/dev/b' }],
    BlkioDeviceReadBps: [{ Path: '/dev/a', Rate: 2 }],
    CapAdd: ['CAP_KILL', 'CAP_CHOWN'],
  }
  expect(overBase(base, { Image: 'alpine', HostConfig })).toEqual({
    Image: 'alpine',
    HostConfig: {
      ...HostConfig,
      Ulimits: [
        { Name: 'nofile', Soft: 2, Hard: 2 },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
    },
  })
})
