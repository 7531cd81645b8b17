import { expect } from 'vitest'
import * as declared from '../../../src/container/operations.js'
import { frames } from '../../../src/stream/decoders/frames.js'
import { busybox, listeningSleeper, sleeper } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { execCases } from './exec.cases.js'
import { all, missing, nobody, refusal, serverError, type CasesOf } from './cases.js'

const { containerList, containerCreate, containerInspect, containerTop, containerChanges, containerLogs } = declared
const { containerStart, containerStop, containerRestart, containerKill, containerPause, containerUnpause } = declared
const { containerCommit, containerExport, containerUpdate } = declared
const { containerStats, containerStatsStream } = declared
const { containerRename, containerWait, containerDelete, containerPrune, containerResize, containerAttach } = declared

export const containerCases: CasesOf<typeof declared> = {
  ...execCases,
  containerList: {
    success: async ({ engine, container }) => {
      const [found] = await engine.call(containerList, {
        query: { all: true, size: true, filters: { id: container.id } },
      })
      expect(found).toMatchObject({ Id: container.id, Names: [`/${container.name}`], Image: busybox, State: 'running' })
    },
    error: refusal(containerList, () => ({ query: { filters: { publish: '20-10' } } }), serverError),
    noConnection: { query: { all: true } },
  },
  containerCreate: {
    success: async ({ engine, docker }) => {
      const name = unique('op')
      const { Id, Warnings } = await engine.call(containerCreate, {
        query: { name },
        body: { Image: busybox, Cmd: ['true'] },
      })
      expect(await docker.container.inspect(name)).toMatchObject({ Id, State: { Status: 'created' } })
      expect(Warnings ?? []).toEqual([])
      await docker.container.remove(Id)
    },
    error: refusal(
      containerCreate,
      ({ container }) => ({ query: { name: container.name }, body: { Image: busybox } }),
      ({ container }) => ({
        code: 'NAME_TAKEN',
        name: 'ConflictError',
        target: container.name,
        details: { noun: 'container', name: container.name, holder: { id: container.id, name: container.name } },
      }),
    ),
    noConnection: { query: { name: nobody }, body: { Image: busybox } },
  },
  containerInspect: {
    success: async ({ engine, container }) => {
      const found = await engine.call(containerInspect, { id: container.name, query: { size: true } })
      expect(found).toMatchObject({ Id: container.id, Name: `/${container.name}`, State: { Running: true } })
      expect(found.SizeRootFs).toBeGreaterThan(0)
    },
    error: refusal(containerInspect, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerTop: {
    success: async ({ engine, container }) => {
      const { Titles, Processes } = await engine.call(containerTop, {
        id: container.id,
        query: { ps_args: '-o pid,args' },
      })
      expect(Titles).toEqual(['PID', 'COMMAND'])
      expect((Processes ?? []).map(([, args]) => args)).toContain('sleep 600')
    },
    error: refusal(containerTop, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerChanges: {
    success: async ({ engine, docker }) => {
      await using changing = await docker.container.run(busybox, 'touch', '/new').start()
      await changing.wait()
      expect(await engine.call(containerChanges, { id: changing.id })).toContainEqual({ Path: '/new', Kind: 1 })
    },
    error: refusal(containerChanges, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerStats: {
    success: async ({ engine, container }) => {
      const count = await engine.call(containerStats, { id: container.id, query: { stream: false, 'one-shot': true } })
      expect(count.cpu_stats.cpu_usage.total_usage).toBeGreaterThan(0n)
      expect(count.memory_stats.limit).toBeTypeOf('bigint')
    },
    error: refusal(containerStats, () => ({ id: nobody, query: { stream: false } }), missing('container')),
    noConnection: { id: nobody, query: { stream: false } },
  },
  containerStatsStream: {
    success: async ({ engine, container }) => {
      const counts = await engine.call(containerStatsStream, { id: container.id })
      for await (const { memory_stats } of counts) {
        expect(memory_stats.limit).toBeTypeOf('bigint')
        break
      }
    },
    error: refusal(containerStatsStream, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerUpdate: {
    success: async ({ engine, container }) => {
      const { Warnings } = await engine.call(containerUpdate, { id: container.id, body: { PidsLimit: 1000 } })
      expect(Warnings ?? []).toEqual([])
      expect((await container.inspect()).HostConfig.PidsLimit).toBe(1000)
    },
    error: refusal(containerUpdate, () => ({ id: nobody, body: { PidsLimit: 1000 } }), missing('container')),
    noConnection: { id: nobody, body: { PidsLimit: 1000 } },
  },
  containerExport: {
    success: async ({ engine, container }) => {
      const files = await engine.call(containerExport, { id: container.id })
      for await (const piece of files) {
        // a tar says so at byte 257
        expect(Buffer.from(piece).toString('latin1', 257, 262)).toBe('ustar')
        break
      }
    },
    error: refusal(containerExport, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerCommit: {
    success: async ({ engine, docker, container }) => {
      const { Id } = await engine.call(containerCommit, { query: { container, comment: 'ours', author: 'me' } })
      expect(await docker.image.inspect(Id)).toMatchObject({ Id, Author: 'me', Comment: 'ours' })
      await docker.image.remove(Id)
    },
    error: refusal(containerCommit, () => ({ query: { container: nobody } }), missing('container')),
    noConnection: { query: { container: nobody } },
  },
  containerLogs: {
    success: async ({ engine, docker }) => {
      await using talking = await docker.container.run(busybox, 'sh', '-c', 'echo out; echo err >&2').start()
      await talking.wait()
      const query = { stdout: true, stderr: true, tail: 'all' as const }
      const said = await all(frames(await engine.call(containerLogs, { id: talking.id, query })))
      const texts = said.map(({ stream, data }) => `${stream} ${Buffer.from(data).toString()}`)
      expect(texts.sort()).toEqual(['stderr err\n', 'stdout out\n'])
    },
    error: refusal(containerLogs, () => ({ id: nobody, query: { stdout: true } }), missing('container')),
    noConnection: { id: nobody, query: { stdout: true } },
  },
  containerStart: {
    success: async ({ engine, docker }) => {
      await using made = await sleeper(docker).create()
      expect(await engine.call(containerStart, { id: made.id })).toBe(true)
      expect(await engine.call(containerStart, { id: made.id })).toBe(false)
      expect((await made.inspect()).State.Running).toBe(true)
    },
    error: refusal(containerStart, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerStop: {
    success: async ({ engine, docker }) => {
      await using running = await listeningSleeper(docker)
      expect(await engine.call(containerStop, { id: running.id, query: { t: 60 } })).toBe(true)
      expect(await engine.call(containerStop, { id: running.id })).toBe(false)
      expect((await running.inspect()).State).toMatchObject({ Running: false, ExitCode: 143 })
    },
    error: refusal(containerStop, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody, query: { t: 1 } },
  },
  containerRestart: {
    success: async ({ engine, docker }) => {
      await using running = await listeningSleeper(docker)
      const before = (await running.inspect()).State.StartedAt
      await engine.call(containerRestart, { id: running.id, query: { t: 60 } })
      const { Running, StartedAt } = (await running.inspect()).State
      expect(Running).toBe(true)
      expect(StartedAt).not.toBe(before)
    },
    error: refusal(containerRestart, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerKill: {
    success: async ({ engine, docker }) => {
      await using running = await listeningSleeper(docker)
      await engine.call(containerKill, { id: running.id, query: { signal: 'SIGTERM' } })
      expect(await running.wait()).toEqual({ exitCode: 143 })
    },
    error: refusal(containerKill, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerPause: {
    success: async ({ engine, docker }) => {
      await using running = await sleeper(docker).start()
      await engine.call(containerPause, { id: running.id })
      expect((await running.inspect()).State.Status).toBe('paused')
      await running.unpause()
    },
    error: refusal(containerPause, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerUnpause: {
    success: async ({ engine, docker }) => {
      await using running = await sleeper(docker).start()
      await running.pause()
      await engine.call(containerUnpause, { id: running.id })
      expect((await running.inspect()).State.Status).toBe('running')
    },
    error: refusal(containerUnpause, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerRename: {
    success: async ({ engine, docker }) => {
      await using made = await sleeper(docker).create()
      const name = unique('op')
      await engine.call(containerRename, { id: made.id, query: { name } })
      expect((await made.inspect()).Name).toBe(`/${name}`)
    },
    error: refusal(containerRename, () => ({ id: nobody, query: { name: unique('op') } }), missing('container')),
    noConnection: { id: nobody, query: { name: nobody } },
  },
  containerWait: {
    success: async ({ engine, docker }) => {
      await using made = await docker.container.run(busybox, 'sh', '-c', 'exit 6').create()
      const later = await engine.call(containerWait, { id: made.id, query: { condition: 'next-exit' } })
      await made.start()
      expect(await later.value()).toMatchObject({ StatusCode: 6 })
    },
    error: refusal(containerWait, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody },
  },
  containerDelete: {
    success: async ({ engine, docker }) => {
      const running = await sleeper(docker).start()
      await engine.call(containerDelete, { id: running.id, query: { force: true, v: true } })
      expect(await docker.container.exists(running)).toBe(false)
    },
    error: refusal(containerDelete, () => ({ id: nobody }), missing('container')),
    noConnection: { id: nobody, query: { force: true } },
  },
  containerPrune: {
    success: async ({ engine, docker }) => {
      const label = unique('op')
      const stopped = await sleeper(docker).label(label, '').create()
      const { ContainersDeleted } = await engine.call(containerPrune, { query: { filters: { label } } })
      expect(ContainersDeleted).toEqual([stopped.id])
    },
    error: { none: 'what an engine refuses of the filters is refused before it is sent' },
    noConnection: {},
  },
  containerResize: {
    success: async ({ engine, docker }) => {
      await using terminal = await sleeper(docker).tty().start()
      await engine.call(containerResize, { id: terminal.id, query: { h: 33, w: 99 } })
      expect((await terminal.exec('stty', '-F', '/proc/1/fd/0', 'size').output({ check: true })).stdout).toBe('33 99\n')
    },
    error: refusal(containerResize, () => ({ id: nobody, query: { h: 1, w: 1 } }), missing('container')),
    noConnection: { id: nobody, query: { h: 1, w: 1 } },
  },
  containerAttach: {
    success: async ({ engine, docker }) => {
      await using echoing = await docker.container.run(busybox, 'echo', 'hello').create()
      const duplex = await engine.call(containerAttach, {
        id: echoing.id,
        query: { stream: true, stdout: true, stderr: true },
      })
      await echoing.start()
      const said = await all(frames(duplex.readable))
      expect(said.map(({ stream, data }) => `${stream} ${Buffer.from(data).toString()}`)).toEqual(['stdout hello\n'])
      duplex.destroy()
    },
    error: refusal(
      containerAttach,
      () => ({ id: nobody, query: { stream: true, stdout: true } }),
      missing('container'),
    ),
    noConnection: { id: nobody, query: { stream: true } },
  },
}
