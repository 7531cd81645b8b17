import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../../src/engine/engine.js'
import { MooringError } from '../../../src/errors/base.js'
import { collect } from '../../../src/stream/text.js'
import { lab, type ThrowAwayEngine } from '../../lab/lab.js'
import { gather } from '../../unit/stream/source.js'
import { openEngine } from '../open-engine.js'
import { shell, startContainer } from './made.js'

describe.each(['bookworm', 'forky'] as const)('when the engine of %s is killed', (root) => {
  let host: ThrowAwayEngine
  let engine: Engine
  beforeAll(async () => {
    host = await lab.start(root === 'forky' ? 'cdeath-f' : 'cdeath-b', { root })
    engine = openEngine(host.socket)
  })
  afterAll(async () => {
    await engine.close()
    await host.remove()
  })

  test('everything that was being read rejects, and nothing ends as if all were well', async () => {
    const box = await startContainer(engine)
    const talker = await shell(engine, 'echo begun; sleep 600')
    await talker.start()
    for await (const { line } of talker.logs({ follow: true }).lines()) if (line === 'begun') break

    const attached = await talker.attach({ logs: true })
    const unread = await talker.attach()
    const program = await box.exec('sleep', '600').attach()
    const running = {
      'exec output': box.exec('sleep', '600').output(),
      'exec attach': gather(program.output),
      'exec exit': program.exit(),
      attach: collect(attached.output),
      'attach exit': unread.exit(),
      wait: talker.wait(),
      logs: gather(talker.logs({ follow: true })),
    }
    const settled = Promise.all(
      Object.entries(running).map(([what, promise]) =>
        promise.then(
          () => [what, 'ended well'],
          (error: unknown) => [what, MooringError.is(error) ? error.constructor.name : error],
        ),
      ),
    )
    // All of them have reached the engine: it answers in between.
    await box.inspect()
    await host.kill()
    for (const [what, how] of await settled) expect([what, how]).toEqual([what, 'ConnectionError'])
  })
})
