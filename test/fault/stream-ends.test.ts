import { describe, expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunkedHead, frame, json, upgraded } from './http.js'
import { readAll } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container } from './replies.js'

keepProcessQuiet()

const limit = { timeout: 10_000 }

/** The streams end at once, and the engine never says how the program ended. */
const endsSilently: Readonly<Record<string, Script>> = {
  'GET /containers/c1/json': (peer) => peer.send(json(container)),
  'POST /containers/c1/wait': (peer) => peer.send(chunkedHead),
  'POST /containers/c1/attach': (peer) => {
    void peer.send(Buffer.concat([upgraded, frame('stdout', 'last words')]))
    peer.end()
  },
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'POST /exec/e1/start': (peer) => {
    void peer.send(Buffer.concat([upgraded, frame('stdout', 'last words')]))
    peer.end()
  },
  'GET /exec/e1/json': () => undefined,
}

describe.each(['attach', 'exec'] as const)('after the streams of %s have ended,', (verb) => {
  test('an abort ends the reading with its own reason', limit, async () => {
    await using engine = await fakeEngine(endsSilently)
    const abort = new AbortController()
    const c1 = engine.docker.container.ref('c1')
    const options = { signal: abort.signal }
    const attached = await (verb === 'attach' ? c1.attach(options) : c1.exec('program').attach(options))
    const reading = readAll(attached.output)
    if (verb === 'exec') await engine.arrival('GET /exec/e1/json')
    else await (await engine.arrival('POST /containers/c1/attach')).peer.closed
    abort.abort('enough')
    expect((await reading).error).toBe('enough')
  })

  test('a deadline that passes ends the reading with TIMED_OUT', limit, async () => {
    await using engine = await fakeEngine(endsSilently)
    const c1 = engine.docker.container.ref('c1')
    const options = { timeout: 300 }
    const attached = await (verb === 'attach' ? c1.attach(options) : c1.exec('program').attach(options))
    expect((await readAll(attached.output)).error).toMatchObject({ code: 'TIMED_OUT', details: { timeout: 300 } })
  })
})
