import { describe, expect, test } from 'vitest'
import type { Docker } from '../../src/docker.js'
import { fakeEngine, type Peer, type Script } from './fake-engine.js'
import { answer, chunk, chunkedHead, frame, head, json, lastChunk, upgraded } from './http.js'
import { typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'
import { container } from './replies.js'

keepProcessQuiet()

/** An answer that takes its time. */
const after = (milliseconds: number, script: Script): Script => {
  return (peer, asked) => void setTimeout(() => void script(peer, asked), milliseconds)
}

/** A program that writes a word and ends. */
const program = (word: string): Script => {
  return async (peer: Peer) => {
    await peer.send(Buffer.concat([upgraded, frame('stdout', word)]))
    peer.end()
  }
}

const found = { ...container, HostConfig: {}, NetworkSettings: { Networks: {} } }

/** Each request of the verbs below, by what an engine says when nothing is wrong. */
const healthy: Readonly<Record<string, Script>> = {
  'GET /containers/c1/json': (peer) => peer.send(json(found)),
  'POST /containers/create': (peer) => peer.send(json({ Id: 'c1', Warnings: [] }, 201)),
  'GET /networks': (peer) => peer.send(json([{ Name: 'front', Id: 'n1', Driver: 'bridge', Internal: false }])),
  'POST /images/create': (peer) =>
    peer.send(Buffer.concat([chunkedHead, chunk('{"status":"Pull complete"}\n'), lastChunk])),
  'GET /images/*': (peer) => peer.send(json({ Id: 'sha256:1', RepoTags: ['alpine:latest'], RepoDigests: [] })),
  'POST /containers/c1/wait': (peer) => peer.send(json({ StatusCode: 0 })),
  'POST /containers/c1/attach': program('a'),
  'POST /containers/c1/start': (peer) => peer.send(head(204)),
  'DELETE /containers/c1': (peer) => peer.send(head(204)),
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'POST /exec/e1/start': program('172.72.0.2 STREAM app\n'),
  'GET /exec/e1/json': (peer) => peer.send(json({ Running: false, ExitCode: 0, Pid: 7 })),
  'GET /containers/c1/logs': (peer) => peer.send(Buffer.concat([chunkedHead, chunk(frame('stdout', 'a')), lastChunk])),
  'GET /containers/json': (peer) => peer.send(json([])),
  'GET /networks/n1': (peer) =>
    peer.send(json({ Name: 'front', Id: 'n1', Containers: { c1: { Name: 'c1', IPv4Address: '', IPv6Address: '' } } })),
  'POST /networks/n1/disconnect': (peer) => peer.send(answer(200, {}, '')),
  'DELETE /networks/n1': (peer) => peer.send(head(204)),
}

interface Verb {
  readonly run: (docker: Docker, timeout: number) => Promise<unknown>
  /** The requests of which each one may be the slow one. */
  readonly steps: readonly string[]
}

const creating = ['POST /images/create', 'GET /images/*', 'GET /networks', 'POST /containers/create']
const running = ['GET /containers/c1/json', 'POST /containers/c1/wait', 'POST /containers/c1/attach']
const build = (docker: Docker) => docker.container.run('alpine', 'true').net('front').pull('always')

const verbs: Readonly<Record<string, Verb>> = {
  create: { run: (docker, timeout) => build(docker).create({ timeout }), steps: creating },
  start: {
    run: (docker, timeout) => build(docker).start({ timeout }),
    steps: [...creating, 'POST /containers/c1/start'],
  },
  output: {
    run: (docker, timeout) => build(docker).output({ timeout }),
    steps: [...creating, ...running, 'POST /containers/c1/start', 'DELETE /containers/c1'],
  },
  lookup: {
    run: (docker, timeout) => docker.container.ref('c1').lookup('app', { timeout }),
    steps: ['POST /containers/c1/exec', 'POST /exec/e1/start'],
  },
  'logs().text': {
    run: (docker, timeout) => docker.container.ref('c1').logs({ timeout }).text(),
    steps: ['GET /containers/c1/json', 'GET /containers/c1/logs'],
  },
  'network.remove({ detach })': {
    run: (docker, timeout) => docker.network.ref('n1').remove({ detach: true, timeout }),
    steps: ['GET /networks/n1', 'GET /containers/json', 'POST /networks/n1/disconnect', 'DELETE /networks/n1'],
  },
}

/** What is let pass for a busy machine; the slow step alone would take longer. */
const latest = 1_200

describe.each(Object.entries(verbs))('%s ends at its timeout', (_, { run, steps }) => {
  test('with an engine that answers at once, it does its work', async () => {
    await using engine = await fakeEngine(healthy)
    await run(engine.docker, 30_000)
    for (const step of steps) {
      const [method = '', path = ''] = step.split(' ')
      const isStep = (request: string): boolean => request.startsWith(`${method} ${path.replace('*', '')}`)
      expect(engine.requests.some(isStep), step).toBe(true)
    }
  })

  test.each(steps)('when %s does not answer in time', async (step) => {
    let free = (): void => undefined
    const freed = new Promise<void>((resolve) => (free = resolve))
    const late: Script = async (peer, asked) => {
      await freed
      await healthy[step]?.(peer, asked)
    }
    await using engine = await fakeEngine({ ...healthy, [step]: late })
    await engine.docker.ping()
    const begun = performance.now()
    await typed(run(engine.docker, 150), 'TIMED_OUT')
    expect(performance.now() - begun).toBeLessThan(latest)
    free() // what was begun can be undone now, and close() waits for that
    await engine.docker.close()
  })

  test('when each step takes a while, and none too long', async () => {
    const slow = Object.entries(healthy).map(([request, script]) => [request, after(120, script)])
    await using engine = await fakeEngine(Object.fromEntries(slow) as Record<string, Script>)
    await engine.docker.ping()
    const begun = performance.now()
    await typed(run(engine.docker, 180), 'TIMED_OUT')
    expect(performance.now() - begun).toBeLessThan(latest)
  })
})

test('without a timeout each short step has the deadline of the client for itself, however long the verb lasts', async () => {
  const slow = Object.entries(healthy).map(([request, script]) => [request, after(250, script)])
  await using engine = await fakeEngine(Object.fromEntries(slow) as Record<string, Script>, { timeout: 600 })
  const { docker } = engine
  expect((await docker.container.ref('c1').exec('true').output()).exitCode).toBe(0)
  expect((await build(docker).output()).exitCode).toBe(0)
  await docker.network.ref('n1').remove({ detach: true })
})
