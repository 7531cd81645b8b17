import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Docker } from '../../src/docker.js'
import type { DockerOptions } from '../../src/options.js'
import { answer, json } from './http.js'
import { RequestReader, type RequestParts } from './request-reader.js'

/** One connection, as the engine sees it. */
export class Peer {
  readonly socket: Socket
  /** Resolves when the connection is gone, whoever closed it. */
  readonly closed: Promise<void>
  /** What arrives after an upgrade. */
  onRaw: (bytes: Buffer) => void = () => undefined
  /** What happens when the client says no more: the engine has nothing more to say, either. */
  onEnd: () => void = () => this.end()

  constructor(socket: Socket) {
    this.socket = socket
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => undefined) // a client that leaves is what these tests are about
  }

  /** Resolves when the kernel has the bytes, or nobody wants them any more. */
  send(bytes: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()))
  }

  /** Says no more, in good manners. */
  end(): void {
    this.socket.end()
  }

  /** Is gone at once. Unread input makes it a reset. */
  cut(): void {
    this.socket.destroy()
  }
}

/** A request, as it came over the wire. */
export interface Asked extends RequestParts {
  /** Without version and query: `/networks`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly peer: Peer
}

/** What the engine does when it is asked. A script that does nothing freezes. */
export type Script = (peer: Peer, asked: Asked) => unknown

export interface FakeEngine extends AsyncDisposable {
  readonly docker: Docker
  readonly path: string
  /** `GET /networks`, in the order they came. */
  readonly requests: readonly string[]
  /** The same requests, whole. */
  readonly asked: readonly Asked[]
  /** Every connection that was ever opened, the oldest first. */
  readonly peers: readonly Peer[]
  readonly open: ReadonlySet<Peer>
  /** The most that were open at once. */
  readonly peak: number
  /** Resolves with the nth request of this kind, whether it came already or not. */
  arrival: (request: string, nth?: number) => Promise<Asked>
  /** Resolves when no connection is open. */
  allClosed: () => Promise<void>
}

const standard: Readonly<Record<string, Script>> = {
  'GET /_ping': (peer) => peer.send(answer(200, { 'Api-Version': '1.51', Ostype: 'linux' }, 'OK')),
  'GET /info': (peer) => peer.send(json({ SystemTime: '2026-11-24T04:41:43.000000001Z' })),
}

/**
 * An engine that lies, on a real unix socket: what it says is bytes, and no HTTP framework hides any.
 * A script's key is `METHOD /path`, without version and query; `METHOD /path/*` takes all below.
 */
export async function fakeEngine(
  scripts: Readonly<Record<string, Script>>,
  options: DockerOptions = {},
): Promise<FakeEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-fault-'))
  const path = join(folder, 'docker.sock')
  const state = new State({ ...standard, ...scripts })
  // Half-open, so that an end of the client is seen and not answered by Node.
  const server = createServer({ allowHalfOpen: true }, (socket) => state.accept(socket))
  await new Promise<void>((resolve) => server.listen({ path, backlog: 1024 }, resolve))
  const docker = new Docker({ host: `unix://${path}`, ...options })
  return {
    docker,
    path,
    requests: state.requests,
    asked: state.asked,
    peers: state.peers,
    open: state.open,
    get peak() {
      return state.peak
    },
    arrival: (request, nth) => state.arrival(request, nth),
    allClosed: () => state.allClosed(),
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of state.open) socket.destroy()
      await docker.close()
      for (const { socket } of state.open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}

class State {
  readonly requests: string[] = []
  readonly asked: Asked[] = []
  readonly peers: Peer[] = []
  readonly open = new Set<Peer>()
  peak = 0
  readonly #scripts: Readonly<Record<string, Script>>
  #watchers: (() => void)[] = []

  constructor(scripts: Readonly<Record<string, Script>>) {
    this.#scripts = scripts
  }

  accept(socket: Socket): void {
    const peer = new Peer(socket)
    this.peers.push(peer)
    this.open.add(peer)
    this.peak = Math.max(this.peak, this.open.size)
    const reader = new RequestReader()
    socket.on('data', (bytes) => {
      for (const parts of reader.read(bytes)) this.#serve(peer, parts)
      const raw = reader.raw()
      if (raw !== undefined) peer.onRaw(raw)
    })
    socket.on('close', () => {
      this.open.delete(peer)
      this.#tell()
    })
    socket.on('end', () => peer.onEnd())
  }

  async arrival(request: string, nth = 1): Promise<Asked> {
    for (;;) {
      const found = this.asked.filter(({ method, path }) => `${method} ${path}` === request)[nth - 1]
      if (found !== undefined) return found
      await this.#change()
    }
  }

  async allClosed(): Promise<void> {
    while (this.open.size > 0) await this.#change()
  }

  #serve(peer: Peer, parts: RequestParts): void {
    const [whole = '', query = ''] = parts.target.split('?')
    const path = whole.replace(/^\/v1\.\d+/, '')
    const asked = { ...parts, path, query: new URLSearchParams(query), peer }
    this.asked.push(asked)
    this.requests.push(`${parts.method} ${path}`)
    this.#tell()
    const script = this.#scripts[`${parts.method} ${path}`] ?? this.#wild(parts.method, path) ?? notThere
    script(peer, asked)
  }

  #wild(method: string, path: string): Script | undefined {
    const key = Object.keys(this.#scripts).find(
      (key) => key.endsWith('*') && `${method} ${path}`.startsWith(key.slice(0, -1)),
    )
    return key === undefined ? undefined : this.#scripts[key]
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#watchers.push(resolve))
  }

  #tell(): void {
    for (const watcher of this.#watchers.splice(0)) watcher()
  }
}

const notThere: Script = (peer) => peer.send(json({ message: 'page not found' }, 404))
