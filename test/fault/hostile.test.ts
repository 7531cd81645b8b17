import { expect, test } from 'vitest'
import { MooringError } from '../../src/errors/base.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, json } from './http.js'
import { expectTyped, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const sends =
  (body: string): Script =>
  (peer) =>
    peer.send(answer(200, {}, body))

test('a key __proto__ in a reply changes no prototype, and does not arrive', async () => {
  const body =
    '[{"Id":"1","Name":"a","__proto__":{"polluted":true},"Labels":{"__proto__":"x","\\u005f_proto__":"y","constructor":"z"}}]'
  await using engine = await fakeEngine({ 'GET /networks': sends(body) })
  const [found] = await engine.docker.network.list()
  expect(Object.hasOwn({}, 'polluted')).toBe(false)
  expect(found?.summary).not.toHaveProperty('polluted')
  expect(Object.keys(found?.summary.Labels ?? {})).toEqual(['constructor'])
  expect(Object.getPrototypeOf(found?.summary.Labels)).toBe(Object.prototype)
})

test.each([1_000, 100_000, 1_000_000])(
  'a reply that is nested %i deep is read or refused, and the program lives',
  async (depth) => {
    for (const body of [
      `[{"Id":"1","Name":"a","X":${'['.repeat(depth)}${']'.repeat(depth)}}]`,
      `[{"Id":"1","Name":"a","timeNano":1,"X":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}]`,
      '['.repeat(depth),
    ]) {
      await using engine = await fakeEngine({ 'GET /networks': sends(body) })
      const outcome = await engine.docker.network.list().catch((error: unknown) => expectTyped(error).code)
      if (typeof outcome === 'string') expect(outcome).toBe('INVALID_JSON')
      else expect(outcome).toHaveLength(1)
    }
  },
)

const injections = [
  '\r\nX-Injected: yes',
  'a\nX-Injected: yes',
  'a\r\n\r\nGET /injected HTTP/1.1\r\n\r\n',
  'a\0b',
  'a\u2028b',
  '"}]}',
  'é中😀',
]

/** What no word of a caller may do: make a header, a request, or a way to somewhere else. */
function expectOneCleanRequest(
  heads: readonly { readonly head: string; readonly path: string }[],
  paths: readonly string[],
): void {
  for (const { head, path } of heads) {
    expect(head.toLowerCase()).not.toMatch(/^x-injected/m)
    expect(paths).toContain(path)
  }
}

test.each(injections)('names, labels and queries that hold %j make no header and no request', async (text) => {
  await using engine = await fakeEngine({
    'POST /networks/create': (peer) => peer.send(json({ Id: 'n', Warning: '' }, 201)),
    'POST /containers/create': (peer) => peer.send(json({ Id: 'c', Warnings: [] }, 201)),
    'GET /networks': (peer) => peer.send(json([])),
    'DELETE /networks/*': (peer) => peer.send(json({ message: 'network x not found' }, 404)),
    'GET /networks/*': (peer) => peer.send(json({ message: 'network x not found' }, 404)),
  })
  const { docker } = engine
  const calls: (() => Promise<unknown>)[] = [
    () => docker.network.bridge('front').label('key', text).create(),
    () => docker.network.bridge('front').label(text, 'value').create(),
    () => docker.network.bridge(text).create(),
    () => docker.network.list({ name: text }),
    () => docker.network.inspect(text),
    () => docker.network.ref(text).remove(),
    () => docker.container.run('alpine', text).env('A', text).create(),
    () => docker.container.run('alpine').name(text).create(),
    () => docker.container.run(text).create(),
    () => docker.image.pull(text),
    () => docker.image.pull('alpine', { auth: { username: text, password: text } }),
    () => docker.call('NetworkInspect', { id: 'n', headers: { [text]: 'value' } }),
  ]
  for (const call of calls) {
    try {
      await call()
    } catch (error) {
      // Builders refuse at once: then there is no operation yet.
      expect(MooringError.is(error)).toBe(true)
    }
  }
  const encoded = encodeURIComponent(text)
  expectOneCleanRequest(engine.asked, [
    ...[
      '/_ping',
      '/networks',
      '/networks/create',
      '/containers/create',
      '/containers/json',
      '/images/create',
      '/networks/n',
    ],
    `/networks/${encoded}`,
    `/networks/${encoded.replaceAll('%2F', '/')}`,
  ])
})

test('headers that an operation does not take are refused, also those that say where a request ends', async () => {
  await using engine = await fakeEngine({})
  await engine.docker.ping()
  for (const name of ['Host', 'content-length', 'Transfer-Encoding', 'Connection', 'Upgrade', 'Expect']) {
    const error = await typed(
      engine.docker.call('NetworkInspect', { id: 'n', headers: { [name]: '1' } }),
      'UNKNOWN_OPTION',
    )
    expect(error.sent).toBe('no')
  }
  expect(engine.requests).toEqual(['GET /_ping'])
})

test.each(['', '.', '..', '../networks/x', 'a/../b', 'a\r\nb', 'a\0b'])(
  'the id %j is refused before a byte is sent',
  async (id) => {
    await using engine = await fakeEngine({})
    const { docker } = engine
    const calls: (() => Promise<unknown>)[] = [
      () => docker.container.ref(id).inspect(),
      () => docker.container.ref(id).kill(),
      () => docker.network.inspect(id),
      () => docker.call('ContainerDelete', { id }),
    ]
    for (const call of calls) {
      // Some refuse when the handle is made.
      const error = await rejection(Promise.resolve().then(call))
      expect(error).toMatchObject({ code: 'INVALID_REF', sent: 'no' })
    }
    expect(engine.peers).toHaveLength(0)
  },
)

test.each(['id?force=1#', 'id%2e%2e', '%2F..%2F', 'a b', 'é中😀', 'x&v=1'])(
  'the id %j reaches the engine as one word',
  async (id) => {
    await using engine = await fakeEngine({
      'DELETE /containers/*': (peer) => peer.send(json({ message: `No such container: ${id}` }, 404)),
    })
    await typed(engine.docker.call('ContainerDelete', { id }), 'NOT_FOUND')
    expect(engine.asked.at(-1)?.target).toBe(`/v1.51/containers/${encodeURIComponent(id)}`)
  },
)
