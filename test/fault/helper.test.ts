import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { frame, head, json, upgraded } from './http.js'
import { rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const refuse: Script = (peer) => peer.send(json({ message: 'device or resource busy' }, 500))
const remove: Script = (peer) => peer.send(head(204))
const link = 'name=lo\nifindex=1\niflink=1\naddress=00:00:00:00:00:00\nmtu=65536\noperstate=unknown\ntype=772\n'

/** An engine whose helper container prints one link; its removal is answered as the scripts say, one after the other. */
const withHelper = (start: Script, ...removals: readonly Script[]) => {
  const left = [...removals]
  return fakeEngine({
    'POST /containers/create': (peer) => peer.send(json({ Id: 'h1', Warnings: [] }, 201)),
    'GET /containers/h1/json': (peer) =>
      peer.send(json({ Id: 'h1', Name: '/h1', Config: { Tty: false, OpenStdin: false }, State: { Running: false } })),
    'POST /containers/h1/attach': async (peer) => {
      await peer.send(Buffer.concat([upgraded, frame('stdout', link)]))
      peer.end()
    },
    'POST /containers/h1/start': start,
    'POST /containers/h1/wait': (peer) => peer.send(json({ StatusCode: 0 })),
    'DELETE /containers/h1': (peer, asked) => (left.shift() ?? remove)(peer, asked),
  })
}
const removalsOf = ({ requests }: { readonly requests: readonly string[] }): number =>
  requests.filter((request) => request === 'DELETE /containers/h1').length

test('the helper container is removed once it has told what it saw', async () => {
  await using engine = await withHelper(remove)
  expect((await engine.docker.host.links()).map(({ name }) => name)).toEqual(['lo'])
  expect(removalsOf(engine)).toBe(1)
})

test('an abort does not wait for the removal of the helper container; close() does', async () => {
  await using engine = await withHelper(freeze, freeze)
  const abort = new AbortController()
  const failed = rejection(engine.docker.host.links({ signal: abort.signal }))
  await engine.arrival('POST /containers/h1/start')
  abort.abort('enough')
  expect(await failed).toBe('enough')
  const { peer } = await engine.arrival('DELETE /containers/h1')
  const closing = engine.docker.close()
  await peer.send(head(204))
  await closing
})

test('a removal that fails after an abort does not take the place of its reason, and cleanup() tries again', async () => {
  await using engine = await withHelper(freeze, refuse)
  const abort = new AbortController()
  const failed = rejection(engine.docker.host.links({ signal: abort.signal }))
  await engine.arrival('POST /containers/h1/start')
  abort.abort('enough')
  expect(await failed).toBe('enough')
  await engine.arrival('DELETE /containers/h1')
  await engine.docker.cleanup()
  expect(removalsOf(engine)).toBe(2)
})

test('a helper container that cannot be removed is named, and cleanup() tries again', async () => {
  await using engine = await withHelper(remove, refuse)
  const failed = await rejection(engine.docker.host.links())
  expect(failed).toMatchObject({
    code: 'STILL_THERE',
    details: { left: [expect.stringMatching(/^container mooring-[0-9a-f]{8}-1$/)] },
  })
  await engine.docker.cleanup()
  expect(removalsOf(engine)).toBe(2)
})

test('the helper image is pulled where it is missing, only when the client says so', async () => {
  let isThere = false
  const scripts: Readonly<Record<string, Script>> = {
    'POST /containers/create': (peer) =>
      peer.send(isThere ? json({ message: 'enough' }, 500) : json({ message: 'No such image: tools:1' }, 404)),
    'POST /images/create': (peer, { query }) => {
      isThere = query.get('fromImage') === 'tools' && query.get('tag') === '1'
      return peer.send(json({ status: 'Status: Downloaded newer image for tools:1' }))
    },
    'GET /images/*': (peer) => peer.send(json({ Id: `sha256:${'0'.repeat(64)}`, RepoTags: ['tools:1'] })),
  }
  await using unasked = await fakeEngine(scripts, { helper: { image: 'tools:1' } })
  expect(await rejection(unasked.docker.host.routes())).toMatchObject({
    code: 'NO_TOOL',
    details: { tried: ['tools:1'] },
  })
  expect(unasked.requests).not.toContain('POST /images/create')
  await using asked = await fakeEngine(scripts, { helper: { image: 'tools:1', pull: true } })
  expect(await rejection(asked.docker.host.routes())).toMatchObject({ code: 'SERVER_ERROR', engineMessage: 'enough' })
  expect(asked.requests.filter((one) => one.startsWith('POST'))).toEqual([
    'POST /containers/create',
    'POST /images/create',
    'POST /containers/create',
  ])
  for (const helper of [null, 7, { pull: 1 }, { image: 'No' }, { imag: 'busybox' }])
    // deliberately wrong: what a JavaScript caller could write
    expect(() => new Docker({ helper: helper as never })).toThrow(expect.objectContaining({ sent: 'no' }))
})
