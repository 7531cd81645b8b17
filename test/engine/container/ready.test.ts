import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

onEachEngine('waiting until a container is ready, on %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })
  const shell = (line: string) => docker.container.run(busybox, 'sh', '-c', line).init()

  test('healthy: when its check says so for the first time; no later than that when it is so already', async () => {
    await using web = await shell('sleep 1; touch /ready; sleep 600')
      .health({ shell: 'test -f /ready', interval: '200ms', retries: 100 })
      .create()
    const waiting = web.waitFor({ healthy: true })
    await web.start()
    await waiting
    expect((await web.inspect()).State.Health?.Status).toBe('healthy')
    await web.waitFor({ healthy: true })
  })

  test('unhealthy, and without a check: refused, with what the check wrote', async () => {
    await using broken = await sleeper(docker)
      .health({ cmd: ['sh', '-c', 'echo no database; exit 3'], interval: 100, retries: 2 })
      .start()
    const error = await refusal(broken.waitFor({ healthy: true }))
    const details = { id: broken.id, name: broken.name, exitCode: 3, output: 'no database' }
    expect(error).toMatchObject({ code: 'UNHEALTHY', details })
    expect(error.message).toContain('is unhealthy: its check ended with exit code 3: no database')
    expect(await refusal(broken.waitFor({ healthy: true }))).toMatchObject({ code: 'UNHEALTHY' })
    await using plain = await sleeper(docker).health(false).create()
    expect(await refusal(plain.waitFor({ healthy: true }))).toMatchObject({ code: 'NO_HEALTHCHECK' })
  })

  test('a port somebody listens on, and a request that is answered, published or not', async () => {
    const serve = 'mkdir -p /www; echo fine > /www/health; sleep 0.5; exec httpd -f -p 80 -h /www'
    await using web = await shell(serve).publish('127.0.0.1::80').start()
    await web.waitFor({ port: 80 })
    await web.waitFor({ port: '80/tcp' })
    // The lab's engines publish on a machine of their own, which this process is not on: the helper asks.
    expect(await web.waitFor({ http: 'http://:80/health' })).toEqual({ status: 200 })
    expect(await web.waitFor({ http: 'http://:80/missing', status: 404 })).toEqual({ status: 404 })
    const timeout = 2500
    const [late, closed] = await Promise.all([
      refusal(web.waitFor({ http: 'http://:80/missing' }, { timeout })),
      refusal(web.waitFor({ port: 81 }, { timeout })),
    ])
    expect(late.message).toMatch(/seen last: (it answered with status 404|nobody answers)\n/)
    expect(closed).toMatchObject({ code: 'TIMED_OUT', details: { timeout, last: 'it listens on 80' } })
    expect(closed.message).toContain('is not ready after 2500 ms: nothing listens on port 81/tcp')
    await using made = await shell(serve).create()
    expect(await refusal(made.waitFor({ port: 80 }, { timeout: 1000 }))).toMatchObject({
      code: 'TIMED_OUT',
      details: { last: 'it is created' },
    })
    // In its network, and without a program of its own image: what listens there is the other's.
    await using neighbour = await sleeper(docker).net(web).start()
    await neighbour.waitFor({ port: 80 })
  })

  test('a line of its log, of its last run only, as often as wanted', async () => {
    await using db = await shell('echo starting; sleep 0.3; echo ready >&2; sleep 0.3; echo ready; sleep 600').create()
    const both = db.waitFor({ log: /^READY$/gi, times: 2 })
    await db.start()
    expect(await db.waitFor({ log: 'read' })).toMatchObject({ stream: 'stderr', line: 'ready' })
    expect(await both).toMatchObject({ stream: 'stdout', line: 'ready' })
    await db.restart({ stopTimeout: 0 })
    const late = await refusal(db.waitFor({ log: 'ready', times: 3 }, { timeout: 1500 }))
    expect(late).toMatchObject({ code: 'TIMED_OUT', details: { last: 'its last line is "ready"' } })
    expect(await db.waitFor({ log: 'ready', times: 2 })).toMatchObject({ stream: 'stdout' })
  })

  test('one that ends first: its exit code and its last lines, in every way to wait', async () => {
    await using job = await shell('echo one; echo two >&2; sleep 0.5; exit 7').health({ shell: 'false' }).start()
    const ways = [{ port: 80 }, { http: 'http://:80' }, { log: 'three' }, { healthy: true }] as const
    const errors = await Promise.all(ways.map((what) => refusal(wait(job, what))))
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'CONTAINER_EXITED', details: { name: job.name, exitCode: 7 } })
      expect(error.details.lastLines?.toSorted()).toEqual(['one', 'two'])
      expect(error.message).toMatch(
        /ended with exit code 7 while it was waited for, and .*it wrote last:\n {4}(one|two)\n/,
      )
    }
    await using short = await shell('echo gone soon; sleep 1; exit 5').rm().start()
    const details = { exitCode: 5, lastLines: ['gone soon'] }
    expect(await refusal(short.waitFor({ port: 80 }))).toMatchObject({ code: 'CONTAINER_EXITED', details })
    // What it wrote, it has written, also when it has ended.
    expect(await job.waitFor({ log: 'two' })).toMatchObject({ line: 'two' })
    expect(await refusal(job.waitFor({ port: 80 }))).toMatchObject({ code: 'CONTAINER_EXITED' })
    expect(await job.waitFor({ exit: true })).toEqual({ exitCode: 7 })
  })

  test('one that is removed, made and never started, or cannot be started', async () => {
    await using running = await sleeper(docker).start()
    const port = refusal(running.waitFor({ port: 80 }))
    await running.exec('true').output()
    await running.remove({ force: true })
    expect(await port).toMatchObject({ code: 'CONTAINER_EXITED', details: { exitCode: 137 } })
    await using made = await sleeper(docker).create()
    const never = refusal(made.waitFor({ log: 'ready' }))
    await made.inspect() // by then it waits
    await made.remove()
    expect(await never).toMatchObject({ code: 'NOT_RUNNING' })
    await using unable = await docker.container.run(busybox, '/no/such/program').create()
    await unable.start().catch(() => undefined)
    expect(await refusal(unable.waitFor({ port: 80 }))).toMatchObject({ code: 'NOT_RUNNING' })
  })

  test('one that is paused or starts again and again is waited for, and the error says so', async () => {
    await using frozen = await sleeper(docker).start()
    await frozen.pause()
    await using failing = await shell('exit 1').restart('always').start()
    const [paused, restarting] = await Promise.all([
      refusal(frozen.waitFor({ port: 80 }, { timeout: 600 })),
      refusal(failing.waitFor({ port: 80 }, { timeout: 2000 })),
    ])
    expect(paused).toMatchObject({ code: 'TIMED_OUT', details: { last: 'it is paused' } })
    expect(restarting.code).toBe('TIMED_OUT')
    expect(restarting.details.last).toMatch(/was started again [1-9]\d* times|is restarting/)
  })
})

const wait = (container: OwnedContainer, what: object): Promise<unknown> => container.waitFor(what as { port: 80 })

interface Refusal extends Error {
  readonly code: string
  readonly details: { readonly lastLines?: readonly string[]; readonly last?: string }
}

/** What a call rejects with. */
async function refusal(call: Promise<unknown>): Promise<Refusal> {
  return await call.then(
    (value) => expect.fail(`it gave ${JSON.stringify(value)}`),
    (error: unknown) => error as Refusal,
  )
}
