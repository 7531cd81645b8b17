import { Readable } from 'node:stream'
import Pool from 'undici/lib/dispatcher/pool.js'
import { isBytes } from '../errors/brand.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { releaseSource } from '../stream/source.js'
import { StreamExchange, UpgradeExchange, WholeExchange } from './exchange.js'
import { closedError, connectionError } from './connection-errors.js'
import type { BodySource, HttpReply, HttpRequest, HttpStream, HttpUpgrade, Transport } from './transport.js'

type PoolOptions = NonNullable<ConstructorParameters<typeof Pool>[1]>
type AnyExchange = WholeExchange | StreamExchange | UpgradeExchange

export interface HttpTransportOptions {
  /** Where it leads, for errors and `describeConnection()`. */
  readonly host: string
  /** Who named it. */
  readonly from: string
  /** How a socket is opened. */
  readonly connect: NonNullable<PoolOptions['connect']>
  /** Sockets that short calls share at most. */
  readonly connections?: number | undefined
}

// Deadlines are ours: a quiet `logs -f` must outlive undici's 300 s.
const poolOptions = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 16 * 1024 } as const

// An engine looks at the path only, but HTTP/1.1 wants a host.
const origin = 'http://docker'

const settled = Promise.resolve()

/**
 * HTTP over any kind of socket. The one place that knows undici, and of undici only its Pool:
 * `dispatch` costs a fraction of `fetch`, follows no redirect and reads no URL out of the caller's words.
 */
export class HttpTransport implements Transport {
  readonly host: string
  readonly #options: HttpTransportOptions
  readonly #shared: InstanceType<typeof Pool>
  readonly #open = new Set<AnyExchange>()
  #state: 'open' | 'closing' | 'closed' = 'open'

  constructor(options: HttpTransportOptions) {
    this.host = options.host
    this.#options = options
    this.#shared = this.#pool(options.connections ?? 32)
  }

  request(request: HttpRequest): Promise<HttpReply> {
    return this.#run(request, this.#shared, (explain, over) => new WholeExchange(request, explain, over))
  }

  stream(request: HttpRequest): Promise<HttpStream> {
    return this.#run(request, this.#pool(1), (explain, over) => new StreamExchange(request, explain, over))
  }

  upgrade(request: HttpRequest): Promise<HttpUpgrade> {
    return this.#run(request, this.#pool(1), (explain, over) => new UpgradeExchange(request, explain, over), 'tcp')
  }

  async close(undone?: Promise<unknown>): Promise<void> {
    this.#state = 'closing'
    for (const exchange of this.#open) if (!exchange.persists) exchange.close()
    await undone?.catch(() => undefined) // what failed is told by whoever undoes it
    this.#state = 'closed'
    for (const exchange of this.#open) exchange.close()
    await this.#shared.destroy()
  }

  #takes({ persists = false }: HttpRequest): boolean {
    return this.#state === 'open' || (this.#state === 'closing' && persists)
  }

  #pool(connections: number): InstanceType<typeof Pool> {
    return new Pool(origin, { ...poolOptions, connections, connect: this.#options.connect })
  }

  async #run<Kind extends AnyExchange>(
    request: HttpRequest,
    pool: InstanceType<typeof Pool>,
    make: (explain: ConstructorParameters<typeof WholeExchange>[1], over: () => void) => Kind,
    upgrade?: string,
  ): Promise<Awaited<Kind['answer']>> {
    const { method, path, operation, target } = request
    if (!this.#takes(request)) throw closedError('no', { operation, target })
    request.signal?.throwIfAborted()
    const exchange = make(
      (cause, sent) => connectionError(cause, sent, this.#options, { operation, target }),
      () => {
        this.#open.delete(exchange)
        releaseSource(request.body)
        // After undici's parser has returned: it is still on the stack here.
        if (pool !== this.#shared) void settled.then(() => pool.destroy())
      },
    )
    this.#open.add(exchange)
    pool.dispatch(
      {
        method,
        path,
        headers: request.headers,
        body: outgoing(request.body, (reason) => {
          exchange.stop(reason)
        }),
        upgrade: upgrade ?? null,
      },
      exchange,
    )
    return (await exchange.answer) as Awaited<Kind['answer']>
  }
}

function outgoing(
  body: BodySource | undefined,
  onFailure: (reason: unknown) => void,
): string | Uint8Array | Readable | null {
  if (body === undefined) return null
  if (typeof body === 'string') return body
  // A Buffer, since undici takes no Uint8Array of another realm.
  if (isBytes(body)) return Buffer.from(body.buffer, body.byteOffset, body.length)
  return Readable.from(chunksOf(body, onFailure), { objectMode: false })
}

/** A source that fails is no engine that fails: the call must end with the source's own reason. */
async function* chunksOf(
  body: AsyncIterable<unknown>,
  onFailure: (reason: unknown) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of body) {
      if (!isBytes(chunk)) throw invalidArgument('body', chunk, 'a stream of bytes gives Uint8Arrays')
      yield chunk
    }
  } catch (reason) {
    onFailure(reason)
    throw reason
  }
}
