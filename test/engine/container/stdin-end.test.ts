import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OwnedContainer } from '../../../src/container/container.js'
import type { Attachment } from '../../../src/container/streams/attachment.js'
import type { Docker } from '../../../src/docker.js'
import { collect } from '../../../src/stream/text.js'
import { onEachEngine } from '../each-engine.js'
import { busybox, openDocker, sleeper } from '../open-docker.js'

/** Goes on for a while after it has read a line, and tells when it meets the end of its stdin. */
const slow = ['sh', '-c', 'read x; sleep 0.3; echo "got $x"; cat; echo "the end"; exit 3'] as const

onEachEngine('the end of stdin on engine %s', (engineName) => {
  let docker: Docker
  let box: OwnedContainer
  beforeAll(async () => {
    docker = await openDocker(engineName)
    box = await sleeper(docker).start()
  })
  afterAll(async () => {
    await docker.cleanup()
    await docker.close()
  })

  const interactive = (tty: boolean) =>
    docker.container
      .run(busybox, ...slow)
      .tty(tty)
      .interactive()

  /** What is seen of the program, from the line that is written on. */
  async function seenOf(streams: Attachment): Promise<object> {
    await streams.stdin.write('in\n')
    await streams.stdin.end()
    const { stdout } = await collect(streams.output)
    return { stdout: stdout.replaceAll('\r', ''), ...(await streams.exit()) }
  }

  const whole = { stdout: 'got in\nthe end\n', exitCode: 3 }
  const echoed = { stdout: 'in\ngot in\nthe end\n', exitCode: 3 }

  describe.each([
    ['without a terminal', false, whole],
    ['at a terminal', true, echoed],
  ])('of a program %s', (_, tty, expected) => {
    test('in a container that is run with its streams in hand is not the end of its output', async () => {
      const { container, streams } = await interactive(tty).attach()
      expect(await seenOf(streams)).toEqual(expected)
      await container.remove()
    })

    test('in a container that is made, attached and started is not the end of its output', async () => {
      await using container = await interactive(tty).create()
      await using streams = await container.attach()
      await container.start()
      expect(await seenOf(streams)).toEqual(expected)
    })

    test('told before the container is started is met by the program', async () => {
      await using container = await interactive(tty).create()
      await using streams = await container.attach()
      const seen = seenOf(streams)
      await container.start()
      expect(await seen).toEqual(expected)
    })

    test('that an exec was given is not the end of its output', async () => {
      const { stdout, exitCode } = await box
        .exec(...slow)
        .tty(tty)
        .stdin('in\n')
        .output()
      expect({ stdout: stdout.replaceAll('\r', ''), exitCode }).toEqual(expected)
    })

    test('of an exec in hand is not the end of its output', async () => {
      await using streams = await box
        .exec(...slow)
        .tty(tty)
        .attach()
      expect(await seenOf(streams)).toEqual(expected)
    })
  })

  test('of a container that was started for any number of clients is refused, and nothing of its output is lost', async () => {
    await using container = await interactive(false).start()
    await using streams = await container.attach()
    await streams.stdin.write('in\n')
    await expect(streams.stdin.end()).rejects.toMatchObject({
      code: 'STDIN_STAYS_OPEN',
      operation: 'ContainerAttach',
      target: container.name,
    })
    for await (const { data } of streams.output) if (new TextDecoder().decode(data) === 'got in\n') break
    expect((await container.inspect()).State.Running).toBe(true)
  })

  test('of a container that was started at a terminal can be typed by each client', async () => {
    await using container = await interactive(true).start()
    await using streams = await container.attach()
    expect(await seenOf(streams)).toEqual(echoed)
  })

  test.each([
    ['a line', ['cat'], 'hi\n', 'hi\r\nhi\r\n'],
    ['a line that is not ended', ['cat'], 'hi', 'hihi'],
    ['nothing', ['cat'], '', ''],
    ['more lines than a terminal holds', ['wc', '-c'], 'a line\n'.repeat(3000), /\n21000\r\n$/],
    ['the input of the first of two programs', ['sh', '-c', 'cat; cat; echo done'], 'hi\n', 'hi\r\nhi\r\ndone\r\n'],
    ['a command for a shell that sets its terminal up first', ['sh'], 'echo $((6*7))\n', /\n42\r\n/],
    ['the bytes of the detach keys', ['sh', '-c', 'read x; echo "then $x"'], 'a\u0010\u0011b\n', /then a\u0010?b\r\n$/],
  ] as const)('at a terminal is typed after %s', async (_, program, input, expected) => {
    const { stdout } = await box
      .exec(...program)
      .tty()
      .stdin(input)
      .output({ timeout: 20_000 })
    if (typeof expected === 'string') expect(stdout).toBe(expected)
    else expect(stdout).toMatch(expected)
  })

  describe('a write to a program that has ended rejects', () => {
    const refused = {
      code: 'CONNECTION_LOST',
      message: expect.stringContaining('nothing reads stdin any more') as string,
    }
    const much = new Uint8Array(8 * 2 ** 20)

    async function writesAreRefused(streams: Attachment): Promise<void> {
      const reading = collect(streams.output) // a terminal echoes what is written
      // Under way when the program ends, and after that.
      await expect(streams.stdin.write(much)).rejects.toMatchObject(refused)
      await expect(streams.stdin.write('x')).rejects.toMatchObject(refused)
      await streams.stdin.end()
      expect(await streams.exit()).toEqual({ exitCode: 3 })
      expect((await reading).stdout).toMatch(/hi\r?\n/)
    }

    test.each([false, true])('in an exec; terminal: %s', async (tty) => {
      await using streams = await box.exec('sh', '-c', 'echo hi; exit 3').tty(tty).attach()
      await writesAreRefused(streams)
    })

    test.each([false, true])('in a container; terminal: %s', async (tty) => {
      const made = docker.container.run(busybox, 'sh', '-c', 'echo hi; exit 3').tty(tty).interactive()
      const { container, streams } = await made.attach()
      await writesAreRefused(streams)
      await container.remove()
    })
  })
})
