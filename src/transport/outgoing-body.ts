import { Readable } from 'node:stream'
import { isBytes } from '../errors/brand.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import type { BodySource } from './transport.js'

/** Who sends a body: it hears of each piece, and of a source that fails. */
interface Sender {
  stop(reason: unknown): void
  touch(): void
}

/** A body as undici takes it. */
export function outgoingBody(body: BodySource | undefined, sender: Sender): string | Uint8Array | Readable | null {
  if (body === undefined) return null
  if (typeof body === 'string') return body
  // A Buffer, since undici takes no Uint8Array of another realm.
  if (isBytes(body)) return Buffer.from(body.buffer, body.byteOffset, body.length)
  return Readable.from(chunksOf(body, sender), { objectMode: false })
}

/** A source that fails is no engine that fails: the call must end with the source's own reason. */
async function* chunksOf(body: AsyncIterable<unknown>, sender: Sender): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of body) {
      if (!isBytes(chunk)) throw invalidArgument('body', chunk, 'a stream of bytes gives Uint8Arrays')
      sender.touch()
      yield chunk
    }
  } catch (reason) {
    sender.stop(reason)
    throw reason
  }
}
