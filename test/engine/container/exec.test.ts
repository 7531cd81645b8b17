import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEachEngine } from '../each-engine.js'
import type { OwnedContainer } from '../../../src/container/container.js'
import { containerRestart } from '../../../src/container/operations.js'
import type { Engine } from '../../../src/engine/engine.js'
import { MooringError } from '../../../src/errors/base.js'
import { lab } from '../../lab/lab.js'
import { openEngine } from '../open-engine.js'
import { makeContainer, startContainer, shell } from './made.js'

const text = (bytes: unknown): string => (bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : '')

onEachEngine('exec on engine %s', (engineName) => {
  let engine: Engine
  let box: OwnedContainer
  beforeAll(async () => {
    engine = openEngine((await lab.engine(engineName)).socket)
    box = await startContainer(engine)
  })
  afterAll(async () => {
    await box[Symbol.asyncDispose]()
    await engine.close()
  })

  test('gives what the program wrote and its exit code', async () => {
    const output = await box.exec('sh', '-c', 'echo out; echo err >&2; exit 3').output()
    expect(output).toEqual({ stdout: 'out\n', stderr: 'err\n', exitCode: 3 })
  })

  test('rejects a failure when asked to, with what the program said', async () => {
    const failing = box.exec('sh', '-c', 'echo out; echo oh no >&2; exit 3')
    await expect(failing.output({ check: true })).rejects.toMatchObject({
      code: 'EXIT_NOT_ZERO',
      sentence: '"sh" ended with exit code 3: oh no',
      details: { exitCode: 3, stdout: 'out\n', stderr: 'oh no\n' },
    })
  })

  test('never takes a code that is not there yet for 0', async () => {
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, code) => box.exec('sh', '-c', `exit ${code + 1}`).output()),
    )
    expect(codes.map(({ exitCode }) => exitCode)).toEqual(codes.map((_, code) => code + 1))
  })

  test('passes variables, directory and user on', async () => {
    const program = box
      .exec('sh', '-c', 'echo "$A|$B|$C|$(pwd)|$(id -u)"')
      .env('A', '1 2')
      .env({ B: 'é', C: '' })
      .workdir('/tmp')
      .user('65534')
    expect((await program.output()).stdout).toBe('1 2|é||/tmp|65534\n')
  })

  test('gives the program a terminal when asked to', async () => {
    const { stdout, stderr } = await box.exec('sh', '-c', 'test -t 1 && echo yes; echo err >&2').tty().output()
    expect(stdout).toBe('yes\r\nerr\r\n')
    expect(stderr).toBe('')
  })

  test('says that the program is not there, and runs nothing', async () => {
    await expect(box.exec('no-such-program').output()).rejects.toMatchObject({
      code: 'COMMAND_NOT_FOUND',
      details: { command: 'no-such-program' },
    })
    await expect(box.exec('no-such-program').detach()).rejects.toMatchObject({ code: 'COMMAND_NOT_FOUND' })
    await expect(box.exec('sh').workdir('/nowhere').output()).rejects.toMatchObject({ name: 'BadRequestError' })
    // as a program's own words and code they are output
    const copycat =
      'echo "OCI runtime exec failed: exec failed: exec: \\"x\\": executable file not found in \\$PATH"; exit 127'
    expect((await box.exec('sh', '-c', copycat).output()).exitCode).toBe(127)
  })

  test('in a container that does not run rejects with NOT_RUNNING', async () => {
    await using stopped = await makeContainer(engine)
    await expect(stopped.exec('true').output()).rejects.toMatchObject({ code: 'NOT_RUNNING' })
  })

  test('in a container that has ended tells its exit code and its last line, as top, kill and pause do', async () => {
    await using ended = await shell(engine, 'echo no such database >&2; exit 3')
    await ended.start()
    await ended.wait()
    const says = new RegExp(`^container "${ended.name}" has ended with exit code 3: no such database`)
    const uses = [
      ended.exec('true').output(),
      ended.exec('true').detach(),
      ended.exec('true').attach(),
      ended.top(),
      ended.kill(),
      ended.pause(),
    ]
    for (const refused of await Promise.allSettled(uses)) {
      expect(refused).toMatchObject({ reason: { code: 'NOT_RUNNING', details: { id: ended.id, name: ended.name } } })
      expect(refused).toMatchObject({ reason: { message: expect.stringMatching(says) as string, status: 409 } })
    }
  })

  test('feeds text to the program, and ends its stdin', async () => {
    expect((await box.exec('cat').stdin('héllo\n').output()).stdout).toBe('héllo\n')
    expect((await box.exec('wc', '-c').stdin('').output()).stdout.trim()).toBe('0')
  })

  test('feeds 8 MiB that arrive byte for byte', async () => {
    const bytes = randomBytes(8 * 2 ** 20)
    const { stdout } = await box.exec('sha256sum').stdin(bytes).output()
    expect(stdout.split(' ')[0]).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test('feeds bytes as they come, and a source that fails ends it with its reason', async () => {
    const words = async function* (failing: boolean) {
      await Promise.resolve()
      yield 'a\n'
      yield new Uint8Array([98, 10])
      if (failing) throw new Error('no more')
    }
    expect((await box.exec('cat').stdin(words(false)).output()).stdout).toBe('a\nb\n')
    await expect(box.exec('cat').stdin(words(true)).output()).rejects.toThrow('no more')
  })

  test('does not mind a program that ends before it has read its stdin', async () => {
    const { exitCode } = await box
      .exec('true')
      .stdin(new Uint8Array(4 * 2 ** 20))
      .output()
    expect(exitCode).toBe(0)
  })

  test('gathers no more than allowed', async () => {
    await expect(box.exec('head', '-c', '2000', '/dev/zero').output({ maxBytes: 1000 })).rejects.toMatchObject({
      code: 'TEXT_TOO_LONG',
    })
  })

  test('ends with the reason of its signal', async () => {
    const abort = new AbortController()
    const running = box.exec('sleep', '600').output({ signal: abort.signal })
    setTimeout(() => abort.abort('enough'), 200)
    await expect(running).rejects.toBe('enough')
    await expect(box.exec('sleep', '600').output({ timeout: 300 })).rejects.toMatchObject({ code: 'TIMED_OUT' })
  })

  test('waits for the exit of a program that has closed its output', async () => {
    const { exitCode } = await box.exec('sh', '-c', 'exec >&- 2>&-; sleep 1; exit 9').output()
    expect(exitCode).toBe(9)
  })

  test('puts the streams into our hands', async () => {
    await using shell = await box.exec('sh').attach()
    await shell.stdin.write('echo out; echo err >&2\n')
    const [stdout, stderr] = [shell.stdout[Symbol.asyncIterator](), shell.stderr[Symbol.asyncIterator]()]
    expect(text((await stdout.next()).value)).toBe('out\n')
    expect(text((await stderr.next()).value)).toBe('err\n')
    await shell.stdin.write('exit 5\n')
    expect((await stdout.next()).done).toBe(true)
    expect((await stderr.next()).done).toBe(true)
    expect(await shell.exit()).toEqual({ exitCode: 5 })
  })

  test('tells the exit code without anybody reading the output', async () => {
    await using noisy = await box.exec('sh', '-c', 'head -c 3000000 /dev/zero; exit 4').attach()
    expect(await noisy.exit()).toEqual({ exitCode: 4 })
  })

  test('resizes the terminal of a program', async () => {
    await using shell = await box.exec('sh', '-c', 'read x; stty size').tty().attach()
    await shell.resize({ rows: 33, columns: 99 })
    await shell.stdin.write('\n')
    let shown = ''
    for await (const bytes of shell.stdout) shown += text(bytes)
    expect(shown).toContain('33 99')
    await expect(shell.resize({ rows: -1, columns: 1 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  test('lets a program go on after detaching', async () => {
    await using other = await startContainer(engine)
    await other.exec('sh', '-c', 'sleep 0.2; touch /done').detach()
    await other.exec('sh', '-c', 'until [ -e /done ]; do sleep 0.1; done').output({ check: true })
  })

  test('is cut by a restart of its container, and does not end as if all were well', async () => {
    await using other = await startContainer(engine, { HostConfig: { Init: true } })
    const running = other.exec('sh', '-c', 'touch /tmp/begun; sleep 600').output()
    const settled = running.then(
      ({ exitCode }) => exitCode,
      (error: unknown) => (MooringError.is(error) ? error.code : error),
    )
    await other.exec('sh', '-c', 'until [ -e /tmp/begun ]; do sleep 0.1; done').output({ check: true })
    await engine.call(containerRestart, { id: other.id, query: { t: 0 } })
    expect([137, 143, 'EXIT_UNKNOWN', 'CONNECTION_LOST']).toContain(await settled)
  })
})
