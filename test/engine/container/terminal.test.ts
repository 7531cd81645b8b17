import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import type { Engine } from '../../../src/engine/engine.js'
import { lab, type LabEngine } from '../../lab/lab.js'
import { atTerminal } from '../at-terminal.js'
import { openEngine } from '../open-engine.js'
import { startContainer } from './made.js'

const program = fileURLToPath(new URL('terminal-program.ts', import.meta.url))

/** What looks like a terminal to us, and remembers its modes. */
function fakeTerminal() {
  const modes: boolean[] = []
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      modes.push(raw)
    },
  })
  return { input, output: Object.assign(new PassThrough(), { rows: 20, columns: 60 }), modes }
}

onEachEngine('a terminal on engine %s', (engineName) => {
  let host: LabEngine
  let engine: Engine
  beforeAll(async () => {
    host = await lab.engine(engineName)
    engine = openEngine(host.socket)
  })
  afterAll(() => engine.close())

  const withTerminal = { Cmd: ['sh'], Tty: true, OpenStdin: true, Env: ['PS1=now> '] }

  test('shows what the container shows, passes keys on, and tells its exit code', async () => {
    await using container = await startContainer(engine, withTerminal)
    const seen = await atTerminal(
      [program, host.socket, container.id],
      [
        ['type', '\n'],
        ['wait', 'now> '],
        ['type', 'echo $((6*7))\n'],
        ['wait', '42'],
        ['type', 'exit 5\n'],
      ],
    )
    expect(seen).toMatchObject({ exitCode: 0, restored: true, stepsLeft: [] })
    expect(seen.shown).toContain('left: {"detached":false,"exitCode":5}')
  })

  test('is left with the detach keys, and the container goes on', async () => {
    await using container = await startContainer(engine, withTerminal)
    const seen = await atTerminal(
      [program, host.socket, container.id],
      [
        ['type', '\n'],
        ['wait', 'now> '],
        ['type', '\u0010'],
        ['type', '\u0011'],
      ],
    )
    expect(seen).toMatchObject({ exitCode: 0, restored: true, stepsLeft: [] })
    expect(seen.shown).toContain('left: {"detached":true}')
    expect((await container.inspect()).State.Running).toBe(true)
  })

  test('has its size inside, also after it has changed', async () => {
    await using container = await startContainer(engine, withTerminal)
    const seen = await atTerminal(
      [program, host.socket, container.id],
      [
        ['type', '\n'],
        ['wait', 'now> '],
        ['type', 'until [ "$(stty size)" = "24 80" ]; do sleep 0.1; done; echo fi\u0022\u0022rst\n'],
        ['wait', 'first'],
        ['resize', 31, 101],
        ['type', 'until [ "$(stty size)" = "31 101" ]; do sleep 0.1; done; echo oth\u0022\u0022er\n'],
        ['wait', 'other'],
        ['type', 'exit\n'],
      ],
    )
    expect(seen).toMatchObject({ exitCode: 0, restored: true, stepsLeft: [] })
  })

  test('is as before when the container is killed', async () => {
    await using container = await startContainer(engine, withTerminal)
    const { input, output, modes } = fakeTerminal()
    const ending = container.attachTerminal({ input, output })
    await new Promise((resolve) => output.once('data', resolve).resume())
    await container.kill()
    expect(await ending).toEqual({ detached: false, exitCode: 137 })
    expect(modes).toEqual([true, false])
    expect(input.listenerCount('data') + output.listenerCount('resize')).toBe(0)
  })

  test('is as before after an abort', async () => {
    await using container = await startContainer(engine, withTerminal)
    const { input, output, modes } = fakeTerminal()
    const abort = new AbortController()
    const ending = container.attachTerminal({ input, output, signal: abort.signal })
    const settled = ending.catch((error: unknown) => error)
    input.write('\n')
    await new Promise((resolve) => output.once('data', resolve).resume())
    abort.abort('enough')
    expect(await settled).toBe('enough')
    expect(modes).toEqual([true, false])
  })

  test('must be there, on both sides', async () => {
    await using without = await startContainer(engine)
    const { input, output } = fakeTerminal()
    await expect(without.attachTerminal({ input, output })).rejects.toMatchObject({ code: 'NO_TERMINAL' })
    await expect(without.attachTerminal({ input: new PassThrough(), output })).rejects.toMatchObject({
      code: 'NO_TERMINAL',
    })
  })
})
