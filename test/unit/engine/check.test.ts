import { describe, expect, test } from 'vitest'
import { containerCreateRequest } from '../../../src/container/wire/create.js'
import { Docker } from '../../../src/docker.js'
import { checkBody, checkReply } from '../../../src/engine/wire/check.js'
import { network } from '../../../src/network/wire/network.js'
import { networkCreateRequest } from '../../../src/network/wire/requests.js'

const about = { operation: 'NetworkCreate', target: undefined }

describe('a body written by hand', () => {
  test('with a field that the definition does not have is refused, with the nearest name', async () => {
    await expect(checkBody(networkCreateRequest, { Name: 'a', Intrenal: true }, about)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
      sent: 'no',
      details: { option: 'Intrenal', nearest: 'Internal' },
    })
  })

  test('is looked at in depth: lists, maps and objects in each other', async () => {
    const pools = { Name: 'a', IPAM: { Config: [{ Subnett: '10.0.0.0/24' }] } }
    await expect(checkBody(networkCreateRequest, pools, about)).rejects.toMatchObject({
      details: { option: 'Subnett', nearest: 'Subnet' },
      message: expect.stringContaining('under IPAM.Config.0') as string,
    })
    const memory = { Image: 'a', HostConfig: { Memroy: 1 } }
    await expect(checkBody(containerCreateRequest, memory, about)).rejects.toMatchObject({
      details: { nearest: 'Memory' },
    })
    const endpoint = { Image: 'a', NetworkingConfig: { EndpointsConfig: { front: { Aliase: [] } } } }
    await expect(checkBody(containerCreateRequest, endpoint, about)).rejects.toMatchObject({
      details: { nearest: 'Aliases' },
    })
  })

  test('may have any key in a map, and leave out what may be left out', async () => {
    const body = { Image: 'a', Labels: { anything: 'b' }, NetworkingConfig: { EndpointsConfig: { 'any name': {} } } }
    await expect(checkBody(containerCreateRequest, body, about)).resolves.toBeUndefined()
  })

  test('of a wrong shape is refused with the path', async () => {
    await expect(checkBody(networkCreateRequest, { Name: 7 }, about)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('Name') as string,
    })
  })

  test('is checked by call() and by raw(), before the engine is looked for', async () => {
    const docker = new Docker({ host: 'unix:///nowhere.sock' })
    const misspelt = { Name: 'a', Intrenal: true }
    await expect(docker.call('NetworkCreate', { body: misspelt })).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' })
    const raw = docker.network.bridge('a').raw(misspelt)
    await expect(raw.create()).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' })
  })
})

describe('a reply', () => {
  test('that lacks a field is refused with its path', async () => {
    await expect(checkReply(network, { Name: 'a' }, about)).rejects.toMatchObject({
      code: 'REPLY_MISMATCH',
      details: {
        wire: 'NetworkInspect',
        problems: expect.arrayContaining([expect.stringContaining('Id')]) as string[],
      },
    })
  })
})
