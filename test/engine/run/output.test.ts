import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ContainerBuilder } from '../../../src/container/builder/builder.js'
import type { Docker } from '../../../src/docker.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker } from '../open-docker.js'
import { containersOf } from './made.js'

onEachEngine('the output of a run on engine %s', (engineName) => {
  let docker: Docker
  beforeAll(async () => {
    docker = await openDocker(engineName)
  })
  afterAll(() => docker.close())
  // Whatever a test did, nothing of it stays.
  afterEach(async () => {
    expect(await containersOf(docker)).toEqual([])
  })

  const shell = (line: string): ContainerBuilder => docker.container.run(busybox, 'sh', '-c', line)

  test('has the exit code, whichever it is', async () => {
    const codes = [0, 1, 42, 126, 127, 255]
    const outputs = await Promise.all(codes.map((code) => shell(`exit ${code}`).output()))
    expect(outputs).toEqual(codes.map((exitCode) => ({ stdout: '', stderr: '', exitCode })))
  })

  test('has the code of a signal that ended it', async () => {
    expect(await shell('kill -KILL $$; sleep 600').init().output()).toMatchObject({ exitCode: 137 })
  })

  test.each([
    ['is missing', 'nosuchprogram'],
    ['is missing by its path', '/no/such/program'],
    ['is no program', '/etc/passwd'],
  ])('is refused when its program %s', async (_, program) => {
    await expect(docker.container.run(busybox, program).output()).rejects.toMatchObject({
      code: 'COMMAND_NOT_FOUND',
      name: 'BadRequestError',
      operation: 'ContainerStart',
      details: { command: program },
    })
  })

  test('has its two streams apart', async () => {
    expect(await shell('echo out; echo err >&2; echo out again').output()).toEqual({
      stdout: 'out\nout again\n',
      stderr: 'err\n',
      exitCode: 0,
    })
  })

  test('at a terminal is one stream with the ends of lines of a terminal', async () => {
    expect(await shell('echo out; echo err >&2; test -t 1').tty().output()).toEqual({
      stdout: 'out\r\nerr\r\n',
      stderr: '',
      exitCode: 0,
    })
  })

  test('is text of any script, also where a letter is written in two halves, and shows bytes that are no text', async () => {
    const { stdout } = await shell(
      "printf '\\346\\270'; printf '\\257 \\360\\237\\220\\263 '; printf '\\377.'",
    ).output()
    expect(stdout).toBe('港 🐳 \uFFFD.')
  })

  test('is whole when it is long', async () => {
    const half = 5 * 2 ** 19
    const { stdout, stderr, exitCode } = await shell(
      `head -c ${half} /dev/zero | tr '\\0' o; head -c ${half} /dev/zero | tr '\\0' e >&2; exit 3`,
    ).output()
    expect({ exitCode, stdout: stdout.length, stderr: stderr.length }).toEqual({
      exitCode: 3,
      stdout: half,
      stderr: half,
    })
    expect(stdout).toBe('o'.repeat(half))
    expect(stderr).toBe('e'.repeat(half))
  })

  test('that is longer than it may be ends the run', async () => {
    const running = shell('yes').output({ maxBytes: 1000 })
    await expect(running).rejects.toMatchObject({ code: 'TEXT_TOO_LONG', details: { limit: 1000 } })
  })

  test('of a program that fails is an error only when it was asked for', async () => {
    const failing = shell('echo half; echo "it broke" >&2; exit 9')
    expect(await failing.output()).toMatchObject({ exitCode: 9 })
    const checked = failing.output({ check: true })
    await expect(checked).rejects.toMatchObject({
      code: 'EXIT_NOT_ZERO',
      name: 'StateError',
      details: { exitCode: 9, stdout: 'half\n', stderr: 'it broke\n' },
    })
    await expect(checked).rejects.toThrow('ended with exit code 9: it broke')
    expect(await shell('echo fine').output({ check: true })).toMatchObject({ stdout: 'fine\n' })
  })

  test('of many short runs at once is each one’s own', async () => {
    const outputs = await Promise.all(
      Array.from({ length: 12 }, (_, n) => shell(`printf %01000d ${n}; printf %0500d ${n} >&2; exit ${n}`).output()),
    )
    expect(outputs).toEqual(
      outputs.map((_, n) => ({
        stdout: String(n).padStart(1000, '0'),
        stderr: String(n).padStart(500, '0'),
        exitCode: n,
      })),
    )
  })

  test('is read to its end and with its code, though the container was to remove itself', async () => {
    expect(await shell('echo last words; exit 7').rm().output()).toEqual({
      stdout: 'last words\n',
      stderr: '',
      exitCode: 7,
    })
  })

  test('of a program that reads its stdin to the end is complete: there is nothing to read', async () => {
    expect(await shell('cat; echo done').interactive().output()).toEqual({ stdout: 'done\n', stderr: '', exitCode: 0 })
  })

  test('sees its environment, directory, user, hostname and entrypoint', async () => {
    const { stdout } = await docker.container
      .run(busybox, 'echo "$A $B"; pwd; id -u; hostname')
      .entrypoint('sh', '-c')
      .env('A', 'one')
      .env({ B: 'two = 2', A: 'last' })
      .workdir('/tmp')
      .user('65534')
      .hostname('my-host')
      .output({ check: true })
    expect(stdout).toBe('last two = 2\n/tmp\n65534\nmy-host\n')
  })

  test('ends with the reason of its signal', async () => {
    const abort = new AbortController()
    const running = docker.container.run(busybox, 'sleep', '600').init().output({ signal: abort.signal })
    setImmediate(() => {
      abort.abort('enough')
    })
    await expect(running).rejects.toBe('enough')
    await docker.engine.session.settled()
  })
})
