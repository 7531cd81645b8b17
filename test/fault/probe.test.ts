import { describe, expect, test } from 'vitest'
import type { ProbeOptions } from '../../src/topology/index.js'
import { idOf, topologyOf, type MadeHost } from '../unit/topology/made.js'
import { listening } from '../unit/topology/reach/hosts.js'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { frame, head, json, upgraded } from './http.js'
import { rejection } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const web = idOf('one/web')
const machine: MadeHost = {
  networks: { front: { subnets: ['10.1.0.0/24'] } },
  containers: {
    web: { on: { front: { IPAddress: '10.1.0.2', Gateway: '10.1.0.1' } } },
    db: { on: { front: { IPAddress: '10.1.0.3', Gateway: '10.1.0.1' } } },
  },
  listening: listening('one', { web: [], db: ['tcp 0.0.0.0:80'] }),
}

/** A program that prints this and ends. */
const prints =
  (text: string): Script =>
  async (peer) => {
    await peer.send(Buffer.concat([upgraded, frame('stdout', text)]))
    peer.end()
  }
const freeze: Script = () => undefined
const connected = prints('0 0 connected\n')
const nothing = prints('')

/** An engine whose container says one thing, and its helper container another. */
function engineThatSays(inside: Script, beside: Script, more: Readonly<Record<string, Script>> = {}) {
  return fakeEngine({
    [`POST /containers/${web}/exec`]: (peer) => peer.send(json({ Id: 'e1' }, 201)),
    'POST /exec/e1/start': inside,
    'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 0, Pid: 7 })),
    'POST /containers/create': (peer) => peer.send(json({ Id: 'h1', Warnings: [] }, 201)),
    'GET /containers/h1/json': (peer) =>
      peer.send(json({ Id: 'h1', Name: '/h1', Config: { Tty: false, OpenStdin: false }, State: { Running: false } })),
    'POST /containers/h1/attach': beside,
    'POST /containers/h1/start': (peer) => peer.send(head(204)),
    'POST /containers/h1/wait': (peer) => peer.send(json({ StatusCode: 0 })),
    'DELETE /containers/h1': (peer) => peer.send(head(204)),
    ...more,
  })
}

const probe = ({ docker }: FakeEngine, options: Partial<ProbeOptions> = {}) =>
  topologyOf({ one: machine }, { one: docker }).probe('web', 'db', { port: 80, ...options })
const count = ({ requests }: FakeEngine, request: string) => requests.filter((one) => one === request).length

test('what the container says is taken, and no helper container is made', async () => {
  await using engine = await engineThatSays(connected, freeze)
  expect(await probe(engine)).toMatchObject({
    connected: true,
    address: '10.1.0.3:80',
    tried: [{ address: '10.1.0.3:80', outcome: 'connected' }],
    agrees: true,
  })
  expect(count(engine, 'POST /containers/create')).toBe(0)
})

describe('a container that does not tell is none: the helper container is asked, and removed', () => {
  test.each<[says: string, inside: Script]>([
    ['nothing', nothing],
    ['garbage', prints('\u0000\u0001 connected?\n7 0 connected\n')],
    ['a line that is cut', prints('0 0 conn')],
    ['a shell that lacks a program', prints('0 127 sh: timeout: not found\n')],
    [
      'a program that cannot be started',
      prints('OCI runtime exec failed: exec: "sh": executable file not found in $PATH'),
    ],
  ])('%s', async (_, inside) => {
    await using engine = await engineThatSays(inside, prints('0 1 nc: Connection refused\n'))
    expect(await probe(engine)).toMatchObject({ tried: [{ outcome: 'refused' }], connected: false, agrees: false })
    const [made] = engine.asked.filter(({ method, path }) => method === 'POST' && path === '/containers/create')
    expect(JSON.parse(made?.body.toString() ?? '{}')).toMatchObject({
      HostConfig: { NetworkMode: `container:${web}`, CapDrop: ['ALL'], ReadonlyRootfs: true },
    })
    expect(count(engine, 'DELETE /containers/h1')).toBe(1)
  })
})

test.each<[says: string, beside: Script, more: Readonly<Record<string, Script>>, code: string]>([
  ['it tells nothing either', nothing, {}, 'NO_TOOL'],
  ['it lacks a program', prints('0 127 sh: timeout: not found\n'), {}, 'NO_TOOL'],
  [
    'its image is not there',
    nothing,
    { 'POST /containers/create': (peer) => peer.send(json({ message: 'No such image: busybox:latest' }, 404)) },
    'NO_TOOL',
  ],
  [
    'the container has ended meanwhile',
    nothing,
    {
      'POST /containers/h1/start': (peer) =>
        peer.send(json({ message: `cannot join network of a non running container: ${web}` }, 409)),
    },
    'NOT_RUNNING',
  ],
])('the helper container cannot tell: %s', async (_, beside, more, code) => {
  await using engine = await engineThatSays(nothing, beside, more)
  const error = await rejection(probe(engine))
  expect(error).toMatchObject({ code, hint: expect.any(String) as unknown })
})

test.each<[says: string, script: Readonly<Record<string, Script>>, code: string]>([
  [
    'is gone',
    { [`POST /containers/${web}/exec`]: (peer) => peer.send(json({ message: `No such container: ${web}` }, 404)) },
    'NOT_FOUND',
  ],
  [
    'is removed while it connects',
    { 'GET /exec/e1/json': (peer) => peer.send(json({ message: 'No such exec instance: e1' }, 404)) },
    'EXIT_UNKNOWN',
  ],
  [
    'cannot be entered',
    { [`POST /containers/${web}/exec`]: (peer) => peer.send(json({ message: 'enough' }, 500)) },
    'SERVER_ERROR',
  ],
])('no other is asked where the container %s', async (_, script, code) => {
  await using engine = await engineThatSays(connected, connected, script)
  expect(await rejection(probe(engine))).toMatchObject({ code })
  expect(count(engine, 'POST /containers/create')).toBe(0)
})

test('an abort ends it with its own reason, and a deadline is for all of it', async () => {
  await using engine = await engineThatSays(freeze, freeze, {
    'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: true, ExitCode: null, Pid: 7 })),
  })
  const stop = new AbortController()
  const probing = rejection(probe(engine, { signal: stop.signal }))
  await engine.arrival('POST /exec/e1/start')
  stop.abort('enough')
  expect(await probing).toBe('enough')
  await engine.docker.ping()
  expect(await rejection(probe(engine, { timeout: 200 }))).toMatchObject({ code: 'TIMED_OUT' })
})

test('a helper container that is left by an abort is removed', async () => {
  await using engine = await engineThatSays(nothing, (peer) => peer.send(upgraded))
  const stop = new AbortController()
  const probing = rejection(probe(engine, { signal: stop.signal }))
  await engine.arrival('POST /containers/h1/start')
  stop.abort('enough')
  expect(await probing).toBe('enough')
  await engine.arrival('DELETE /containers/h1')
})
