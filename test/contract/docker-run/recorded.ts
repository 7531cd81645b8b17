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
  /** The same for anything that asks this socket: what it asks for, or what it throws or prints. */
  asked(by: (host: string) => Promise<string>): Promise<Create | string>
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
      // what is asked before a create: whether the networks open ports, and for an image that is always pulled
      if (url.pathname.endsWith('/networks')) return void response.end('[]')
      if (url.pathname.endsWith('/images/create')) return void response.end()
      if (/\/images\/.*\/json$/.test(url.pathname)) return void response.end('{"Id":"sha256:1","RepoTags":[]}')
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
  const recorder: Recorder = {
    host,
    async ask(words, env) {
      return recorder.asked(async () => {
        const { stderr } = await runProgram(['docker', '-H', host, 'create', ...words], { HOME: folder, ...env })
        return stderr
      })
    },
    async asked(by) {
      asked.length = 0
      const said = await by(host)
      return asked[0] ?? said
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await rm(folder, { recursive: true })
    },
  }
  return recorder
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
