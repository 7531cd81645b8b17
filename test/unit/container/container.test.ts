import { describe, expect, test } from 'vitest'
import { Container, ownContainer } from '../../../src/container/container.js'
import { execEnd } from '../../../src/container/exec/exit.js'
import { openCall } from '../../../src/engine/context.js'
import { fakeEngine, json, type Answer } from '../fake-engine.js'

const named = { id: 'c1', name: 'web' }

/** Answers one after the other; the last one again and again. */
function inTurn(...answers: readonly [Answer, ...Answer[]]): Answer {
  let turn = 0
  return (request, response) => {
    answers[Math.min(turn++, answers.length - 1)]?.(request, response)
  }
}

const empty =
  (status: number): Answer =>
  (_, response) =>
    response.writeHead(status).end()
const exec = (facts: object): Answer => json({ ID: 'e1', ContainerID: 'c1', Pid: 7, ...facts })

describe('a container', () => {
  test('that runs already is started without an error, and without a change', async () => {
    await using fake = await fakeEngine({ '/containers/c1/start': empty(304) })
    expect(await new Container(fake.engine, named).start()).toBe(false)
  })

  test('whose wait failed has no exit code', async () => {
    await using fake = await fakeEngine({
      '/containers/c1/json': json({
        Id: 'c1',
        Name: '/c1',
        State: { Status: 'running', Running: true, Error: '', StartedAt: '2026-01-01T00:00:00Z' },
      }),
      '/containers/c1/wait': json({ StatusCode: 0, Error: { Message: 'the runtime is gone' } }),
    })
    await expect(new Container(fake.engine, named).wait()).rejects.toMatchObject({
      code: 'STREAM_FAILED',
      details: { engineMessage: 'the runtime is gone' },
    })
  })

  test('whose wait is cut has no exit code', async () => {
    await using fake = await fakeEngine({
      '/containers/c1/json': json({
        Id: 'c1',
        Name: '/c1',
        State: { Status: 'running', Running: true, Error: '', StartedAt: '2026-01-01T00:00:00Z' },
      }),
      '/containers/c1/wait': (_, response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"StatusCode":')
        setImmediate(() => response.destroy())
      },
    })
    await expect(new Container(fake.engine, named).wait()).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
  })

  test('that somebody else removes already is waited for', async () => {
    await using fake = await fakeEngine({
      '/containers/c1': json({ message: 'removal of container c1 is already in progress' }, 409),
      '/containers/c1/wait': json({ StatusCode: 0 }),
    })
    await new Container(fake.engine, named).remove({ force: true })
    expect(fake.requests.at(-1)).toMatch(/^POST .*\/containers\/c1\/wait\?condition=removed$/)
  })

  test('that somebody else has removed meanwhile is gone', async () => {
    await using fake = await fakeEngine({
      '/containers/c1': json({ message: 'removal of container c1 is already in progress' }, 409),
      '/containers/c1/wait': json({ message: 'No such container: c1' }, 404),
    })
    await new Container(fake.engine, named).remove({ force: true })
  })

  test('that cannot be removed at the end of its block is named, and still known', async () => {
    await using fake = await fakeEngine({
      '/containers/c1': json({ message: 'driver "overlay2" failed: device or resource busy' }, 500),
    })
    const owned = ownContainer(fake.engine, named, [])
    await expect(owned[Symbol.asyncDispose]()).rejects.toMatchObject({
      code: 'STILL_THERE',
      details: { left: ['container web'] },
    })
    expect(fake.engine.session.owns('c1')).toBe(true)
  })

  test('lists its processes', async () => {
    const listed = { Titles: ['PID', 'CMD'], Processes: [['1', 'sh']] }
    await using fake = await fakeEngine({ '/containers/c1/top': json(listed) })
    expect(await new Container(fake.engine, named).top({ psArgs: '-o pid,cmd' })).toEqual(listed)
    expect(fake.requests.at(-1)).toContain('?ps_args=-o%20pid%2Ccmd')
  })

  test('on every address of the host is published, however the engine writes that', async () => {
    const Ports = {
      '80/tcp': [
        { HostIp: '', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
      ],
      '81/tcp': null,
    }
    await using fake = await fakeEngine({ '/containers/c1/json': json({ NetworkSettings: { Ports } }) })
    const web = new Container(fake.engine, named)
    expect((await web.port('80/tcp')).map(({ ip, port }) => `${ip} ${port}`)).toEqual(['0.0.0.0 8080', ':: 8080'])
    expect((await web.port('80/tcp')).map(({ address }) => address)).toEqual(['127.0.0.1:8080', '[::1]:8080'])
    expect(await web.port(81)).toEqual([])
    for (const wrong of [0, 65536, '80/xyz', '', '80-81'])
      await expect(web.port(wrong)).rejects.toMatchObject({ code: 'INVALID_PORT' })
  })
})

describe('the exit code of an exec', () => {
  test('is waited for: null is no 0', async () => {
    const still = exec({ Running: true, ExitCode: null })
    const between = exec({ Running: false, ExitCode: null })
    await using fake = await fakeEngine({
      '/exec/e1/json': inTurn(still, between, exec({ Running: false, ExitCode: 3 })),
    })
    expect(await execEnd(openCall(fake.engine), 'e1')).toEqual({ exitCode: 3, started: true })
  })

  test('tells a program that was never started from one that says so', async () => {
    await using fake = await fakeEngine({ '/exec/e1/json': exec({ Running: false, ExitCode: 127, Pid: 0 }) })
    expect(await execEnd(openCall(fake.engine), 'e1')).toEqual({ exitCode: 127, started: false })
  })

  test('is unknown when the engine has forgotten the exec', async () => {
    await using fake = await fakeEngine({ '/exec/e1/json': json({ message: 'No such exec instance: e1' }, 404) })
    await expect(execEnd(openCall(fake.engine), 'e1')).rejects.toMatchObject({
      code: 'EXIT_UNKNOWN',
      cause: { code: 'NOT_FOUND' },
    })
  })

  test('is not waited for after an abort, or behind the deadline', async () => {
    await using fake = await fakeEngine({ '/exec/e1/json': exec({ Running: true, ExitCode: null }) })
    const abort = new AbortController()
    const waiting = execEnd(openCall(fake.engine, { signal: abort.signal }), 'e1')
    const settled = waiting.catch((error: unknown) => error)
    abort.abort('enough')
    expect(await settled).toBe('enough')
    await expect(execEnd(openCall(fake.engine, { timeout: 50 }), 'e1')).rejects.toMatchObject({ code: 'TIMED_OUT' })
  })
})

describe('a program to run', () => {
  test('is made of immutable steps, and shows what will be sent', async () => {
    await using fake = await fakeEngine({})
    const plain = new Container(fake.engine, named).exec('env')
    const full = plain.env('A', '1').env({ B: '2' }).workdir('/w').user('u').tty().privileged().stdin('x')
    expect(plain.toRequest()).toEqual({ Cmd: ['env'], AttachStdin: false, AttachStdout: true, AttachStderr: true })
    expect(full.toRequest()).toEqual({
      Cmd: ['env'],
      Env: ['A=1', 'B=2'],
      WorkingDir: '/w',
      User: 'u',
      Tty: true,
      Privileged: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    })
    expect(fake.requests).toEqual([])
  })

  test('is refused at the call when it cannot be run', async () => {
    await using fake = await fakeEngine({})
    const web = new Container(fake.engine, named)
    expect(() => web.exec()).toThrow(/no program/)
    expect(() => web.exec(['ls'] as never)).toThrow(/spread the array/)
    expect(() => web.exec('env').env('=x', 'y')).toThrow(/variable/)
    expect(() => web.exec('env').workdir('a\0b')).toThrow(/NUL/)
    expect(fake.requests).toEqual([])
  })
})
