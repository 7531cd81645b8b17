import { expect, test } from 'vitest'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { answer, head, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const create = 'POST /volumes/create'
const inspect = 'GET /volumes/data'
const remove = 'DELETE /volumes/data'

const data = (Labels: unknown, more: object = {}) => ({
  Name: 'data',
  Driver: 'local',
  Mountpoint: '/var/lib/docker/volumes/data/_data',
  Labels,
  Scope: 'local',
  Options: null,
  ...more,
})

interface CreateBody {
  readonly Labels?: Readonly<Record<string, string>>
}

/** An engine that makes the volume. */
const makes: Script = (peer, { body }) => peer.send(json(data((JSON.parse(body.toString()) as CreateBody).Labels), 201))

function labelsOf(engine: FakeEngine): unknown {
  const asked = engine.asked.find(({ path }) => path === '/volumes/create')
  return (JSON.parse(asked?.body.toString() ?? '{}') as CreateBody).Labels
}

test('a volume whose answer was lost is found by the label of its call', async () => {
  await using engine: FakeEngine = await fakeEngine({
    [create]: (peer) => peer.cut(),
    [inspect]: (peer) => peer.send(json(data(labelsOf(engine)))),
    [remove]: (peer) => peer.send(head(204)),
  })
  const made = await engine.docker.volume.local('data').create()
  expect(made.name).toBe('data')
  await made[Symbol.asyncDispose]()
  expect(engine.requests.slice(1)).toEqual([create, inspect, remove])
})

test('one that another call made meanwhile is left alone', async () => {
  await using engine = await fakeEngine({
    [create]: (peer) => peer.cut(),
    [inspect]: (peer) => peer.send(json(data({ 'mooring.call': 'of another' }))),
  })
  await typed(engine.docker.volume.local('data').create(), 'CONNECTION_LOST')
  await engine.docker.cleanup()
  expect(engine.requests.slice(1)).toEqual([create, inspect])
})

test('a volume of the name that there was is neither taken nor removed', async () => {
  await using engine = await fakeEngine({ [create]: (peer) => peer.send(json(data(null), 201)) })
  const error = await typed(engine.docker.volume.local('data').create(), 'NAME_TAKEN')
  expect(error.details).toEqual({ noun: 'volume', name: 'data', holder: { id: 'data', name: 'data' } })
  await engine.docker.cleanup()
  expect(engine.requests.slice(1)).toEqual([create])
})

test('an abort while a volume is made rejects at once, and the volume is removed', async () => {
  let answerLate: () => void = () => undefined
  await using engine = await fakeEngine({
    [create]: (peer, asked) => (answerLate = () => void makes(peer, asked)),
    [remove]: (peer) => peer.send(head(204)),
  })
  const controller = new AbortController()
  const failed = rejection(engine.docker.volume.local('data').create({ signal: controller.signal }))
  await engine.arrival(create)
  controller.abort('enough')
  expect(await failed).toBe('enough')
  answerLate()
  await engine.docker.close()
  expect(engine.requests.slice(1)).toEqual([create, remove])
})

test('a handle does not remove the next volume of its name', async () => {
  await using engine = await fakeEngine({ [create]: makes, [remove]: (peer) => peer.send(head(204)) })
  const first = await engine.docker.volume.local('data').create()
  await first.remove()
  const second = await engine.docker.volume.local('data').create()
  await first[Symbol.asyncDispose]()
  expect(engine.requests.slice(1)).toEqual([create, remove, create])
  await second[Symbol.asyncDispose]()
  expect(engine.requests.at(-1)).toBe(remove)
})

test('another driver of a volume that is there is a difference, and the plugin is not looked for', async () => {
  await using engine = await fakeEngine({
    [inspect]: (peer) => peer.send(json(data(null, { Options: { type: 'nfs' } }))),
  })
  const error = await typed(engine.docker.volume.driver('rclone', 'data').ensure(), 'DIFFERS')
  expect(error.message).toContain('volume "data" exists, and differs in Driver, Options.type')
  expect(error.details.differences).toEqual([
    { field: 'Driver', wanted: 'rclone', found: 'local' },
    { field: 'Options.type', wanted: undefined, found: 'nfs' },
  ])
  expect(engine.requests.slice(1)).toEqual([inspect])
})

test('a difference does not tell who asks for a share, nor what a plugin is told', async () => {
  const o = 'addr=h,username=bob,password=old-hunter'
  const Options = { type: 'cifs', device: '//eve:old-hunter@h/share', o }
  await using engine = await fakeEngine({ [inspect]: (peer) => peer.send(json(data(null, { Options }))) })
  const wanted = engine.docker.volume.local('data').option({ ...Options, o: 'addr=h,username=bob,password=new-hunter' })
  const error = await typed(wanted.option('device', '//h/share').ensure(), 'DIFFERS')
  expect(error.details.differences).toEqual([
    { field: 'Options.device', wanted: '//h/share', found: '//***@h/share' },
    { field: 'Options.o', wanted: 'addr=h,username=***,password=***', found: 'addr=h,username=***,password=***' },
  ])
  const plugin = await typed(
    engine.docker.volume.driver('rclone', 'data').option('key', 'new-hunter').ensure(),
    'DIFFERS',
  )
  expect(plugin.details.differences).toContainEqual({ field: 'Options.key', wanted: '***', found: undefined })
  for (const one of [error, plugin]) expect(JSON.stringify(one.toJSON())).not.toContain('hunter')
})

test('ensure() compares what another made between the look and the create', async () => {
  await using engine = await fakeEngine({
    [inspect]: (peer) => peer.send(json({ message: 'get data: no such volume' }, 404)),
    [create]: (peer) => peer.send(json(data({ app: 'api' }), 201)),
  })
  const error = await typed(engine.docker.volume.local('data').label('app', 'web').ensure(), 'DIFFERS')
  expect(error.details.differences).toEqual([{ field: 'Labels.app', wanted: 'web', found: 'api' }])
})

const name = (digit: string): string => digit.repeat(64)
const unused = (Name: string, more: object = {}) => ({
  ...data(null),
  Name,
  UsageData: { Size: 5, RefCount: 0 },
  ...more,
})

test('an engine that would prune volumes with names is never told to prune the anonymous ones', async () => {
  await using engine = await fakeEngine({
    'GET /_ping': (peer) => peer.send(answer(200, { 'Api-Version': '1.41', Ostype: 'linux' }, 'OK')),
    'GET /system/df': (peer) =>
      peer.send(
        json({
          Volumes: [
            unused('data'),
            unused(name('a')),
            unused(name('b')),
            unused(name('c'), { UsageData: { Size: 5, RefCount: 1 } }),
            unused(name('d')),
            unused(name('e'), { Driver: 'rclone' }),
          ],
        }),
      ),
    [`DELETE /volumes/${name('a')}`]: (peer) => peer.send(head(204)),
    [`DELETE /volumes/${name('b')}`]: (peer) => peer.send(json({ message: 'remove b: volume is in use - [c1]' }, 409)),
    [`DELETE /volumes/${name('d')}`]: (peer) => peer.send(json({ message: 'get d: no such volume' }, 404)),
  })
  expect(await engine.docker.volume.prune()).toEqual({ VolumesDeleted: [name('a')], SpaceReclaimed: 5 })
})

test('a volume in use is told with the ids where the containers cannot be listed', async () => {
  await using engine = await fakeEngine({
    [remove]: (peer) => peer.send(json({ message: 'remove data: volume is in use - [c1, c2]' }, 409)),
    'GET /containers/json': (peer) => peer.send(json({ message: 'no' }, 403)),
  })
  const error = await typed(engine.docker.volume.remove('data'), 'VOLUME_IN_USE')
  expect(error.details).toEqual({
    volume: 'data',
    containers: [
      { id: 'c1', name: 'c1' },
      { id: 'c2', name: 'c2' },
    ],
  })
})
