import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { head, json } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const freeze: Script = () => undefined
const made = json({ Id: 'made', Warning: '' }, 201)

interface Kind {
  readonly create: string
  readonly list: string
  readonly remove: string
  readonly found: unknown
  readonly make: (
    engine: { readonly docker: Docker },
    options?: { signal?: AbortSignal; timeout?: number },
  ) => Promise<{ id: string }>
}

const kinds: Readonly<Record<string, Kind>> = {
  network: {
    create: 'POST /networks/create',
    list: 'GET /networks',
    remove: 'DELETE /networks/made',
    found: [{ Id: 'made', Name: 'front' }],
    make: ({ docker }, options) => docker.network.bridge('front').create(options),
  },
  container: {
    create: 'POST /containers/create',
    list: 'GET /containers/json',
    remove: 'DELETE /containers/made',
    found: [{ Id: 'made', Names: ['/web'] }],
    make: ({ docker }, options) => docker.container.run('alpine').name('web').create(options),
  },
}

/** Every way in which the answer of a create can be lost after the engine obeyed. */
const losses: Readonly<Record<string, Script>> = {
  'before its first byte': (peer) => peer.cut(),
  'in the middle of its head': async (peer) => {
    await peer.send(made.subarray(0, 20))
    peer.cut()
  },
  'in the middle of its body': async (peer) => {
    await peer.send(made.subarray(0, made.length - 3))
    peer.cut()
  },
  'as garbage': (peer) => peer.send(json('not what was promised', 201)),
}

for (const [noun, { create, list, remove, found, make }] of Object.entries(kinds)) {
  for (const [when, lose] of Object.entries(losses)) {
    test(`a ${noun} whose answer was lost ${when} is adopted by its label, and never made twice`, async () => {
      await using engine = await fakeEngine({ [create]: lose, [list]: (peer) => peer.send(json(found)) })
      expect((await make(engine)).id).toBe('made')
      expect(engine.requests.filter((request) => request === create)).toHaveLength(1)
      const { Labels } = JSON.parse((await engine.arrival(create)).body.toString()) as {
        Labels: Record<string, string>
      }
      const filters = (await engine.arrival(list)).query.get('filters')
      expect(filters).toContain(`mooring.call=${Labels['mooring.call']}`)
    })
  }

  test(`a ${noun} whose answer was lost and which is not there: the connection was lost, and nobody knows more`, async () => {
    await using engine = await fakeEngine({ [create]: (peer) => peer.cut(), [list]: (peer) => peer.send(json([])) })
    expect((await typed(make(engine), 'CONNECTION_LOST')).sent).toBe('unknown')
    expect(engine.requests.filter((request) => request === create)).toHaveLength(1)
  })

  test(`a ${noun} that was refused is not looked for`, async () => {
    await using engine = await fakeEngine({ [create]: (peer) => peer.send(json({ message: 'no' }, 400)) })
    await typed(make(engine), 'BAD_REQUEST')
    expect(engine.requests).not.toContain(list)
  })

  test(`an abort while a ${noun} is made rejects at once; it is removed when it is there, and close() waits for that`, async () => {
    await using engine = await fakeEngine({ [create]: freeze, [remove]: freeze })
    const controller = new AbortController()
    const failed = rejection(make(engine, { signal: controller.signal }))
    const { peer } = await engine.arrival(create)
    controller.abort('enough')
    expect(await failed).toBe('enough')
    let closed = false
    const closing = engine.docker.close().then(() => (closed = true))
    await peer.send(made)
    const removal = await engine.arrival(remove)
    expect(closed).toBe(false)
    await removal.peer.send(head(204))
    await closing
  })

  test(`a ${noun} that takes too long: the caller is told in time, and what is there all the same is removed`, async () => {
    await using engine = await fakeEngine({ [create]: freeze, [remove]: (peer) => peer.send(head(204)) })
    await engine.docker.ping()
    await typed(make(engine, { timeout: 50 }), 'TIMED_OUT')
    const { peer } = await engine.arrival(create)
    // The engine is not done yet: a look at what is there would find nothing.
    await peer.send(made)
    await engine.arrival(remove)
    await engine.docker.cleanup()
    expect(engine.requests.filter((request) => request === create)).toHaveLength(1)
  })

  test(`a ${noun} that takes too long, and whose answer is lost then, is looked up and removed`, async () => {
    await using engine = await fakeEngine({
      [create]: freeze,
      [list]: (peer) => peer.send(json(found)),
      [remove]: (peer) => peer.send(head(204)),
    })
    await engine.docker.ping()
    await typed(make(engine, { timeout: 50 }), 'TIMED_OUT')
    const { peer } = await engine.arrival(create)
    peer.cut()
    await engine.docker.close()
    expect(engine.requests.slice(-2)).toEqual([list, remove])
  })

  test(`a ${noun} whose undoing is refused is told by cleanup() and by close(), until it is gone`, async () => {
    let removals = 0
    await using engine = await fakeEngine({
      [create]: freeze,
      [remove]: (peer) => {
        removals += 1
        void peer.send(removals < 3 ? json({ message: 'device or resource busy' }, 500) : head(204))
      },
    })
    const controller = new AbortController()
    const failed = rejection(make(engine, { signal: controller.signal }))
    const { peer } = await engine.arrival(create)
    controller.abort('enough')
    expect(await failed).toBe('enough')
    await peer.send(made)
    // The first removal follows the abort, the second is that of cleanup(), the third its next try.
    expect(await rejection(engine.docker.cleanup())).toMatchObject({
      code: 'STILL_THERE',
      details: { left: [expect.stringContaining(`${noun} `)] },
    })
    await engine.docker.cleanup()
    expect(removals).toBe(3)
  })

  test(`a ${noun} whose undoing is refused and that nobody cleans up is told by close()`, async () => {
    await using engine = await fakeEngine({
      [create]: freeze,
      [remove]: (peer) => peer.send(json({ message: 'device or resource busy' }, 500)),
    })
    const docker = new Docker({ host: `unix://${engine.path}` })
    const controller = new AbortController()
    const failed = rejection(make({ docker }, { signal: controller.signal }))
    const { peer } = await engine.arrival(create)
    controller.abort('enough')
    await failed
    await peer.send(made)
    const told = await rejection(docker.close())
    expect(told).toMatchObject({ code: 'STILL_THERE', details: { left: [expect.stringContaining(`${noun} `)] } })
    expect(await rejection(docker[Symbol.asyncDispose]())).toBe(told)
  })
}
