import { expect, test } from 'vitest'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { networks } from './replies.js'

keepProcessQuiet()

const id = 'a1'.repeat(32)
const withSubnet = (Subnet: string) => ({ ...networks[0], Id: id, Name: 'other', IPAM: { Config: [{ Subnet }] } })
const overlap = json({ message: 'Pool overlaps with other one on this address space' }, 403)
const wanted = { size: 24, from: '10.9.0.0/22' } as const

/** An engine that refuses what `refuses` says, and lists what `lists` says. */
function engineThat(
  refuses: (subnet: string, nth: number) => boolean,
  lists: (nth: number) => readonly object[] = () => [],
): Promise<FakeEngine & { readonly subnets: readonly string[] }> {
  const subnets: string[] = []
  let looks = 0
  const create: Script = (peer, { body }) => {
    const { IPAM } = JSON.parse(body.toString()) as { IPAM: { Config: [{ Subnet: string }] } }
    const [{ Subnet }] = IPAM.Config
    subnets.push(Subnet)
    return peer.send(refuses(Subnet, subnets.length) ? overlap : json({ Id: id, Warning: '' }, 201))
  }
  return fakeEngine({
    'GET /networks': (peer) => peer.send(json(lists(++looks))),
    [`GET /networks/${id}`]: (peer) => peer.send(json(withSubnet('10.9.0.0/24'))),
    'POST /networks/create': create,
  }).then((engine) => Object.assign(engine, { subnets }))
}

test('a block that another program takes between look and create is left to it: another one is chosen', async () => {
  // the first look comes before the other program's create
  await using engine = await engineThat(
    (_, nth) => nth === 1,
    (nth) => (nth === 1 ? [] : [withSubnet('10.9.0.0/24')]),
  )
  await engine.docker.network.bridge('mine').subnet(wanted).create()
  expect(engine.subnets).toHaveLength(2)
  expect(engine.subnets[0]).toBe('10.9.0.0/24')
  expect(['10.9.1.0/24', '10.9.2.0/24', '10.9.3.0/24']).toContain(engine.subnets[1])
})

test('a block that the engine refuses though no network has it is not tried twice', async () => {
  await using engine = await engineThat(() => true)
  const error = await typed(engine.docker.network.bridge('mine').subnet(wanted).create(), 'SUBNETS_TAKEN')
  expect(error.details).toEqual({ from: '10.9.0.0/22', size: 24 })
  expect([...engine.subnets].sort()).toEqual(['10.9.0.0/24', '10.9.1.0/24', '10.9.2.0/24', '10.9.3.0/24'])
})

test('choosing again ends with the deadline, and with the caller', async () => {
  // every look shows another block free than the last, so there is always one to choose
  const busy = () =>
    engineThat(
      () => true,
      (nth) => [withSubnet(`10.9.${nth % 4}.0/24`)],
    )
  const space = { size: 30, from: '10.0.0.0/8' } as const
  await using late = await busy()
  await late.docker.ping()
  const began = performance.now()
  expect(await rejection(late.docker.network.bridge('mine').subnet(space).create({ timeout: 300 }))).toMatchObject({
    code: expect.stringMatching(/TIMED_OUT|SUBNET_OVERLAP/) as string,
  })
  expect(performance.now() - began).toBeLessThan(2000)
  await using left = await busy()
  const controller = new AbortController()
  const failed = rejection(left.docker.network.bridge('mine').subnet(space).create({ signal: controller.signal }))
  await left.arrival('POST /networks/create')
  controller.abort(new Error('left'))
  expect(await failed).toMatchObject({ message: 'left' })
})

test('a fixed block that is taken is no reason to choose another', async () => {
  await using engine = await engineThat(
    () => true,
    () => [withSubnet('10.8.0.0/16')],
  )
  const builder = engine.docker.network.macvlan('mine').parent('eth0').subnet('10.8.1.0/24').subnet(wanted)
  const error = await typed(builder.create(), 'SUBNET_OVERLAP')
  expect(error.details.subnet).toBe('10.8.1.0/24')
  expect(engine.subnets).toEqual(['10.8.1.0/24'])
})

test('a client that only reads changes nothing', async () => {
  await using engine = await fakeEngine({ 'GET /networks': (peer) => peer.send(json([])) }, { readOnly: true })
  await typed(engine.docker.network.bridge('mine').subnet(wanted).create(), 'READ_ONLY')
  expect(engine.requests.filter((request) => !request.startsWith('GET'))).toEqual([])
})
