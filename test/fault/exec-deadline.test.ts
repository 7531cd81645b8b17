import { describe, expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { json } from './http.js'
import { typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const freeze: Script = () => undefined

/** An exec whose start is not answered, and what the engine says of it. */
const started = (said: object) =>
  fakeEngine({
    'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
    'POST /exec/e1/start': freeze,
    'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', ...said })),
  })

// The exec must have been made by then, also on a busy machine.
const timeout = 500

const runs = { Running: true, ExitCode: null, Pid: 7 }
const notYet = { Running: false, ExitCode: null, Pid: 0 }
const ended = { Running: false, ExitCode: 0, Pid: 7 }

describe.each(['detach', 'output', 'attach'] as const)(
  'the deadline of %s() passes while an exec is started',
  (verb) => {
    test.each([
      {
        when: 'it runs already',
        said: runs,
        exec: { id: 'e1', pid: 7 },
        says: /"sleep" did not end .* and runs on in/,
      },
      { when: 'it may run yet', said: notYet, exec: { id: 'e1', pid: undefined }, says: /and may run on in/ },
      { when: 'it has ended', said: ended, exec: undefined, says: /ExecStart .*did not end/ },
    ])('when $when', async ({ said, exec, says }) => {
      await using engine = await started(said)
      await engine.docker.ping()
      const error = await typed(engine.docker.container.ref('c1').exec('sleep', '9')[verb]({ timeout }), 'TIMED_OUT')
      expect(error.details).toEqual(exec === undefined ? { timeout } : { timeout, exec })
      expect(error.sentence).toMatch(says)
    })
  },
)

test('an exec that was never made has no id to tell', async () => {
  await using engine = await fakeEngine({ 'POST /containers/c1/exec': freeze })
  await engine.docker.ping()
  const error = await typed(engine.docker.container.ref('c1').exec('sleep', '9').detach({ timeout: 50 }), 'TIMED_OUT')
  expect(error.details).toEqual({ timeout: 50 })
})
