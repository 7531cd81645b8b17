import type { ByteDuplex } from '../../stream/duplex.js'

/** What can be given to a program's stdin: all at once, or as it comes. */
export type ExecInput = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/**
 * Writes all of it, then ends stdin. Never rejects: a program that ends without reading it all is no failure,
 * and a source that fails closes the connection with its reason, which the reader of the output meets.
 */
export async function pump(input: ExecInput, duplex: ByteDuplex): Promise<void> {
  try {
    for await (const chunk of chunksOf(input)) if (!(await taken(duplex, chunk))) return
    await duplex.end()
  } catch (error) {
    duplex.destroy(error)
  }
}

function chunksOf(input: ExecInput): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> {
  return typeof input === 'string' || input instanceof Uint8Array ? [input] : input
}

async function taken(duplex: ByteDuplex, chunk: string | Uint8Array): Promise<boolean> {
  try {
    await duplex.write(chunk)
    return true
  } catch {
    return false
  }
}
