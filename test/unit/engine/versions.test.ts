import { describe, expect, it } from 'vitest'
import { networkConnect, networkCreate } from '../../../src/network/operations.js'
import { containerCreate, containerExec, execStart } from '../../../src/container/operations.js'
import { checkVersions } from '../../../src/engine/wire/versions.js'
import type { Operation } from '../../../src/engine/call/operation.js'
import type { AnyWire } from '../../../src/engine/wire/wire.js'

const declared: Readonly<Record<string, Operation>> = {
  create: containerCreate,
  exec: containerExec,
  start: execStart,
  network: networkCreate,
  connect: networkConnect,
}

/** Checks a body against a declared operation, as a call on an engine of this API does. */
const check = (name: string, body: unknown, api: string) => () => {
  const op = declared[name]
  checkVersions(op?.body as AnyWire, body, op?.since ?? {}, api)
}

const endpoint = (settings: object): object => ({ NetworkingConfig: { EndpointsConfig: { front: settings } } })
const driverOpt = (name: string): object => ({ DriverOpts: { [`com.docker.network.endpoint.${name}`]: 'x' } })
const mount = (fields: object): object => ({ HostConfig: { Mounts: [{ Type: 'tmpfs', Target: '/a' }, fields] } })

describe('what is younger than the engine is refused, wherever it stands', () => {
  it.each<[string, object, string, string, string]>([
    ['create', { HostConfig: { Annotations: { a: 'b' } } }, 'HostConfig/Annotations', '1.42', '1.43'],
    ['create', { HostConfig: { ConsoleSize: [24, 80] } }, 'HostConfig/ConsoleSize', '1.41', '1.42'],
    ['create', { Healthcheck: { StartInterval: 5 } }, 'Healthcheck/StartInterval', '1.43', '1.44'],
    ['create', mount({ Type: 'image' }), 'HostConfig/Mounts/1/Type image', '1.47', '1.48'],
    ['create', mount({ Type: 'cluster' }), 'HostConfig/Mounts/1/Type cluster', '1.41', '1.42'],
    ['create', mount({ BindOptions: { CreateMountpoint: false } }), '/CreateMountpoint', '1.41', '1.42'],
    ['create', mount({ BindOptions: { ReadOnlyNonRecursive: true } }), '/ReadOnlyNonRecursive', '1.43', '1.44'],
    ['create', mount({ VolumeOptions: { Subpath: 'a' } }), '/VolumeOptions/Subpath', '1.44', '1.45'],
    ['create', mount({ TmpfsOptions: { Options: [['noexec']] } }), '/TmpfsOptions/Options', '1.45', '1.46'],
    ['create', mount({ ImageOptions: { Subpath: 'a' } }), '/ImageOptions', '1.47', '1.48'],
    ['create', endpoint({ MacAddress: '02:00:00:00:00:01' }), '/front/MacAddress', '1.43', '1.44'],
    ['create', endpoint({ GwPriority: 0 }), '/front/GwPriority', '1.47', '1.48'],
    ['create', endpoint(driverOpt('ifname')), '.ifname', '1.47', '1.48'],
    ['create', endpoint(driverOpt('sysctls')), '.sysctls', '1.45', '1.46'],
    ['exec', { ConsoleSize: [24, 80] }, 'ConsoleSize', '1.41', '1.42'],
    ['start', { ConsoleSize: [24, 80] }, 'ConsoleSize', '1.41', '1.42'],
    ['network', { EnableIPv4: false }, 'EnableIPv4', '1.47', '1.48'],
    ['connect', { EndpointConfig: { GwPriority: 1 } }, 'EndpointConfig/GwPriority', '1.47', '1.48'],
    ['connect', { EndpointConfig: { MacAddress: '02:00:00:00:00:01' } }, 'MacAddress', '1.53', '1.54'],
  ])('%s %o', (name, body, option, has, needs) => {
    const details = { option: expect.stringContaining(option) as string, needs, has }
    expect(check(name, body, has)).toThrow(expect.objectContaining({ code: 'API_TOO_OLD', details }))
    expect(check(name, body, needs)).not.toThrow()
  })
})

describe('what newer engines drop is refused', () => {
  it.each<[string, object, string, string]>([
    ['create', { MacAddress: '02:00:00:00:00:01' }, 'MacAddress', '1.52'],
    ['create', { HostConfig: { KernelMemory: 1 } }, 'HostConfig/KernelMemory', '1.42'],
    ['create', { HostConfig: { KernelMemoryTCP: 1n } }, 'HostConfig/KernelMemoryTCP', '1.52'],
  ])('%s %o', (name, body, option, until) => {
    const details = { option, until, has: until }
    expect(check(name, body, until)).toThrow(expect.objectContaining({ code: 'OPTION_GONE', details }))
    expect(check(name, body, '1.41')).not.toThrow()
  })

  it('and the refusal names what to use instead', () => {
    expect(check('create', { MacAddress: '02:00:00:00:00:01' }, '1.55')).toThrow(/EndpointsConfig/)
  })
})

describe('what an engine prints where nothing was asked for uses nothing', () => {
  it.each<[string, unknown]>([
    ['create', undefined],
    ['create', null],
    ['create', { HostConfig: null, NetworkingConfig: { EndpointsConfig: null } }],
    ['create', { HostConfig: { Annotations: null, KernelMemory: 0 }, MacAddress: '' }],
    ['create', endpoint({ MacAddress: '' })],
    ['connect', { EndpointConfig: { MacAddress: '' } }],
  ])('%s %o', (name, body) => {
    expect(check(name, body, '1.41')).not.toThrow()
    expect(check(name, body, '1.55')).not.toThrow()
  })
})
