import { describe, expect, test } from 'vitest'
import type { Docker } from '../../src/docker.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const page: Script = (peer) => peer.send(answer(404, { 'Content-Type': 'text/html' }, '<h1>404 Not Found</h1>'))

const plain: Script = (peer) => peer.send(answer(404, { 'Content-Type': 'text/plain' }, 'page not found'))
const unknownPage: Script = (peer) => peer.send(json({ message: 'page not found' }, 404))

interface Noun {
  readonly inspect: string
  /** The engine's own words. */
  readonly missing: string
  readonly of: (docker: Docker) => { find(name: string): Promise<unknown>; exists(name: string): Promise<boolean> }
}

const nouns: Readonly<Record<string, Noun>> = {
  network: { inspect: 'GET /networks/x', missing: 'network x not found', of: (docker) => docker.network },
  container: { inspect: 'GET /containers/x/json', missing: 'No such container: x', of: (docker) => docker.container },
  image: { inspect: 'GET /images/x/json', missing: 'No such image: x:latest', of: (docker) => docker.image },
}

describe.each(Object.entries(nouns))('a %s', (_, { inspect, missing, of }) => {
  test('that the engine does not have is absent', async () => {
    await using engine = await fakeEngine({ [inspect]: (peer) => peer.send(json({ message: missing }, 404)) })
    expect(await of(engine.docker).find('x')).toBeUndefined()
    expect(await of(engine.docker).exists('x')).toBe(false)
  })

  test('is not absent because a proxy answers 404 in place of the engine', async () => {
    for (const script of [page, plain, unknownPage]) {
      await using engine = await fakeEngine({ [inspect]: script })
      expect((await typed(of(engine.docker).find('x'), 'OPERATION_UNKNOWN')).hint).toContain('a proxy')
      await typed(of(engine.docker).exists('x'), 'OPERATION_UNKNOWN')
    }
  })

  test('is not absent because the first ping, which asks for the API version, is answered 404', async () => {
    for (const ping of [page, ((peer) => peer.send(json({ message: 'No such container: x' }, 404))) satisfies Script]) {
      await using engine = await fakeEngine({ 'GET /_ping': ping })
      expect(await rejection(of(engine.docker).find('x'))).toMatchObject({ operation: 'SystemPing' })
      expect(await rejection(of(engine.docker).exists('x'))).toMatchObject({ operation: 'SystemPing' })
    }
  })
})

test('a container that this client made is not taken for gone because a proxy answers its removal', async () => {
  await using engine = await fakeEngine({
    'POST /containers/create': (peer) => peer.send(json({ Id: 'c1', Warnings: [] }, 201)),
    'DELETE /containers/c1': page,
  })
  const made = await engine.docker.container.run('alpine').create()
  expect(await rejection(made[Symbol.asyncDispose]())).toMatchObject({ code: 'STILL_THERE' })
})
