import { describe, expect, test } from 'vitest'
import { toCreateRequest } from '../../../../src/container/builder/request.js'
import { madeWith } from '../../../../src/container/like/made-with.js'
import type { ContainerConfig } from '../../../../src/container/wire/config.js'
import type { HostConfig } from '../../../../src/container/wire/host-config.js'
import type { ContainerInspect } from '../../../../src/container/wire/inspect.js'
import type { ImageConfig } from '../../../../src/image/wire/image.js'

const image: ImageConfig = {
  Cmd: ['nginx'],
  Entrypoint: ['/entry'],
  Env: ['PATH=/bin', 'V=1'],
  Labels: { maker: 'us' },
  ExposedPorts: { '80/tcp': {} },
}

function found(Config: ContainerConfig, HostConfig: HostConfig = {}): ContainerInspect {
  const parts = {
    Id: 'a'.repeat(64),
    Image: `sha256:${'b'.repeat(64)}`,
    Config: { Image: 'web:1', ...Config },
    HostConfig,
    NetworkSettings: {},
  }
  return parts as ContainerInspect // as much of it as is read
}

const request = (config: ContainerConfig, host?: HostConfig) => toCreateRequest(madeWith(found(config, host), image))

describe('the program', () => {
  test('that is the image’s is left to the image', () => {
    expect(request({ Cmd: ['nginx'], Entrypoint: ['/entry'] })).toEqual({ Image: 'web:1', HostConfig: {} })
  })

  test('has a command of its own, behind the entrypoint of the image', () => {
    expect(request({ Cmd: ['sh'], Entrypoint: ['/entry'] })).toEqual({ Image: 'web:1', Cmd: ['sh'], HostConfig: {} })
  })

  test('has an entrypoint of its own, and no command', () => {
    expect(request({ Cmd: null, Entrypoint: ['/mine'] })).toMatchObject({ Entrypoint: ['/mine'] })
    expect(request({ Cmd: null, Entrypoint: ['/entry'] })).toMatchObject({ Entrypoint: ['/entry'] })
    expect(request({ Cmd: ['sh'], Entrypoint: null })).toMatchObject({ Entrypoint: [''], Cmd: ['sh'] })
  })
})

test.each(['host', 'none'])('ports that engines took and cannot publish in mode %s are left out', (NetworkMode) => {
  const ports = { PortBindings: { '80/tcp': [{ HostPort: '80' }] }, PublishAllPorts: true }
  expect(request({ Cmd: ['nginx'], Entrypoint: ['/entry'] }, { NetworkMode, ...ports }).HostConfig).toEqual({
    NetworkMode,
  })
  expect(request({}, { NetworkMode: 'bridge', ...ports }).HostConfig).toMatchObject(ports)
})

test('what came from the image, from the engine or from the client that made it is left out', () => {
  const said = request(
    {
      Cmd: ['nginx'],
      Entrypoint: ['/entry'],
      Hostname: 'a'.repeat(12),
      Env: ['PATH=/bin', 'V=2', 'W=3'],
      Labels: { maker: 'us', app: 'web', 'mooring.session': 's', 'mooring.call': 'c' },
      ExposedPorts: { '80/tcp': {}, '81/udp': {} },
      StopTimeout: 0,
    },
    {
      Memory: 0,
      MemorySwappiness: 0,
      Init: false,
      Privileged: false,
      CapAdd: null,
      Binds: [],
      ConsoleSize: [0, 0],
      MaskedPaths: ['/proc/kcore'],
      ReadonlyPaths: [],
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
      Links: ['/db:/web/database'],
    },
  )
  expect(said).toEqual({
    Image: 'web:1',
    Env: ['V=2', 'W=3'],
    Labels: { app: 'web' },
    ExposedPorts: { '81/udp': {} },
    StopTimeout: 0,
    HostConfig: { MemorySwappiness: 0, Init: false, ReadonlyPaths: [], Links: ['db:database'] },
  })
})

test('what an engine makes of another limit or right is left out', () => {
  const host = (has: object): unknown => request({}, has).HostConfig
  expect(host({ Memory: 64, MemorySwap: 128 })).toMatchObject({ Memory: 64 })
  expect(host({ Memory: 64, MemorySwap: 128 })).not.toHaveProperty('MemorySwap')
  expect(host({ Memory: 64, MemorySwap: -1 })).toMatchObject({ Memory: 64, MemorySwap: -1 })
  expect(host({ Privileged: true, SecurityOpt: ['label=disable', 'no-new-privileges'] })).toMatchObject({
    SecurityOpt: ['no-new-privileges'],
  })
  expect(host({ SecurityOpt: ['label=disable'] })).toMatchObject({ SecurityOpt: ['label=disable'] })
})

test('what is said besides adds to it; of a plain value the last counts, and a path is mounted once', () => {
  const spec = madeWith(
    found(
      { Cmd: ['nginx'], Entrypoint: ['/entry'], Volumes: { '/data': {}, '/log': {} }, Hostname: 'old' },
      {
        Binds: ['/srv:/data:ro', 'named:/n'],
        Tmpfs: { '/data': '', '/t': '' },
        Dns: ['10.0.0.53'],
        PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
      },
    ),
    image,
  )
  expect(
    toCreateRequest({
      ...spec,
      hostname: 'new',
      dns: ['10.0.0.53', '10.0.0.54'],
      mounts: [{ Type: 'volume', Source: 'v', Target: '/data' }],
      command: ['sh'],
    }),
  ).toMatchObject({
    Hostname: 'new',
    Cmd: ['sh'],
    Volumes: { '/log': {} },
    HostConfig: {
      Binds: ['named:/n'],
      Tmpfs: { '/t': '' },
      Mounts: [{ Type: 'volume', Source: 'v', Target: '/data' }],
      Dns: ['10.0.0.53', '10.0.0.54'],
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
    },
  })
})
