import type { Socket } from 'node:net'
import * as answers from './answers.js'
import { networkInspected } from './lists.js'
import { recipeOf } from './recipe.js'
import { sendChunked, sendRaw, writeAll } from './streams.js'

/** What the stub was started with, ready to be sent. */
export interface Replies {
  readonly networks: Buffer
  readonly containers: Buffer
  readonly events: Buffer
}

const headEnd = Buffer.from('\r\n\r\n')
const lastChunk = Buffer.from('0\r\n\r\n')

/** One connection: reads requests, one after the other, and answers them. */
export class Connection {
  readonly #socket: Socket
  readonly #replies: Replies
  readonly #count: () => void
  #rest: Buffer = Buffer.alloc(0)
  #isRaw = false

  constructor(socket: Socket, replies: Replies, count: () => void) {
    this.#socket = socket
    this.#replies = replies
    this.#count = count
    socket.on('data', (bytes) => this.#read(bytes))
    socket.on('error', () => undefined) // a client that leaves in the middle is what some benches do
  }

  #read(bytes: Buffer): void {
    if (this.#isRaw) return
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    for (;;) {
      const end = this.#rest.indexOf(headEnd)
      if (end === -1) return
      const head = this.#rest.toString('latin1', 0, end)
      const after = this.#afterBody(head, end + headEnd.length)
      if (after === undefined) return
      this.#rest = this.#rest.subarray(after)
      this.#count()
      this.#answer(head)
    }
  }

  /** Where the body of a request ends; undefined when it is not here yet. */
  #afterBody(head: string, start: number): number | undefined {
    if (head.startsWith('GET ')) return start
    if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
      const end = this.#rest.indexOf(lastChunk, start)
      return end === -1 ? undefined : end + lastChunk.length
    }
    const [, length = '0'] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? []
    const end = start + Number(length)
    return end > this.#rest.length ? undefined : end
  }

  #answer(head: string): void {
    const [method = '', target = ''] = head.split(' ', 2)
    const [whole = ''] = target.split('?')
    const path = whole.replace(/^\/v1\.\d+/, '')
    const reply = this.#whole(method, path)
    if (reply === undefined) this.#stream(method, path)
    else this.#socket.write(reply)
  }

  /** The replies that are one piece of bytes. */
  #whole(method: string, path: string): Buffer | undefined {
    if (method === 'DELETE') return answers.nothing
    if (method === 'HEAD') return answers.pingHead
    if (path === '/_ping') return answers.ping
    if (path === '/networks') return this.#replies.networks
    if (path === '/containers/json') return this.#replies.containers
    if (path === '/networks/create') return answers.created()
    if (path === '/version') return answers.version
    if (path === '/info') return answers.info
    if (path.startsWith('/networks/')) return networkInspected
    const [, room = '', name = '', verb = ''] = path.split('/')
    if (verb === 'wait') return answers.exited
    if (room === 'containers' && verb === 'json') return answers.containerInspected(name)
    if (room === 'containers' && verb === 'exec') return answers.execCreated(name)
    if (room === 'exec' && verb === 'json') return answers.execInspected(name)
    return undefined
  }

  #stream(method: string, path: string): void {
    if (path === '/events') {
      this.#socket.write(answers.eventsHead)
      void writeAll(this.#socket, this.#replies.events) // and it stays open, as an engine's does
      return
    }
    const [, , name = '', verb = ''] = path.split('/')
    const recipe = recipeOf(name)
    if (name === 'open') this.#socket.write(answers.openLog)
    else if (recipe === undefined) this.#socket.write(answers.notFound)
    else if (verb === 'logs') {
      this.#socket.write(answers.chunkedHead)
      void sendChunked(this.#socket, recipe)
    } else if (method === 'POST' && (verb === 'attach' || verb === 'start')) {
      this.#isRaw = true
      this.#socket.write(answers.upgraded)
      void sendRaw(this.#socket, recipe)
    } else this.#socket.write(answers.notFound)
  }
}
