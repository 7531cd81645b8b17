import { expect, test } from 'vitest'
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
