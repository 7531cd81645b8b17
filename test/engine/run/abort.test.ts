import { beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openAt, openDocker, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { WatchedTransport } from '../watched-transport.js'
import { containersOf } from './made.js'

/** Aborts a run as soon as a request of this operation is on its way; the caller hears of it, and nothing stays. */
async function abortAt(
  engine: LabEngine,
  operation: string,
  run: (docker: Docker, signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const abort = new AbortController()
  const reason = new Error(`enough, at ${operation}`)
  const transport = new WatchedTransport(engine.socket, (request) => {
    if (request.operation === operation) abort.abort(reason)
  })
  const docker = openAt(engine.host, { transport })
  const witness = openAt(engine.host)
  try {
    await expect(run(docker, abort.signal)).rejects.toBe(reason)
    expect(transport.requests.map((request) => request.operation)).toContain(operation)
    await docker.close() // waits for the tidying
    expect(await containersOf(witness, docker.session.id)).toEqual([])
    expect(docker.engine.session.owned).toEqual([])
  } finally {
    await docker.close()
    await witness.close()
  }
}

onEachEngine('a run that is aborted on engine %s leaves nothing behind', (engineName) => {
  let engine: LabEngine
  beforeAll(async () => {
    engine = await lab.engine(engineName)
  })

  test.each(['SystemPing', 'ContainerCreate', 'ContainerStart'])('while it starts, at %s', (operation) =>
    abortAt(engine, operation, (docker, signal) => sleeper(docker).start({ signal })),
  )

  test.each(['ContainerCreate', 'ContainerInspect', 'ContainerWait', 'ContainerAttach', 'ContainerStart'])(
    'while its output is read, at %s',
    (operation) =>
      abortAt(engine, operation, (docker, signal) => docker.container.run(busybox, 'echo', 'hello').output({ signal })),
  )

  test.each(['ContainerAttach', 'ContainerStart'])('while it is attached to, at %s', (operation) =>
    abortAt(engine, operation, (docker, signal) =>
      docker.container.run(busybox, 'cat').interactive().attach({ signal }),
    ),
  )

  test('while its image is looked for', () =>
    abortAt(engine, 'ImageCreate', (docker, signal) =>
      docker.container.run(`192.168.0.1:5000/${unique('nosuch')}`).start({ signal }),
    ))

  test('when it takes longer than it may', async () => {
    await using docker = await openDocker(engineName)
    await docker.ping()
    const running = docker.container.run(busybox, 'sleep', '600').init().output({ timeout: 1500 })
    await expect(running).rejects.toMatchObject({ code: 'TIMED_OUT', details: { timeout: 1500 } })
    await docker.cleanup() // waits for the tidying
    expect(await containersOf(docker)).toEqual([])
  })

  test('while a network waits to be removed behind it, at any moment', async () => {
    await using witness = await openDocker(engineName)
    for (const moment of [0, 50, 150, 300]) {
      const abort = new AbortController()
      const transport = new WatchedTransport(engine.socket, ({ operation }) => {
        if (operation === 'ContainerStart') setTimeout(() => abort.abort('enough'), moment)
      })
      await using docker = openAt(engine.host, { transport })
      const block = async (): Promise<void> => {
        await using net = await docker.network.bridge().internal().create()
        await using container = await sleeper(docker).net(net).start({ signal: abort.signal })
        await container.wait({ signal: abort.signal })
      }
      await expect(block()).rejects.toBe('enough')
      const label = `mooring.session=${docker.session.id}`
      expect(await witness.network.list({ label })).toEqual([])
      expect(await witness.container.list({ all: true, label })).toEqual([])
    }
  })
})

test('while it joins its second network, where an engine takes one at a time', async () => {
  const engine = await lab.engine('e20')
  await using witness = openAt(engine.host)
  await using first = await witness.network.bridge(unique('abort')).subnet('10.208.0.0/24').create()
  await using second = await witness.network.bridge(unique('abort')).subnet('10.208.1.0/24').create()
  await abortAt(engine, 'NetworkConnect', (docker, signal) =>
    sleeper(docker).net(first.name).net(second.name).start({ signal }),
  )
})
