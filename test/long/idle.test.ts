import { setTimeout as pass } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fakeEngine, type Script } from '../fault/fake-engine.js'
import { chunk, chunkedHead, frame, json, lastChunk, upgraded } from '../fault/http.js'
import { keepProcessQuiet } from '../fault/quiet-process.js'
import { container, eventLines, events } from '../fault/replies.js'

keepProcessQuiet()

// Time itself is what is tested here: other clients end what is silent for 300 s.
const silence = 330_000

/** Answers with one piece now, and one after the silence. */
const hesitates =
  (first: Uint8Array, last: Uint8Array): Script =>
  async (peer) => {
    await peer.send(first)
    await pass(silence)
    await peer.send(last)
    peer.end()
  }

const output = [frame('stdout', 'before '), frame('stdout', 'after')] as const
const end = Buffer.concat([chunk('{"StatusCode":4}'), lastChunk])

test(
  'logs, events, attach, exec and wait are silent for 330 s, then deliver',
  async () => {
    await using engine = await fakeEngine({
      'GET /containers/c1/json': (peer) => peer.send(json(container)),
      'GET /containers/c1/logs': hesitates(
        Buffer.concat([chunkedHead, chunk(output[0])]),
        Buffer.concat([chunk(output[1]), lastChunk]),
      ),
      'GET /events': hesitates(Buffer.concat([chunkedHead, chunk(eventLines[0] ?? '')]), chunk(eventLines[1] ?? '')),
      'POST /containers/c1/wait': hesitates(chunkedHead, end),
      'POST /containers/c2/wait': hesitates(Buffer.alloc(0), Buffer.concat([chunkedHead, end])),
      'POST /containers/c1/exec': (peer) => peer.send(json({ Id: 'e1' }, 201)),
      'GET /exec/e1/json': (peer) => peer.send(json({ ID: 'e1', Running: false, ExitCode: 5, Pid: 1 })),
      'POST /exec/e1/start': hesitates(Buffer.concat([upgraded, output[0]]), output[1]),
      'POST /containers/c1/attach': hesitates(Buffer.concat([upgraded, output[0]]), output[1]),
    })
    const { docker } = engine
    const c1 = docker.container.ref('c1')
    const logs = c1.logs({ follow: true }).text()
    const twoEvents = async (): Promise<unknown[]> => {
      const source = docker.events()
      return [(await source.next()).value, (await source.next()).value]
    }
    const attached = async (): Promise<string> => {
      await using streams = await c1.attach()
      const pieces: Uint8Array[] = []
      for await (const { data } of streams.output) pieces.push(data)
      return Buffer.concat(pieces).toString()
    }
    const [text, happened, read, exec, first, second] = await Promise.all([
      logs,
      twoEvents(),
      attached(),
      c1.exec('sleep', '330').output(),
      c1.wait(),
      docker.container.ref('c2').wait(),
    ])
    expect(text).toBe('before after')
    expect(happened).toEqual(events.slice(0, 2))
    expect(read).toBe('before after')
    expect(exec).toEqual({ stdout: 'before after', stderr: '', exitCode: 5 })
    expect([first, second]).toEqual([{ exitCode: 4 }, { exitCode: 4 }])
  },
  silence + 60_000,
)
