import { expect, test } from 'vitest'
import type { Container } from '../../src/container/container.js'
import type { ReplaceChange } from '../../src/container/replace/replace.js'
import { Docker } from '../../src/docker.js'
import { UsageError } from '../../src/errors/usage.js'
import { fakeEngine, type Asked, type FakeEngine, type Script } from './fake-engine.js'
import { answer, chunk, chunkedHead, json, lastChunk } from './http.js'
import { rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

interface One {
  name: string
  status: string
  started: string
  readonly labels: Readonly<Record<string, string>>
}

const never = '0001-01-01T00:00:00Z'
const done: Script = (peer) => peer.send(answer(204, {}, ''))
const fails: Script = (peer) => peer.send(json({ message: 'the disk is on fire' }, 500))
const freeze: Script = () => undefined

/** An engine that has one container, `web`, and does with it as it is told, but for what is said here. */
async function engineWithWeb(
  lies: Readonly<Record<string, Script>> = {},
): Promise<FakeEngine & { all: Map<string, One> }> {
  const all = new Map<string, One>([
    ['old', { name: 'web', status: 'running', started: '2026-11-24T04:41:43Z', labels: {} }],
  ])
  const inspected = (id: string, { name, status, started, labels }: One): object => ({
    Id: id,
    Name: `/${name}`,
    Created: '2026-11-24T04:41:43Z',
    Image: 'sha256:1',
    Config: { Tty: false, OpenStdin: false, Image: 'web:1', Labels: labels, Env: [], StopTimeout: 1 },
    State: {
      Status: status,
      Running: status === 'running',
      Paused: false,
      Restarting: false,
      Error: '',
      ExitCode: 3,
      StartedAt: started,
      FinishedAt: never,
    },
    HostConfig: { NetworkMode: 'default' },
    Mounts: [],
    NetworkSettings: { Networks: {} },
  })
  const truth: Script = (peer, asked) => {
    const [, , word = '', verb = ''] = asked.path.split('/')
    const [id, one] = [...all].find(([key, { name }]) => key === word || name === word) ?? []
    if (id === undefined || one === undefined) return peer.send(json({ message: `No such container: ${word}` }, 404))
    if (asked.method === 'DELETE') all.delete(id)
    if (verb === 'json') return peer.send(json(inspected(id, one)))
    if (verb === 'stop') one.status = 'exited'
    if (verb === 'rename') one.name = asked.query.get('name') ?? ''
    if (verb === 'start') Object.assign(one, { status: 'running', started: '2026-11-24T04:50:00Z' })
    return done(peer, asked)
  }
  const list: Script = (peer, { query }) => {
    const { label = [] } = JSON.parse(query.get('filters') ?? '{}') as { label?: readonly string[] }
    const found = [...all].filter(([, { labels }]) => label.every((name) => name in labels))
    return peer.send(json(found.map(([Id, one]) => ({ Id, Names: [`/${one.name}`], Labels: one.labels }))))
  }
  const create: Script = (peer, { body, query }) => {
    const { Labels } = JSON.parse(body.toString()) as { Labels: Record<string, string> }
    all.set('new', { name: query.get('name') ?? '', status: 'created', started: never, labels: Labels })
    return peer.send(json({ Id: 'new', Warnings: [] }, 201))
  }
  const engine = await fakeEngine({
    'GET /images/*': (peer) => peer.send(json({ Id: 'sha256:1', Config: {} })),
    'GET /containers/json': list,
    'POST /containers/create': create,
    'POST /containers/new/wait': (peer) => peer.send(chunkedHead),
    'GET /containers/new/logs': (peer) => peer.send(answer(200, {}, '')),
    'GET /containers/*': truth,
    'POST /containers/*': truth,
    'DELETE /containers/*': truth,
    ...Object.fromEntries(
      Object.entries(lies).map(([key, lie]) => [
        key,
        // A lie that does not answer tells the truth.
        (peer: Parameters<Script>[0], asked: Asked) =>
          lie(peer, asked) ?? (lie === freeze ? undefined : truth(peer, asked)),
      ]),
    ),
  })
  return Object.assign(engine, { all })
}

const replaced = ({ docker }: FakeEngine, options: Parameters<Container['replace']>[1] = { ready: false }) =>
  docker.container.ref('web').replace(undefined, options)

/** The old one as it was, and nothing else. */
function expectOldBack({ all }: { all: Map<string, One> }): void {
  expect([...all].map(([id, { name, status }]) => `${id} is ${name}, ${status}`)).toEqual(['old is web, running'])
}

test('the steps come in their order: the new one is made before the old one is stopped, and removed is the old one last', async () => {
  await using engine = await engineWithWeb()
  const next = await replaced(engine)
  expect({ ...next.toJSON() }).toEqual({ noun: 'container', id: 'new', name: 'web' })
  expect(engine.requests.filter((request) => !request.startsWith('GET'))).toEqual([
    'POST /containers/create',
    'POST /containers/old/stop',
    'POST /containers/old/rename',
    'POST /containers/new/rename',
    'POST /containers/new/start',
    'DELETE /containers/old',
  ])
  expect((await engine.arrival('DELETE /containers/old')).query.get('v')).not.toBe('true')
  expect([...engine.all.values()].map(({ name }) => name)).toEqual(['web'])
})

test('a program that ends within its first second is not taken, and its end is told', async () => {
  await using engine = await engineWithWeb({
    'POST /containers/new/wait': (peer) =>
      peer.send(Buffer.concat([chunkedHead, chunk('{"StatusCode":3}'), lastChunk])),
  })
  const error = await typed(replaced(engine, {}), 'NOT_REPLACED')
  expect(error.cause).toMatchObject({ code: 'CONTAINER_EXITED', details: { exitCode: 3 } })
  expect(error.details).toEqual({ id: 'old', name: 'web', lastLines: [] })
  expectOldBack(engine)
})

test('an abort while the old one is being stopped is told with its reason, when the old one runs again', async () => {
  let stopped: () => void = () => undefined
  await using engine = await engineWithWeb({
    'POST /containers/old/stop': (peer) => {
      stopped = () => {
        const old = engine.all.get('old')
        if (old !== undefined) old.status = 'exited'
        void peer.send(answer(204, {}, ''))
      }
      return Promise.resolve()
    },
  })
  const abort = new AbortController()
  let isTold = false
  const told = rejection(replaced(engine, { signal: abort.signal })).finally(() => (isTold = true))
  await engine.arrival('POST /containers/old/stop')
  abort.abort(new Error('enough'))
  await engine.docker.ping()
  expect(isTold).toBe(false)
  stopped()
  expect(await told).toBe(abort.signal.reason)
  expectOldBack(engine)
})

test('a timeout stays one, and says that the old one is back', async () => {
  await using engine = await engineWithWeb({ 'GET /containers/new/logs': freeze })
  const error = await typed(replaced(engine, { ready: { log: 'never' }, timeout: 3_000 }), 'TIMED_OUT')
  expect(error.message).toContain('the old one is back, and runs')
  expectOldBack(engine)
})

test('what onStep throws takes it back', async () => {
  await using engine = await engineWithWeb()
  const onStep = ({ doing }: { doing: string }): void => {
    if (doing === 'remove') throw new Error('not today')
  }
  const error = await typed(replaced(engine, { ready: false, onStep }), 'NOT_REPLACED')
  expect(error.message).toContain('not today; the old one is back')
  expectOldBack(engine)
})

test('what can be done neither way is told with what is where, and recover() finishes it', async () => {
  let isBroken = true
  const broken: Script = (peer, asked) => (isBroken ? fails(peer, asked) : undefined)
  await using engine = await engineWithWeb({
    'POST /containers/new/start': broken,
    'POST /containers/old/start': broken,
  })
  const error = await typed(replaced(engine), 'HALF_REPLACED')
  expect(error.details.containers).toEqual([
    { id: 'old', name: 'web', status: 'exited' },
    { id: 'new', name: 'web.mooring-new', status: 'created' },
  ])
  expect(error.message).toContain('"web" (old) is exited, "web.mooring-new" (new) is created')
  isBroken = false
  expect((await engine.docker.container.recover('web')).id).toBe('old')
  expectOldBack(engine)
})

test('an old one that cannot be removed is no failure of the new one', async () => {
  await using engine = await engineWithWeb({ 'DELETE /containers/old': fails })
  const error = await typed(replaced(engine), 'HALF_REPLACED')
  expect(error.details.containers).toEqual([
    { id: 'old', name: 'web.mooring-old', status: 'exited' },
    { id: 'new', name: 'web', status: 'running' },
  ])
})

test('what is refused before the old one is stopped is told as it is', async () => {
  await using engine = await engineWithWeb({ 'POST /containers/create': fails })
  await typed(replaced(engine), 'SERVER_ERROR')
  expect(engine.requests).not.toContain('POST /containers/old/stop')
  expectOldBack(engine)
})

test('two replacements of one container at once: the second one is told', async () => {
  await using engine = await engineWithWeb()
  const first = replaced(engine)
  await engine.arrival('POST /containers/create')
  await typed(replaced(engine), 'CONTAINER_BUSY')
  expect((await first).id).toBe('new')
})

test('what cannot be asked for is refused before a byte is sent', async () => {
  await using engine = await engineWithWeb()
  const { docker } = engine
  const web = docker.container.ref('web')
  const refused: readonly (() => Promise<unknown>)[] = [
    () => web.replace('web:2' as never),
    () => web.replace(undefined, { onstep: () => undefined } as never),
    () => web.replace(undefined, { ready: true as never }),
    () => web.replace(undefined, { ready: { exit: true } as never }),
    () => web.replace(undefined, { stopTimeout: -2 }),
    () => web.replace(undefined, { onStep: 'log' as never }),
    () => docker.container.recover('web', { onStep: () => undefined } as never),
  ]
  for (const call of refused) expect(await rejection(call())).toBeInstanceOf(UsageError)
  expect(engine.requests).toEqual([])
  const wrong: readonly ReplaceChange[] = [
    () => undefined as never,
    (builder) => builder.name('other'),
    (builder) => builder.image('web:1 '),
    (builder) => builder.on(new Docker({ host: 'unix:///nowhere' })),
  ]
  for (const change of wrong) expect(await rejection(web.replace(change))).toBeInstanceOf(UsageError)
  expect(engine.requests).not.toContain('POST /containers/create')
  expectOldBack(engine)
})
