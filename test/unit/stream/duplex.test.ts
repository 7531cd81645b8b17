import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { byteDuplex, type ByteDuplex } from '../../../src/stream/duplex.js'
import { rejection } from './source.js'

interface Pair extends AsyncDisposable {
  readonly duplex: ByteDuplex
  /** The other side. */
  readonly peer: Socket
}

const lost = (cause: unknown): unknown => new Error('lost', { cause })

async function pair(): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-duplex-'))
  const server = createServer({ allowHalfOpen: true })
  await new Promise<void>((resolve) => server.listen(join(folder, 'sock'), resolve))
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const socket = connect(join(folder, 'sock'))
  const peer = await accepted
  peer.on('error', () => undefined)
  return {
    duplex: byteDuplex(socket, lost),
    peer,
    [Symbol.asyncDispose]: async () => {
      socket.destroy()
      peer.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true })
    },
  }
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const chunk of source) bytes += chunk.length
  return bytes
}

const sent = (peer: Socket, bytes: Uint8Array) => new Promise<void>((resolve) => peer.write(bytes, () => resolve()))
const closed = (peer: Socket) => new Promise<void>((resolve) => peer.once('close', () => resolve()))

test('a write after the end is refused, and what comes in is still read', async () => {
  await using both = await pair()
  const { duplex, peer } = both
  const ended = new Promise((resolve) => peer.once('end', resolve).resume())
  await duplex.end()
  expect(await rejection(duplex.write('late'))).toMatchObject({ code: 'INVALID_ARGUMENT' })
  await ended
  peer.end('the answer')
  expect(await readAll(duplex.readable)).toBe(10)
})

test('a write that nobody takes any more rejects, and all that was received before is still read', async () => {
  await using both = await pair()
  const { duplex, peer } = both
  // More than is read ahead, so that some of it waits in the kernel when the write fails.
  await sent(peer, Buffer.alloc(400_000))
  const gone = closed(peer)
  peer.destroy()
  await gone
  expect(await rejection(duplex.write('x'))).toMatchObject({ message: 'lost', cause: { code: 'EPIPE' } })
  expect(await rejection(duplex.write('y'))).toMatchObject({ message: 'lost' })
  await duplex.end()
  expect(await readAll(duplex.readable)).toBe(400_000)
})

test('a write after our own close says so, whichever way it was closed', async () => {
  for (const close of [
    (duplex: ByteDuplex) => duplex.destroy(),
    (duplex: ByteDuplex) => void duplex.readable.return?.(),
  ]) {
    await using both = await pair()
    const { duplex, peer } = both
    const gone = closed(peer.resume())
    close(duplex)
    expect(await rejection(duplex.write('x'))).toMatchObject({ code: 'INVALID_ARGUMENT' })
    peer.end()
    await gone
  }
})

test('a write after the other side has ended tells that the connection was lost', async () => {
  await using both = await pair()
  const { duplex, peer } = both
  peer.end()
  expect(await readAll(duplex.readable)).toBe(0)
  expect(await rejection(duplex.write('x'))).toMatchObject({ message: 'lost' })
})

test('a write that the other side has not taken when it ends rejects, though it leaves the connection open', async () => {
  await using both = await pair()
  const { duplex, peer } = both
  const writing = rejection(duplex.write(Buffer.alloc(8 * 2 ** 20)))
  const late = duplex.write('x').catch((error: unknown) => error)
  await sent(peer, Buffer.from('last words'))
  peer.end()
  expect(await writing).toMatchObject({ message: 'lost' })
  expect(await late).toMatchObject({ message: 'lost' })
  await duplex.end()
  expect(await readAll(duplex.readable)).toBe(10)
})

test('whoever closes it with a reason hears it from reads and writes', async () => {
  await using both = await pair()
  const { duplex } = both
  duplex.destroy('the reason itself')
  expect(await rejection(duplex.readable.next())).toBe('the reason itself')
  expect(await rejection(duplex.write('x'))).toBe('the reason itself')
})
