import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/index.js'
import type { Docker } from '../../../src/docker.js'
import { plan, type PlanSpec } from '../../../src/plan/index.js'
import { rich, sleeper } from '../open-docker.js'
import { swarmOfTwo } from '../swarms.js'

let swarm: Awaited<ReturnType<typeof swarmOfTwo>>
let a: Docker
let b: Docker

beforeAll(async () => {
  swarm = await swarmOfTwo()
  ;({ a, b } = swarm)
})
afterAll(() => swarm[Symbol.asyncDispose]())

test('an overlay is made on the manager, joined on both nodes while the containers run, changed, and taken back', async () => {
  await using onA = await sleeper(a, rich).name('plan-o1').start()
  await using onB = await sleeper(b, rich).name('plan-o2').start()
  const specOf = (alias: string): PlanSpec => ({
    project: 'plan-overlay',
    networks: { 'plan-ov': { driver: 'overlay', attachable: true, subnet: '10.52.0.0/24', on: 'a' } },
    members: {
      'b/plan-o2': { 'plan-ov': { alias: 'two', ip: '10.52.0.77' } },
      'a/plan-o1': { 'plan-ov': { alias } },
    },
  })
  const changesOf = async (spec: PlanSpec): Promise<string[]> =>
    (await plan({ b, a }, spec)).changes.map(({ on, kind, action }) => `${on} ${action} ${kind}`)
  const reaches = async (from: OwnedContainer, name: string): Promise<boolean> =>
    (await from.exec('ping', '-c', '1', '-W', '2', name).output()).exitCode === 0
  const soon = { timeout: 15_000 } // nodes tell each other of names and addresses after the connect
  await expect(b.network.connect('plan-ov', onB)).rejects.toMatchObject({ code: 'NOT_FOUND', target: 'plan-ov' })
  expect(Object.keys((await onB.inspect()).NetworkSettings.Networks ?? {})).toEqual(['bridge'])
  // the worker does not know the network before a container of its own is on it
  const first = await plan({ b, a }, specOf('one'))
  expect(await changesOf(specOf('one'))).toEqual(['a add network', 'b add member', 'a add member'])
  try {
    await first.apply()
    expect(await changesOf(specOf('one'))).toEqual([])
    await expect.poll(() => reaches(onA, 'two'), soon).toBe(true)
    expect(await changesOf(specOf('uno'))).toEqual(['a change member'])
    await (await plan({ b, a }, specOf('uno'))).apply()
    await expect.poll(() => reaches(onB, 'uno'), soon).toBe(true)
    expect(await changesOf(specOf('uno'))).toEqual([])
  } finally {
    await (await (await plan({ a, b }, specOf('uno'))).destroy()).apply()
  }
  await expect.poll(() => a.network.exists('plan-ov'), { timeout: 10_000 }).toBe(false)
})
