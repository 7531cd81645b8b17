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

const base = {
  Memory: 64,
  CpuQuota: 50_000,
  CpuPeriod: 100_000,
  LogConfig: { Type: 'json-file', Config: { env: 'A' } },
  CapAdd: ['CAP_NET_ADMIN', 'CAP_KILL'],
  CapDrop: ['ALL', 'CHOWN'],
}

test.each([
  ['another way to say how much CPU time', { NanoCpus: 1e9 }, { CpuQuota: undefined, CpuPeriod: undefined }],
  ['the same way', { CpuQuota: 60_000 }, {}],
  ['another log driver', { LogConfig: { Type: 'local' } }, {}],
  [
    'options of the same log driver',
    { LogConfig: { Config: { tag: 'b' } } },
    { LogConfig: { Type: 'json-file', Config: { env: 'A', tag: 'b' } } },
  ],
  [
    'a right that was taken away',
    { CapAdd: ['CAP_CHOWN'] },
    { CapAdd: [...base.CapAdd, 'CAP_CHOWN'], CapDrop: ['ALL'] },
  ],
  [
    'the loss of a right that was given',
    { CapDrop: ['KILL'] },
    { CapAdd: ['CAP_NET_ADMIN'], CapDrop: [...base.CapDrop, 'KILL'] },
  ],
])('%s takes the place of what contradicts it', (_, HostConfig, otherwise) => {
  const { HostConfig: host } = overBase({ HostConfig: base }, { Image: 'alpine', HostConfig })
  expect(host).toEqual(JSON.parse(JSON.stringify({ ...base, ...HostConfig, ...otherwise })))
})

test('a share of CPUs that another container was made with goes when a quota is said', () => {
  const said = { Image: 'alpine', HostConfig: { CpuPeriod: 50_000, CpuQuota: 50_000 } }
  expect(overBase({ HostConfig: { NanoCpus: 1e9 } }, said)).toEqual(said)
})
