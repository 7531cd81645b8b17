import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunkedHead, head, json, upgraded } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const done: Script = (peer) => peer.send(head(204))

/** An engine with a network n1 that is empty, and containers c1, c2 ..., whose programs never end. */
const scripts: Readonly<Record<string, Script>> = {
  'POST /networks/create': (peer) => peer.send(json({ Id: 'n1', Warning: '' }, 201)),
  'GET /networks': (peer) => peer.send(json([{ Name: 'front', Id: 'n1', Driver: 'bridge', Internal: false }])),
  'GET /networks/n1': (peer) => peer.send(json({ Name: 'front', Id: 'n1', Containers: {} })),
  'DELETE /networks/n1': done,
  'POST /containers/create': (peer, { query }) =>
    peer.send(json({ Id: query.get('name') ?? 'unnamed', Warnings: [] }, 201)),
  'GET /containers/job/json': (peer) =>
    peer.send(json({ Id: 'job', Name: '/job', Config: { Tty: false }, HostConfig: {}, State: { Running: false } })),
  'POST /containers/job/wait': freeze,
  'POST /containers/job/attach': (peer) => peer.send(upgraded),
  'POST /containers/job/start': done,
  'POST /containers/web/start': freeze,
  'DELETE /containers/job': done,
  'DELETE /containers/web': done,
}

test('neither the end of a network nor cleanup() waits for the program of an output(), or removes its container', async () => {
  await using engine = await fakeEngine({ ...scripts, 'POST /containers/job/wait': (peer) => peer.send(chunkedHead) })
  const { docker } = engine
  const running = typed(docker.container.run('alpine', 'sleep', '99').name('job').net('none').output(), 'CLIENT_CLOSED')
  await engine.arrival('POST /containers/job/start')
  {
    await using net = await docker.network.bridge('front').create()
    expect(net.id).toBe('n1')
  }
  await engine.arrival('DELETE /networks/n1')
  await docker.cleanup()
  expect(engine.requests).not.toContain('DELETE /containers/job')
  await docker.close()
  await running
  expect(engine.requests).toContain('DELETE /containers/job')
})

test('the end of a network does not wait for a start that is under way; cleanup() does, and removes what it made', async () => {
  await using engine = await fakeEngine(scripts)
  const { docker } = engine
  const starting = docker.container.run('alpine').name('web').start()
  const { peer } = await engine.arrival('POST /containers/web/start')
  const net = await docker.network.bridge('front').create()
  await net[Symbol.asyncDispose]()
  const cleaning = docker.cleanup()
  expect(engine.requests).not.toContain('DELETE /containers/web')
  await peer.send(head(204))
  await starting
  await cleaning
  expect(engine.requests.at(-1)).toBe('DELETE /containers/web')
})

test('cleanup() waits no longer than a short call may take, and says what is still being made', async () => {
  await using engine = await fakeEngine(scripts, { timeout: 100 })
  const { docker } = engine
  const abort = new AbortController()
  const starting = rejection(
    docker.container.run('alpine').name('web').start({ timeout: 60_000, signal: abort.signal }),
  )
  await engine.arrival('POST /containers/web/start')
  expect(await rejection(docker.cleanup())).toMatchObject({
    code: 'STILL_THERE',
    details: { left: ['container web'] },
    hint: 'a call is still making it: call cleanup() again later',
  })
  abort.abort('enough')
  expect(await starting).toBe('enough')
})

test('the end of a network waits for a container whose call has failed and that is being removed', async () => {
  await using engine = await fakeEngine({ ...scripts, 'DELETE /containers/web': freeze })
  const { docker } = engine
  const net = await docker.network.bridge('front').create()
  const abort = new AbortController()
  const starting = rejection(docker.container.run('alpine').name('web').net(net).start({ signal: abort.signal }))
  await engine.arrival('POST /containers/web/start')
  abort.abort('enough')
  expect(await starting).toBe('enough')
  const disposal = net[Symbol.asyncDispose]()
  const { peer } = await engine.arrival('DELETE /containers/web')
  expect(engine.requests).not.toContain('DELETE /networks/n1')
  await peer.send(head(204))
  await disposal
  expect(engine.requests.slice(-2)).toEqual(['GET /networks/n1', 'DELETE /networks/n1'])
})
