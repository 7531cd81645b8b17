import type { HttpReply, HttpRequest, HttpStream, HttpUpgrade, Transport } from '../../../src/transport/transport.js'
import { unixTransport } from '../../../src/transport/unix.js'

/** When a program dies: at which of the requests that change something, from 1. */
interface Death {
  readonly at: number
  /** Before it is sent, or when its answer is there. */
  readonly moment: 'before' | 'after'
}

/** The way to an engine of a program that dies at one of its requests: it sends no more, and hears of nothing. */
export class DyingTransport implements Transport {
  readonly host: string
  /** Resolves when it has died. */
  readonly died: Promise<'died'>
  readonly #inner: Transport
  readonly #death: Death
  #changes = 0
  #isDead = false
  #die: () => void = () => undefined

  constructor(socket: string, death: Death) {
    this.#inner = unixTransport(socket)
    this.host = this.#inner.host
    this.#death = death
    this.died = new Promise((resolve) => {
      this.#die = () => {
        this.#isDead = true
        resolve('died')
      }
    })
  }

  async request(request: HttpRequest): Promise<HttpReply> {
    const isLast = request.method !== 'GET' && ++this.#changes === this.#death.at
    if (isLast && this.#death.moment === 'before') this.#die()
    if (this.#isDead) return await never()
    const reply = await this.#inner.request(request)
    if (isLast) this.#die()
    return this.#hearing() ? reply : await never()
  }

  /** A request that was on its way may be answered after the death. */
  #hearing(): boolean {
    return !this.#isDead
  }

  stream(request: HttpRequest): Promise<HttpStream> {
    return this.#isDead ? never() : this.#inner.stream(request)
  }

  upgrade(request: HttpRequest): Promise<HttpUpgrade> {
    return this.#isDead ? never() : this.#inner.upgrade(request)
  }

  close(undone?: Promise<unknown>): Promise<void> {
    return this.#inner.close(undone)
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
