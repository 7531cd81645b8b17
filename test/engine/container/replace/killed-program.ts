// A program that replaces a container, and is killed at one of its requests. Run by killed.ts.
import { Docker } from '../../../../src/docker.js'
import type { HttpReply, HttpRequest, HttpStream, HttpUpgrade, Transport } from '../../../../src/transport/transport.js'
import { unixTransport } from '../../../../src/transport/unix.js'

const [socket = '', name = '', which = '', at = '', moment = '', vainAt = ''] = process.argv.slice(2)

/** Counts the requests, all of them or those that change something, and dies at one of them. */
class DeadlyTransport implements Transport {
  readonly #inner = unixTransport(socket)
  readonly host = this.#inner.host
  count = 0

  request(request: HttpRequest): Promise<HttpReply> {
    return this.#dyingAt(request, () => this.#inner.request(request))
  }

  stream(request: HttpRequest): Promise<HttpStream> {
    return this.#dyingAt(request, () => this.#inner.stream(request))
  }

  upgrade(request: HttpRequest): Promise<HttpUpgrade> {
    return this.#dyingAt(request, () => this.#inner.upgrade(request))
  }

  close(undone?: Promise<unknown>): Promise<void> {
    return this.#inner.close(undone)
  }

  async #dyingAt<Answer>({ method }: HttpRequest, send: () => Promise<Answer>): Promise<Answer> {
    const isMeant = (which === 'all' || method !== 'GET') && ++this.count === Number(at)
    if (isMeant && moment === 'before') process.kill(process.pid, 'SIGKILL')
    const answer = await send()
    if (isMeant) process.kill(process.pid, 'SIGKILL')
    return answer
  }
}

const transport = new DeadlyTransport()
await using docker = new Docker({ transport })
const container = await docker.container.get(name)
const before = await container.inspect()
transport.count = 0
const generation = Number(before.Config.Labels?.['generation']) + 1
const next = container.replace((builder) => builder.label('generation', String(generation)), {
  ready: false,
  onStep: ({ doing }) => {
    if (doing === vainAt) throw new Error('in vain')
  },
})
await next.catch((error: unknown) => {
  if (vainAt === '') throw error
})
console.log(transport.count)
