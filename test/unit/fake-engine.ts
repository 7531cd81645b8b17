import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nobody } from '../../src/engine/credentials.js'
import { Engine, type EngineOptions } from '../../src/engine/engine.js'
import { negotiateApi } from '../../src/system/ping.js'
import { unixTransport } from '../../src/transport/unix.js'

export interface FakeEngine extends AsyncDisposable {
  readonly engine: Engine
  /** `GET /v1.51/info`, in the order they came. */
  readonly requests: string[]
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server that speaks HTTP over a unix socket as an engine does, and says what a test wants it to. */
export async function fakeEngine(
  answers: Readonly<Record<string, Answer>>,
  options: Partial<EngineOptions> = {},
): Promise<FakeEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-engine-'))
  const requests: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v[\d.]+/, '').replace(/\?.*/, '')
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
    const answer = answers[path] ?? standard[path]
    if (answer === undefined) response.writeHead(404).end('{"message":"page not found"}')
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(join(folder, 'sock'), resolve))
  const engine = new Engine({
    open: () => Promise.resolve(unixTransport(join(folder, 'sock'))),
    negotiate: negotiateApi,
    timeout: 10_000,
    maxReplyBytes: 1024 * 1024,
    validateReplies: false,
    readOnly: false,
    helper: 'busybox',
    credentials: nobody,
    ...options,
  })
  return {
    engine,
    requests,
    [Symbol.asyncDispose]: async () => {
      await engine.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}

/** Answers with JSON. */
export function json(body: unknown, status = 200): Answer {
  return (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }
}

const standard: Readonly<Record<string, Answer>> = {
  '/_ping': (_, response) => {
    response.writeHead(200, { 'Api-Version': '1.51', Ostype: 'linux', 'Docker-Experimental': 'false' }).end('OK')
  },
  '/info': json({ SystemTime: '2026-11-24T04:41:43.000000001Z' }),
}
