import { createReadStream } from 'node:fs'
import { PassThrough, Readable } from 'node:stream'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { ConnectionError } from '../../src/errors/connection.js'
import { fakeEngine, type FakeEngine, type Script } from './fake-engine.js'
import { frame, json, upgraded } from './http.js'
import { readAll, rejection, typed } from './outcome.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

const executable = (start: Script): Readonly<Record<string, Script>> => ({
  'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
  'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 0, Pid: 1 })),
  'POST /exec/e1/start': start,
})

const exec = ({ docker }: FakeEngine) => docker.container.ref('c1').exec('program')

/** A program that says one thing and is gone, whatever it was to read. */
const brief: Script = async (peer) => {
  await peer.send(Buffer.concat([upgraded, frame('stdout', 'done')]))
  peer.end()
}

/** Resolves when a source was let go of. */
class Endless implements AsyncIterableIterator<string> {
  readonly released: Promise<void>
  #release: () => void = () => undefined

  constructor() {
    this.released = new Promise((resolve) => (this.#release = resolve))
  }

  next(): Promise<IteratorResult<string>> {
    return new Promise(() => undefined)
  }

  return(): Promise<IteratorResult<string>> {
    this.#release()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

describe('a program that ends without reading its input', () => {
  test('loses nothing of what it wrote, also when much of it is not read yet', async () => {
    const output = Buffer.alloc(390_000, 'x')
    await using engine = await fakeEngine(
      executable(async (peer) => {
        await peer.send(upgraded)
        // More than is read ahead: the rest waits in the kernel when the connection is closed.
        await peer.send(frame('stdout', output))
        peer.cut()
      }),
    )
    const attached = await exec(engine).attach()
    await (
      await engine.arrival('POST /exec/e1/start')
    ).peer.closed
    await typed(attached.stdin.write('too late'), 'CONNECTION_LOST')
    const { items, error } = await readAll(attached.output)
    expect(error).toBeUndefined()
    expect(items.reduce((sum, { data }) => sum + data.length, 0)).toBe(output.length)
    expect(await attached.exit()).toEqual({ exitCode: 0 })
  })

  test('gives its output while the input still flows, every time', async () => {
    await using engine = await fakeEngine(
      executable(async (peer) => {
        peer.onRaw = () => void peer.send(frame('stdout', Buffer.alloc(100_000))).then(() => peer.end())
        await peer.send(upgraded)
        void peer.closed.then(() => peer.cut())
      }),
    )
    async function* flow(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 200; i++) {
        yield Buffer.alloc(1000)
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    for (let i = 0; i < 20; i++) expect((await exec(engine).stdin(flow()).output()).stdout).toHaveLength(100_000)
  })

  test.each(['output', 'attach'] as const)('lets go of it, run by %s()', { timeout: 10_000 }, async (verb) => {
    await using engine = await fakeEngine(executable(brief))
    const source = new Endless()
    const stream = new PassThrough()
    const closed = new Promise<void>((resolve) => stream.once('close', resolve))
    for (const input of [source, stream]) {
      if (verb === 'output') expect((await exec(engine).stdin(input).output()).stdout).toBe('done')
      else expect((await readAll((await exec(engine).stdin(input).attach()).output)).error).toBeUndefined()
    }
    await source.released
    await closed
  })
})

describe('input that is not read', () => {
  test('is let go of when the exec is refused', { timeout: 10_000 }, async () => {
    await using engine = await fakeEngine({
      'POST /containers/c1/exec': (peer) => peer.send(json({ message: 'container c1 is not running' }, 409)),
    })
    const stream = new PassThrough()
    const closed = new Promise<void>((resolve) => stream.once('close', resolve))
    await typed(exec(engine).stdin(stream).output(), 'NOT_RUNNING')
    await closed
  })

  test('is let go of when its streams are detached', { timeout: 10_000 }, async () => {
    await using engine = await fakeEngine(executable((peer) => peer.send(upgraded)))
    const source = new Endless()
    const attached = await exec(engine).stdin(source).attach()
    await attached.detach()
    await source.released
  })
})

describe('input that fails', () => {
  test('before it is read ends the exec with its error, and nothing escapes', async () => {
    await using engine = await fakeEngine({
      ...executable((peer) => peer.send(upgraded)),
      'POST /containers/c1/exec': async (peer) => {
        await failed
        await peer.send(json({ Id: 'e1' }, 201))
      },
    })
    const stream = createReadStream('/does/not/exist')
    const failed = new Promise<void>((resolve) => stream.once('close', resolve))
    expect(await rejection(exec(engine).stdin(stream).output())).toMatchObject({ code: 'ENOENT' })
    await (
      await engine.arrival('POST /exec/e1/start')
    ).peer.closed
  })

  test('ends the exec with its error, though it be a lost connection of its own', { timeout: 10_000 }, async () => {
    await using engine = await fakeEngine(executable((peer) => peer.send(upgraded)))
    const other = new ConnectionError('CONNECTION_LOST', { message: 'another one', details: {}, sent: 'yes' })
    const stream = Readable.from(
      (function* () {
        yield 'a'
        throw other
      })(),
    )
    expect(await rejection(exec(engine).stdin(stream).output())).toBe(other)
  })

  test('by what is neither text nor bytes ends the exec, and says so', { timeout: 10_000 }, async () => {
    await using engine = await fakeEngine(executable((peer) => peer.send(upgraded)))
    const numbers = new Set([42]) as unknown as Set<string> // deliberately wrong: what a JavaScript caller could write
    expect(await rejection(exec(engine).stdin(numbers).output())).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { argument: 'stdin', value: 42 },
      sent: 'yes',
    })
    await (
      await engine.arrival('POST /exec/e1/start')
    ).peer.closed
  })
})

test('a list is read as it was when it was given', async () => {
  let received = ''
  await using engine = await fakeEngine(
    executable((peer) => {
      peer.onRaw = (bytes) => (received += bytes.toString())
      return peer.send(upgraded)
    }),
  )
  const pieces = ['a', 'b']
  const program = exec(engine).stdin(pieces)
  pieces.push('c')
  await program.output()
  expect(received).toBe('ab')
})

test('bytes of another realm are bytes, alone and among others, and for an attached stdin', async () => {
  let received = ''
  await using engine = await fakeEngine(
    executable((peer) => {
      peer.onRaw = (bytes) => (received += bytes.toString())
      return peer.send(upgraded)
    }),
  )
  const foreign = runInNewContext('new Uint8Array([65])') as Uint8Array
  await exec(engine).stdin(foreign).output()
  await exec(engine)
    .stdin(new Set([foreign, 'b']))
    .output()
  const attached = await exec(engine).attach()
  await attached.stdin.write(foreign)
  await attached.stdin.end()
  await readAll(attached.output)
  expect(received).toBe('AAbA')
})
