import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { onEachEngine } from '../each-engine.js'
import { openAt } from '../open-docker.js'
import { unique } from '../open-engine.js'
import { buildProgram, interrupted, type Ended } from './interrupts.js'

const endedBy = (signal: NodeJS.Signals): Partial<Ended> => ({ exitCode: null, signal, stderr: '' })

beforeAll(buildProgram)

onEachEngine('a program on engine %s that is interrupted', (engineName) => {
  let engine: LabEngine
  let docker: Docker
  const marks: string[] = []

  beforeAll(async () => {
    engine = await lab.engine(engineName)
    docker = openAt(engine.host)
  })
  afterEach(async () => {
    for (const mark of marks.splice(0)) {
      const filters = { label: `test=${mark}` }
      for (const { Id } of await docker.call('ContainerList', { query: { all: true, filters } }))
        await docker.container.remove(Id, { force: true })
      for (const { Id } of await docker.call('NetworkList', { query: { filters } })) await docker.network.remove(Id)
    }
  })
  afterAll(() => docker.close())

  /** Names of what has the program's label. */
  async function left(mark: string): Promise<readonly string[]> {
    const filters = { label: `test=${mark}` }
    const containers = await docker.call('ContainerList', { query: { all: true, filters } })
    const networks = await docker.call('NetworkList', { query: { filters } })
    return [...containers.map(({ State }) => `container ${State}`), ...networks.map(({ Name }) => Name)]
  }

  /** Runs a program, sends the signal when it is ready, and waits for its end. */
  async function interrupt(what: string, signal: NodeJS.Signals = 'SIGINT'): Promise<{ mark: string; ended: Ended }> {
    const mark = unique('mooring-test')
    marks.push(mark)
    const { child, ready, ended } = interrupted(what, engine.host, mark)
    await ready
    child.kill(signal)
    return { mark, ended: await ended }
  }

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s removes what it made, and ends by the signal', async (signal) => {
    const { mark, ended } = await interrupt('waiting', signal)
    expect(ended).toMatchObject(endedBy(signal))
    expect(await left(mark)).toEqual([])
  })

  test('does so, too, when it would exit at the end of any of its calls', async () => {
    const { mark, ended } = await interrupt('exiting')
    expect(ended).toMatchObject(endedBy('SIGINT'))
    expect(await left(mark)).toEqual([])
  })

  test('leaves no container of output() behind', async () => {
    const mark = unique('mooring-test')
    marks.push(mark)
    const { child, ready, ended } = interrupted('output', engine.host, mark)
    await ready
    await using events = docker.events({ type: 'container', event: 'start', label: `test=${mark}`, since: '1m' })
    await events.next()
    child.kill('SIGINT')
    expect(await ended).toMatchObject(endedBy('SIGINT'))
    expect(await left(mark)).toEqual([])
  })

  test('leaves nothing of a create that is on its way', async () => {
    const { mark, ended } = await interrupt('creating')
    expect(ended).toMatchObject(endedBy('SIGINT'))
    expect(await left(mark)).toEqual([])
  })

  test('goes on by its own handler, and hears there how its calls ended', async () => {
    const { mark, ended } = await interrupt('ownHandler')
    expect(ended).toMatchObject({ exitCode: 7, signal: null, stdout: 'ready\nthe own handler\nCLIENT_CLOSED\n' })
    expect(await left(mark)).toEqual([])
  })

  test('removes what each of its clients made', async () => {
    const { mark, ended } = await interrupt('severalClients')
    expect(ended).toMatchObject(endedBy('SIGINT'))
    expect(await left(mark)).toEqual([])
  })

  test('keeps what it has released', async () => {
    const { mark, ended } = await interrupt('released')
    expect(ended).toMatchObject(endedBy('SIGINT'))
    expect(await left(mark)).toEqual([`${mark}-net`])
  })

  test('keeps everything once it has taken the wish back', async () => {
    const { mark, ended } = await interrupt('takenBack')
    expect(ended).toMatchObject(endedBy('SIGINT'))
    expect(await left(mark)).toEqual([`${mark}-net`])
  })
})
