import { expect, test } from 'vitest'
import { usageOf } from '../../../src/system/disk-usage.js'
import { fakeEngine, json } from '../fake-engine.js'
import { System } from '../../../src/system/system.js'

// The sums of engines up to API 1.51 are held against docker's own in test/engine/system/disk-usage.test.ts.

const volume = (Name: string, Size: number, RefCount: number) => ({
  Name,
  Driver: 'local',
  Mountpoint: '',
  Labels: null,
  Scope: 'local',
  Options: null,
  UsageData: { Size, RefCount },
})
const items = [volume('data', 300, 1), volume('old', 40, 0)]
const used = { count: 2, active: 1, size: 340, reclaimable: 40 }

test('both shapes of an engine’s answer give the same', () => {
  const old = { LayersSize: 0, Images: null, Containers: [], Volumes: items, BuildCache: [] }
  const young = { VolumeUsage: { ActiveCount: 1, TotalCount: 2, TotalSize: 340, Reclaimable: 40, Items: items } }
  for (const wire of [old, young]) {
    expect(usageOf(wire, { verbose: true }).volumes).toEqual({ ...used, items })
    expect(usageOf(wire, { type: ['volume'] })).toEqual({
      images: undefined,
      containers: undefined,
      volumes: { ...used, items: undefined },
      buildCache: undefined,
    })
  }
})

test('what a driver does not tell counts nothing, and what nobody counted is in use', () => {
  const { volumes } = usageOf({ Volumes: [volume('far', -1, -1), ...items] }, {})
  expect(volumes).toMatchObject({ count: 3, active: 2, size: 340, reclaimable: 40 })
})

test('layers that images share count once, and go with no single image', () => {
  const image = (Size: number, SharedSize: number, Containers: number) => ({
    Id: '',
    ParentId: '',
    Created: 0,
    Size,
    SharedSize,
    Containers,
  })
  const { images } = usageOf({ LayersSize: 130, Images: [image(110, 100, 1), image(120, 100, 0)] }, {})
  expect(images).toMatchObject({ count: 2, active: 1, size: 130, reclaimable: 120 })
})

test('from API 1.52 on the engine adds up, and lists only what is asked for', async () => {
  const VolumeUsage = { ActiveCount: 1, TotalCount: 2, TotalSize: 340, Reclaimable: 40 }
  await using fake = await fakeEngine({
    '/_ping': (_, response) => response.writeHead(200, { 'Api-Version': '1.52' }).end('OK'),
    '/system/df': json({ VolumeUsage }),
  })
  const { volumes, wire } = await new System(fake.engine).df({ type: ['volume'] })
  expect(volumes).toEqual({ ...used, items: undefined })
  expect(wire).toEqual({ VolumeUsage })
  await new System(fake.engine).df({ type: ['volume', 'image'], verbose: true })
  expect(fake.requests.slice(1)).toEqual([
    'GET /v1.52/system/df?type=volume&verbose=0',
    'GET /v1.52/system/df?type=volume&type=image&verbose=1',
  ])
})

test('a size that JavaScript would round is refused', async () => {
  await using fake = await fakeEngine({
    '/system/df': (_, response) => response.writeHead(200).end('{"LayersSize":9007199254740993}'),
  })
  await expect(new System(fake.engine).df()).rejects.toMatchObject({
    code: 'NUMBER_NOT_EXACT',
    details: { digits: '9007199254740993' },
  })
})
