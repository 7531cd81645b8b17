import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker } from '../open-docker.js'
import { containersOf } from './made.js'

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(Uint8Array.from(chunk))
  return Buffer.concat(chunks)
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

onEachEngine('a run with its streams in hand on engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(() => docker.close())
  afterEach(async () => {
    await docker.cleanup()
    expect(await containersOf(docker)).toEqual([])
  })

  test('echoes a mebibyte byte by byte, and ends when its stdin ends', async () => {
    const sent = randomBytes(2 ** 20)
    const { container, streams } = await docker.container.run(busybox, 'cat').interactive().attach()
    const reading = bytesOf(streams.stdout)
    await streams.stdin.write(sent)
    await streams.stdin.end()
    const got = await reading
    expect(got.length).toBe(sent.length)
    expect(digest(got)).toBe(digest(sent))
    expect(await streams.exit()).toEqual({ exitCode: 0 })
    expect((await container.inspect()).State.Running).toBe(false)
  })

  test('hears what its program says after its stdin has ended', async () => {
    const { streams } = await docker.container
      .run(busybox, 'sh', '-c', 'wc -c; echo done >&2; exit 5')
      .interactive()
      .attach()
    const stderr = bytesOf(streams.stderr)
    const stdout = bytesOf(streams.stdout)
    await streams.stdin.write('12345')
    await streams.stdin.end()
    expect((await stdout).toString().trim()).toBe('5')
    expect((await stderr).toString()).toBe('done\n')
    expect(await streams.exit()).toEqual({ exitCode: 5 })
  })

  test('misses nothing of a program that ends at once', async () => {
    const { streams } = await docker.container.run(busybox, 'echo', 'gone already').attach()
    const frames: string[] = []
    for await (const { stream, data } of streams.output) frames.push(`${stream}: ${Buffer.from(data).toString()}`)
    expect(frames).toEqual(['stdout: gone already\n'])
    expect(await streams.exit()).toEqual({ exitCode: 0 })
  })

  test('goes on when its reader leaves', async () => {
    const { container, streams } = await docker.container
      .run(busybox, 'sh', '-c', 'echo first; exec sleep 600')
      .init()
      .attach()
    for await (const { data } of streams.output) {
      expect(Buffer.from(data).toString()).toBe('first\n')
      break
    }
    expect((await container.inspect()).State.Running).toBe(true)
  })

  test('at a terminal reads what is typed, and what it echoes', async () => {
    const { streams } = await docker.container
      .run(busybox, 'sh', '-c', 'read line; echo "got $line"')
      .tty()
      .interactive()
      .attach()
    const reading = bytesOf(streams.stdout)
    await streams.stdin.write('typed\n')
    expect((await reading).toString()).toBe('typed\r\ngot typed\r\n')
    expect(await streams.exit()).toEqual({ exitCode: 0 })
  })

  test('takes no input when none was asked for', async () => {
    const { streams } = await docker.container.run(busybox, 'sleep', '600').init().attach()
    await expect(streams.stdin.write('x')).rejects.toMatchObject({ name: 'UsageError' })
    await streams.detach()
  })

  test('that cannot start leaves nothing behind', async () => {
    await expect(docker.container.run(busybox, 'nosuchprogram').interactive().attach()).rejects.toMatchObject({
      code: 'COMMAND_NOT_FOUND',
    })
    expect(await containersOf(docker)).toEqual([])
  })
})
