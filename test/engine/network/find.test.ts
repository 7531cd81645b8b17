import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import type { OwnedNetwork } from '../../../src/network/network.js'
import { onEachEngine } from '../each-engine.js'
import { openDocker } from '../open-docker.js'
import { unique } from '../open-engine.js'

onEachEngine('the networks of engine %s', (engineName) => {
  let docker: Docker
  let net: OwnedNetwork
  const label = unique('find-label')
  beforeAll(async () => {
    docker = await openDocker(engineName)
    net = await docker.network.bridge(unique('find')).subnet('10.202.0.0/24').label(label, 'yes').create()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  test('are listed as handles with a summary that is plain data', async () => {
    const listed = await docker.network.list()
    expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining(['bridge', 'host', 'none', net.name]))
    const found = listed.find(({ id }) => id === net.id)
    expect(found?.summary.IPAM.Config?.[0]?.Subnet).toBe('10.202.0.0/24')
    expect(JSON.parse(JSON.stringify(found?.summary))).toEqual(found?.summary)
  })

  test.each([
    ['part of a name', () => ({ name: net.name.slice(0, -1) })],
    ['a pattern', () => ({ name: `^${net.name}$` })],
    ['an id', () => ({ id: net.id })],
    ['a label', () => ({ label })],
    ['a label and its value', () => ({ label: `${label}=yes` })],
    ['several that must all fit', () => ({ label, driver: 'bridge', scope: 'local' as const, type: 'custom' })],
    ['one of several values', () => ({ name: [`^${net.name}$`, '^nosuch$'] })],
  ])('are chosen by %s', async (_, filters) => {
    expect((await docker.network.list(filters())).map(({ id }) => id)).toEqual([net.id])
  })

  test.each([
    ['another label value', () => ({ label: `${label}=no` })],
    ['another driver', () => ({ label, driver: 'macvlan' })],
    ['the built-in ones', () => ({ label, type: 'builtin' })],
  ])('are left out by %s', async (_, filters) => {
    expect(await docker.network.list(filters())).toEqual([])
  })

  test('of the engine itself are the built-in ones', async () => {
    const names = (await docker.network.list({ type: 'builtin' })).map(({ name }) => name)
    expect(names.sort()).toEqual(['bridge', 'host', 'none'])
  })

  // Engines call every network dangling that is not their own, used or not: only what is certain is promised.
  test('of the engine itself are never dangling, and those that nobody is on always are', async () => {
    expect((await docker.network.list({ label, dangling: true })).map(({ id }) => id)).toEqual([net.id])
    expect(await docker.network.list({ type: 'builtin', dangling: true })).toEqual([])
  })

  test('are found by name, id, short id and handle', async () => {
    for (const ref of [net.name, net.id, net.id.slice(0, 12), net]) {
      expect(await docker.network.get(ref)).toMatchObject({ noun: 'network', id: net.id, name: net.name })
      expect(await docker.network.find(ref)).toMatchObject({ id: net.id })
      expect(await docker.network.exists(ref)).toBe(true)
      expect(await docker.network.inspect(ref)).toMatchObject({ Id: net.id })
    }
  })

  test('that are missing are told as such', async () => {
    const name = unique('nosuch')
    const missing = { code: 'NOT_FOUND', name: 'NotFoundError', status: 404, details: { noun: 'network', ref: name } }
    await expect(docker.network.get(name)).rejects.toMatchObject({
      ...missing,
      operation: 'NetworkInspect',
      target: name,
    })
    await expect(docker.network.remove(name)).rejects.toMatchObject({
      ...missing,
      operation: 'NetworkDelete',
      target: name,
    })
    expect(await docker.network.find(name)).toBeUndefined()
    expect(await docker.network.exists(name)).toBe(false)
  })

  test('can be named without asking the engine', async () => {
    const ref = docker.network.ref(net.name)
    expect(ref).toMatchObject({ id: net.name, name: net.name })
    expect((await ref.inspect()).Id).toBe(net.id)
    await expect(docker.network.ref(unique('nosuch')).inspect()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('that others named with slashes, blanks and letters beyond ASCII can be found and removed', async () => {
    const name = `${unique('odd')}/a b-ü`
    const { Id } = await docker.call('NetworkCreate', { body: { Name: name } })
    expect((await docker.network.get(name)).id).toBe(Id)
    await docker.network.remove(name)
    expect(await docker.network.exists(Id)).toBe(false)
  })

  test('whose names begin alike are ambiguous by a part of their ids only', async () => {
    await expect(docker.network.get('')).rejects.toMatchObject({ code: 'INVALID_REF', sent: 'no' })
    expect(await docker.network.exists(net.name.slice(0, -1))).toBe(false)
  })

  test('go by name, by id and by handle', async () => {
    const make = () => docker.network.bridge(unique('gone')).subnet('10.202.2.0/24').create()
    const byName = await make()
    await docker.network.remove(byName.name)
    expect(await docker.network.exists(byName.id)).toBe(false)
    const byHandle = await make()
    await byHandle.remove()
    expect(await docker.network.exists(byHandle.id)).toBe(false)
  })

  test('a filter that does not exist is refused, with the nearest that does', async () => {
    const misspelt = { lable: 'a' } as object
    await expect(docker.network.list(misspelt)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
      details: { nearest: 'label' },
      sent: 'no',
    })
  })
})
