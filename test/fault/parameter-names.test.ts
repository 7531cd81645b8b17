import { expect, test } from 'vitest'
import { fakeEngine } from './fake-engine.js'

test('a value of the wrong type is refused by the name that the signature gives it, before anything is sent', async () => {
  await using engine = await fakeEngine({})
  const wrong = {} as never // as an untyped caller gives it
  const container = engine.docker.container.ref('c1')
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    signal: () => container.kill(wrong),
    psArgs: () => container.top({ psArgs: wrong }),
    stopSignal: () => container.stop({ stopSignal: wrong }),
    stopTimeout: () => container.stop({ stopTimeout: wrong }),
    volumes: () => container.remove({ volumes: wrong }),
    force: () => container.remove({ force: wrong }),
    noPrune: () => engine.docker.image.remove('app', { noPrune: wrong }),
    detachKeys: () => container.attach({ detachKeys: wrong }),
    sharedSize: () => engine.docker.image.list({ sharedSize: wrong }),
  }
  for (const [argument, call] of Object.entries(calls)) {
    await expect(call(), argument).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      sent: 'no',
      details: { argument },
    })
  }
  expect(engine.requests.filter((request) => request !== 'GET /_ping')).toEqual([])
})
