import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { runProgram } from '../../lab/program.js'

/** What was asked for with `POST /containers/create`. */
export interface Create {
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** A socket that keeps what it is asked to create, and makes nothing of it. */
export interface Recorder extends AsyncDisposable {
  readonly host: string
  /** What `docker create` asks for when it is told these words; what it prints, if it asks for nothing. */
  ask(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Create | string>
}

/** Opens a recording socket, which answers as an engine of this API. */
export async function openRecorder(apiVersion: string): Promise<Recorder> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-record-'))
  const socket = join(folder, 'docker.sock')
  const asked: Create[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine')
    response.setHeader('Api-Version', apiVersion).setHeader('OSType', 'linux')
    if (url.pathname === '/_ping') return void response.end('OK')
    void text(request).then((body) => {
      if (url.pathname.endsWith('/containers/create'))
        asked.push({
          query: Object.fromEntries(url.searchParams),
          body: JSON.parse(body) as Create['body'], // the body of a create is an object
        })
      response.setHeader('Content-Type', 'application/json')
      response.writeHead(500).end('{"message":"recorded"}')
    })
  })
  server.listen(socket)
  await once(server, 'listening')
  const host = `unix://${socket}`
  return {
    host,
    async ask(words, env) {
      asked.length = 0
      const { stderr } = await runProgram(['docker', '-H', host, 'create', ...words], { HOME: folder, ...env })
      return asked[0] ?? stderr
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await rm(folder, { recursive: true })
    },
  }
}

/** What is said in a request: fields that are empty, zero, false or null say nothing to an engine. */
export function saidIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item: unknown) => saidIn(item) ?? item)
  if (typeof value !== 'object' || value === null)
    return value === null || value === '' || value === 0 || value === false ? undefined : value
  const fields = Object.entries(value).map(([key, field]) => [key, saidIn(field)] as const)
  const said = fields.filter(([, field]) => field !== undefined)
  return said.length === 0 ? undefined : Object.fromEntries(said)
}
