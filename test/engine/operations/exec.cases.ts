import { expect } from 'vitest'
import * as declared from '../../../src/container/operations.js'
import type { Engine } from '../../../src/engine/engine.js'
import { frames } from '../../../src/stream/decoders/frames.js'
import { sleeper } from '../open-docker.js'
import { all, missing, nobody, refusal, type CasesOf } from './cases.js'

const { containerExec, execStart, execStartDetached, execResize, execInspect } = declared

async function makeExec(
  engine: Engine,
  container: string,
  Cmd: string[],
  more: { Tty?: boolean } = {},
): Promise<string> {
  const { Id } = await engine.call(containerExec, {
    id: container,
    body: { Cmd, AttachStdout: true, AttachStderr: true, ...more },
  })
  return Id
}

const missingExec = () => ({ ...missing('')(), details: { ref: nobody } })

export const execCases: Pick<
  CasesOf<typeof declared>,
  'containerExec' | 'execStart' | 'execStartDetached' | 'execResize' | 'execInspect'
> = {
  containerExec: {
    success: async ({ engine, container }) => {
      const id = await makeExec(engine, container.id, ['true'])
      expect(id).toMatch(/^[0-9a-f]{64}$/)
      expect(await engine.call(execInspect, { id })).toMatchObject({
        ID: id,
        ContainerID: container.id,
        Running: false,
      })
    },
    error: refusal(containerExec, () => ({ id: nobody, body: { Cmd: ['true'] } }), missing('container')),
    noConnection: { id: nobody, body: { Cmd: ['true'] } },
  },
  execStart: {
    success: async ({ engine, container }) => {
      const id = await makeExec(engine, container.id, ['sh', '-c', 'echo hello; exit 3'])
      const duplex = await engine.call(execStart, { id, body: { Tty: false } })
      const said = await all(frames(duplex.readable))
      expect(said.map(({ stream, data }) => `${stream} ${Buffer.from(data).toString()}`)).toEqual(['stdout hello\n'])
      duplex.destroy()
    },
    error: refusal(execStart, () => ({ id: nobody, body: { Tty: false } }), missingExec),
    noConnection: { id: nobody, body: {} },
  },
  execStartDetached: {
    success: async ({ engine, container }) => {
      const fifo = `/tmp/${container.name}`
      await container.exec('mkfifo', fifo).output({ check: true })
      const id = await makeExec(engine, container.id, ['sh', '-c', `echo done > ${fifo}`])
      await engine.call(execStartDetached, { id, body: { Detach: true } })
      // Reading waits for who writes: it has run.
      expect((await container.exec('cat', fifo).output({ check: true })).stdout).toBe('done\n')
      await container.exec('rm', fifo).output({ check: true })
    },
    error: refusal(execStartDetached, () => ({ id: nobody, body: { Detach: true } }), missingExec),
    noConnection: { id: nobody, body: { Detach: true } },
  },
  execResize: {
    success: async ({ engine, docker }) => {
      await using container = await sleeper(docker).start()
      const id = await makeExec(engine, container.id, ['sh', '-c', 'echo ready; exec sleep 600'], { Tty: true })
      const duplex = await engine.call(execStart, { id, body: { Tty: true } })
      expect((await duplex.readable.next()).done).toBe(false)
      await engine.call(execResize, { id, query: { h: 22, w: 77 } })
      // The exec has the only terminal there.
      const { stdout } = await container.exec('sh', '-c', 'stty -F /dev/pts/0 size').output({ check: true })
      expect(stdout).toBe('22 77\n')
      duplex.destroy()
    },
    error: refusal(execResize, () => ({ id: nobody, query: { h: 1, w: 1 } }), missingExec),
    noConnection: { id: nobody, query: { h: 1, w: 1 } },
  },
  execInspect: {
    success: async ({ engine, container }) => {
      const id = await makeExec(engine, container.id, ['sh', '-c', 'exit 3'])
      const duplex = await engine.call(execStart, { id, body: {} })
      await all(frames(duplex.readable))
      duplex.destroy()
      const found = await engine.call(execInspect, { id })
      expect(found).toMatchObject({ ID: id, ContainerID: container.id, ProcessConfig: { entrypoint: 'sh' } })
    },
    error: refusal(execInspect, () => ({ id: nobody }), missingExec),
    noConnection: { id: nobody },
  },
}
