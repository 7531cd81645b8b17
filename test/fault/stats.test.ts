import { expect, test } from 'vitest'
import { fakeEngine, type Script } from './fake-engine.js'
import { chunk, chunkedHead, json } from './http.js'
import { typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const usage = (total: number) => ({ total_usage: total, usage_in_kernelmode: 0, usage_in_usermode: 0 })
const count = (read: string, preread: string, total: number): object => ({
  read,
  preread,
  num_procs: 0,
  cpu_stats: { cpu_usage: usage(total), system_cpu_usage: total * 4, online_cpus: 2 },
  precpu_stats: { cpu_usage: usage(0), system_cpu_usage: 0, online_cpus: 2 },
  memory_stats: { usage: 1, limit: 2 },
})
const never = '0001-01-01T00:00:00Z'
const stopped = count(never, never, 0)
const inspected = { Id: 'c1', Name: '/web', State: { Status: 'exited' } }

const saying =
  (...counts: readonly object[]): Script =>
  (peer) =>
    peer.send(Buffer.concat([chunkedHead, ...counts.map((one) => chunk(`${JSON.stringify(one)}\n`))]))

const counting = (script: Script) =>
  fakeEngine({
    'GET /containers/c1/stats': script,
    'GET /containers/c1/json': (peer) => peer.send(json(inspected)),
  })

test('what is followed ends where the engine begins to say zeros, and so does the connection', async () => {
  const running = count('2026-01-01T00:00:02Z', '2026-01-01T00:00:01Z', 100)
  await using engine = await counting(saying(running, running, stopped, stopped))
  const seen: (number | undefined)[] = []
  for await (const { cpuPercent } of engine.docker.container.ref('c1').stats({ follow: true })) seen.push(cpuPercent)
  expect(seen).toEqual([50, 50])
  await engine.arrival('GET /containers/c1/stats')
  await expect.poll(() => engine.peers.at(-1)?.socket.destroyed).toBe(true)
})

test('of a container that does not run nothing is told, once as well as followed', async () => {
  await using engine = await counting((peer, { query }) =>
    query.get('stream') === '0' ? peer.send(json(stopped)) : saying(stopped)(peer, undefined as never),
  )
  const web = engine.docker.container.ref('c1')
  const error = await typed(web.stats(), 'NOT_RUNNING')
  expect(error.message).toContain('container "web" is exited: it uses nothing')
  await typed(web.stats({ follow: true }).next(), 'NOT_RUNNING')
})

test('once and at once: the engine is asked just so, and nothing is asked of it before a loop begins', async () => {
  await using engine = await counting((peer) => peer.send(json(count('2026-01-01T00:00:02Z', never, 1))))
  const web = engine.docker.container.ref('c1')
  web.stats({ follow: true })
  expect((await web.stats({ oneShot: true })).cpuPercent).toBeUndefined()
  await web.stats()
  const asked = engine.asked.filter(({ path }) => path.endsWith('/stats')).map(({ query }) => String(query))
  expect(asked).toEqual(['stream=0&one-shot=1', 'stream=0'])
})

test('a misspelt option is refused with the nearest name, and so is what does not go together', async () => {
  await using engine = await counting(() => undefined)
  const web = engine.docker.container.ref('c1')
  const misspelt = { code: 'UNKNOWN_OPTION', details: { option: 'oneshot', nearest: 'oneShot' } }
  await expect(web.stats({ oneshot: true } as never)).rejects.toMatchObject(misspelt)
  expect(() => web.stats({ follow: true, oneShot: true } as never)).toThrow('one count is not followed by others')
  await expect(web.stats({ follow: 'yes' } as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  await expect(web.stats(null as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  expect(engine.requests).toEqual([])
})

test('a signal ends what is followed with its own reason, also while the next count is awaited', async () => {
  const running = count('2026-01-01T00:00:02Z', '2026-01-01T00:00:01Z', 100)
  await using engine = await counting(saying(running))
  const leave = new AbortController()
  const counts = engine.docker.container.ref('c1').stats({ follow: true, signal: leave.signal })
  await counts.next()
  const second = counts.next()
  const reason = new Error('enough')
  leave.abort(reason)
  await expect(second).rejects.toBe(reason)
})

test('an update tells what the engine left undone', async () => {
  const warning = 'Your kernel does not support Block I/O weight. Weight discarded.'
  await using engine = await fakeEngine({
    'POST /containers/c1/update': (peer) => peer.send(json({ Warnings: [warning] })),
  })
  const web = engine.docker.container.ref('c1')
  expect(await web.update({ blkioWeight: 300 })).toEqual({ warnings: [warning] })
  expect(JSON.parse(String(engine.asked.at(-1)?.body))).toEqual({ BlkioWeight: 300 })
})
