import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import { gather } from '../../unit/stream/source.js'
import type { Engine } from '../../../src/engine/engine.js'
import { collect } from '../../../src/stream/text.js'
import { lab } from '../../lab/lab.js'
import { openEngine } from '../open-engine.js'
import { makeContainer, shell, startContainer } from './made.js'

const text = new TextDecoder()

onEachEngine('attach on engine %s', (engineName) => {
  let engine: Engine
  beforeAll(async () => {
    engine = openEngine((await lab.engine(engineName)).socket)
  })
  afterAll(() => engine.close())

  test('before the start misses nothing, and knows the exit code', async () => {
    await using container = await shell(engine, 'echo out; echo err >&2; exit 6')
    await using streams = await container.attach()
    await container.start()
    expect(await collect(streams.output)).toEqual({ stdout: 'out\n', stderr: 'err\n' })
    expect(await streams.exit()).toEqual({ exitCode: 6 })
  })

  test('knows the exit code of a container that removes itself', async () => {
    await using container = await shell(engine, 'exit 8', { HostConfig: { AutoRemove: true } })
    await using streams = await container.attach()
    await container.start()
    expect(await streams.exit()).toEqual({ exitCode: 8 })
  })

  test('sends what is written byte for byte, and the end of it', async () => {
    await using container = await makeContainer(engine, { Cmd: ['cat'], OpenStdin: true, StdinOnce: true })
    await using streams = await container.attach()
    await container.start()
    await streams.stdin.write('{"Tty":false}')
    await streams.stdin.write(new Uint8Array([0, 1, 255]))
    await streams.stdin.end()
    const chunks = await gather(streams.stdout)
    expect(Buffer.concat(chunks)).toEqual(Buffer.concat([Buffer.from('{"Tty":false}'), Buffer.from([0, 1, 255])]))
    expect(await streams.exit()).toEqual({ exitCode: 0 })
  })

  test('lets go without ending the container', async () => {
    await using container = await startContainer(engine, { Cmd: ['cat'], OpenStdin: true })
    const streams = await container.attach()
    await streams.detach()
    expect(await gather(streams.output)).toEqual([])
    expect((await container.inspect()).State.Running).toBe(true)
    await container.kill()
    expect(await streams.exit()).toEqual({ exitCode: 137 })
  })

  test('ends quietly when the detach keys come in', async () => {
    await using container = await startContainer(engine, { Cmd: ['cat'], OpenStdin: true, Tty: true })
    await using streams = await container.attach({ detachKeys: 'ctrl-a,x' })
    await streams.stdin.write('\u0001')
    await streams.stdin.write('x')
    await gather(streams.output)
    expect((await container.inspect()).State.Running).toBe(true)
    await expect(container.attach({ detachKeys: 'ctrl-1' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  test('refuses input that was not attached', async () => {
    await using container = await startContainer(engine)
    await using streams = await container.attach()
    await expect(streams.stdin.write('x')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  test('gives what was written before, too, if asked', async () => {
    await using container = await shell(engine, 'echo before; read x; echo after', { OpenStdin: true })
    await container.start()
    for await (const { line } of container.logs({ follow: true }).lines()) if (line === 'before') break
    await using streams = await container.attach({ logs: true })
    await streams.stdin.write('\n')
    expect((await collect(streams.output)).stdout).toBe('before\nafter\n')
  })

  test('resizes the terminal', async () => {
    await using container = await shell(engine, 'read x; stty size', { OpenStdin: true, Tty: true })
    await container.start()
    await using streams = await container.attach()
    await streams.resize({ rows: 44, columns: 111 })
    await streams.stdin.write('\n')
    let shown = ''
    for await (const bytes of streams.stdout) shown += text.decode(bytes)
    expect(shown).toContain('44 111')
  })

  test('to nobody rejects with NOT_FOUND', async () => {
    const gone = await makeContainer(engine)
    await gone.remove()
    await expect(gone.attach()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
