import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { built } from '../built.js'
import type { StubReport, StubSettings } from './program.js'

/** A running stub engine. */
export interface Stub extends AsyncDisposable {
  /** The path of its socket. */
  readonly socket: string
  /** What it has done so far. */
  report(): Promise<StubReport>
}

const standard: StubSettings = {
  networks: 3,
  containersOfNetwork: 0,
  containers: 0,
  events: { count: 0, chunk: 'each' },
}

/** Starts a stub engine in a process of its own. */
export async function startStub(settings: Partial<StubSettings> = {}): Promise<Stub> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-bench-'))
  const socket = join(folder, 'engine.sock')
  // its messages are all that it shares with us
  const child = fork(built.stub, [socket, JSON.stringify({ ...standard, ...settings })], { execArgv: [] })
  await firstMessage(child)
  return {
    socket,
    report: async () => {
      child.send('report')
      return (await firstMessage(child)) as StubReport
    },
    [Symbol.asyncDispose]: async () => {
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
      await rm(folder, { recursive: true })
    },
  }
}

function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the stub engine ended with ${String(code)}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
