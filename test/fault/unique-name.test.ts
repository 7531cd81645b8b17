import { expect, test } from 'vitest'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { answer, head, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { networks } from './replies.js'

keepProcessQuiet()

// Engines before 25 may have several networks of one name, and each of these tests is one that does.

const create = 'POST /networks/create'
const list = 'GET /networks'
const remove = 'DELETE /networks/mine'

/** A network called front, made so many seconds after the others. */
const front = (Id: string, second: number) => ({
  ...networks[0],
  Id,
  Name: 'front',
  Created: `2026-11-24T04:41:0${second}.5Z`,
})
const mine = front('mine', 5)

/** An engine of API 1.41 that lists, at each look, what comes next; the last of it again and again. */
function engineThatLists(
  looks: readonly (readonly object[])[],
  more: Readonly<Record<string, Script>> = {},
): Promise<FakeEngine> {
  let look = 0
  return fakeEngine({
    'GET /_ping': (peer) => peer.send(answer(200, { 'Api-Version': '1.41', Ostype: 'linux' }, 'OK')),
    [create]: (peer) => peer.send(json({ Id: 'mine', Warning: '' }, 201)),
    [list]: (peer) => peer.send(json(looks[Math.min(look++, looks.length - 1)])),
    [remove]: (peer) => peer.send(head(204)),
    ...more,
  })
}

test('a network that is alone stays after one look', async () => {
  await using engine = await engineThatLists([[mine, front('other', 1)].slice(0, 1)])
  expect((await engine.docker.network.bridge('front').create()).id).toBe('mine')
  expect(engine.requests).toEqual(['GET /_ping', create, list])
})

test('a network whose name is a part of another stays', async () => {
  await using engine = await engineThatLists([[mine, { ...front('other', 1), Name: 'front-2' }]])
  expect((await engine.docker.network.bridge('front').create()).id).toBe('mine')
})

test('a network that sees an older one goes at once, and the error names that one', async () => {
  await using engine = await engineThatLists([[mine, front('older', 1)]])
  const error = await typed(engine.docker.network.bridge('front').create(), 'NAME_TAKEN')
  expect(error.details).toEqual({ noun: 'network', name: 'front', holder: { id: 'older', name: 'front' } })
  expect(engine.requests.slice(-2)).toEqual([list, remove])
  expect(engine.docker.engine.session.owned).toEqual([])
})

test('of two that were made in the same moment the id decides', async () => {
  await using engine = await engineThatLists([[mine, front('a', 5)]])
  await typed(engine.docker.network.bridge('front').create(), 'NAME_TAKEN')
})

test('the oldest waits until the others are gone', async () => {
  const younger = front('younger', 9)
  await using engine = await engineThatLists([[younger, mine], [mine, younger], [mine]])
  expect((await engine.docker.network.bridge('front').create()).id).toBe('mine')
  expect(engine.requests.slice(-3)).toEqual([list, list, list])
  expect(engine.requests).not.toContain(remove)
})

test('the oldest goes when a younger one stays: that one may have been alone when it looked', async () => {
  await using engine = await engineThatLists([[mine, front('younger', 9)]])
  const error = await typed(engine.docker.network.bridge('front').create(), 'NAME_TAKEN')
  expect(error.details).toMatchObject({ holder: { id: 'younger' } })
  expect(engine.requests.at(-1)).toBe(remove)
})

test('an abort while the oldest waits rejects at once, and the network is removed', async () => {
  await using engine = await engineThatLists([[mine, front('younger', 9)]])
  const controller = new AbortController()
  const failed = rejection(engine.docker.network.bridge('front').create({ signal: controller.signal }))
  await engine.arrival(list, 2)
  controller.abort('enough')
  expect(await failed).toBe('enough')
  await engine.docker.close()
  expect(engine.requests).toContain(remove)
})

test('a look that fails leaves nothing', async () => {
  await using engine = await engineThatLists([], { [list]: (peer) => peer.send(json({ message: 'no' }, 500)) })
  await typed(engine.docker.network.bridge('front').create(), 'SERVER_ERROR')
  expect(engine.requests.at(-1)).toBe(remove)
})

test('a network that cannot be removed again is told, and cleanup() tries once more', async () => {
  let held = true
  await using engine = await engineThatLists([[mine, front('older', 1)]], {
    [remove]: (peer) =>
      peer.send(held ? json({ message: 'network front id mine has active endpoints' }, 403) : head(204)),
  })
  expect(await rejection(engine.docker.network.bridge('front').create())).toMatchObject({
    code: 'STILL_THERE',
    details: { left: ['network front'] },
    cause: { code: 'NAME_TAKEN' },
  })
  held = false
  await engine.docker.cleanup()
  expect(engine.requests.at(-1)).toBe(remove)
})

test('who asks for several networks of one name gets them', async () => {
  await using engine = await engineThatLists([[mine, front('older', 1)]])
  const builder = engine.docker.network.bridge('front').raw({ CheckDuplicate: false })
  expect((await builder.create()).id).toBe('mine')
  expect(engine.requests).not.toContain(list)
})

test('an engine from 25 on is not asked: it has one network of a name', async () => {
  await using engine = await engineThatLists([[mine]], {
    'GET /_ping': (peer) => peer.send(answer(200, { 'Api-Version': '1.44', Ostype: 'linux' }, 'OK')),
  })
  expect((await engine.docker.network.bridge('front').create()).id).toBe('mine')
  expect(engine.requests).not.toContain(list)
})
