import type { Socket } from 'node:net'
import type { Recipe } from './recipe.js'

/** Bytes of one write: what a socket's buffer takes in one or two steps. */
const writeSize = 64 * 1024
const headerSize = 8

/** Bytes that are written over and over: whole frames, or whole chunks. */
interface Block {
  readonly bytes: Buffer
  readonly frames: number
}

/** Writes the frames of a recipe, one chunk or more, and the end of the body. */
export async function sendChunked(socket: Socket, recipe: Recipe): Promise<void> {
  if (recipe.chunk === 'each') await repeat(socket, eachInChunk(recipe), recipe.frames)
  else await cut(socket, recipe, recipe.chunk)
  if (!socket.destroyed) socket.write('0\r\n\r\n')
}

/** Writes the frames of a recipe as they stand, and ends the connection. */
export async function sendRaw(socket: Socket, recipe: Recipe): Promise<void> {
  await repeat(socket, contiguous(recipe), recipe.frames)
  socket.end()
}

/** Resolves when the socket takes more; false when it is gone. Nothing is written to a full socket. */
function write(socket: Socket, bytes: Uint8Array): Promise<boolean> | boolean {
  if (socket.destroyed) return false
  if (socket.write(bytes)) return true
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done)
      socket.off('close', done)
      resolve(!socket.destroyed)
    }
    socket.on('drain', done)
    socket.on('close', done)
  })
}

async function repeat(socket: Socket, block: Block, frames: number): Promise<void> {
  const whole = Math.floor(frames / block.frames)
  for (let n = 0; n < whole; n++) if (!(await writeAll(socket, block.bytes))) return
  const rest = frames - whole * block.frames
  await writeAll(socket, block.bytes.subarray(0, (block.bytes.length / block.frames) * rest))
}

/** Writes piece by piece what is too long for one write; false when the socket is gone. */
export async function writeAll(socket: Socket, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length; at += writeSize)
    if (!(await write(socket, bytes.subarray(at, at + writeSize)))) return false
  return true
}

/** Frames as they stand in chunks of a size, however that cuts them. */
async function cut(socket: Socket, recipe: Recipe, size: number): Promise<void> {
  const one = frame(recipe.payload)
  const total = one.length * recipe.frames
  const bytes = Buffer.concat(Array<Buffer>(Math.ceil(size / one.length) + 1).fill(one))
  for (let sent = 0; sent < total;) {
    const length = Math.min(size, total - sent)
    const from = sent % one.length
    if (!(await write(socket, chunk(bytes.subarray(from, from + length))))) return
    sent += length
  }
}

function contiguous({ payload, frames }: Recipe): Block {
  const one = frame(payload)
  return blockOf(one, frames)
}

function eachInChunk({ payload, frames }: Recipe): Block {
  return blockOf(chunk(frame(payload)), frames)
}

function blockOf(one: Buffer, frames: number): Block {
  const count = Math.max(1, Math.min(frames, Math.floor(writeSize / one.length)))
  return { bytes: count === 1 ? one : Buffer.concat(Array<Buffer>(count).fill(one)), frames: count }
}

export function chunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

const made = new Map<number, Buffer>()

/** One frame of stdout: a line of text. */
function frame(payload: number): Buffer {
  const before = made.get(payload)
  if (before !== undefined) return before
  const bytes = Buffer.alloc(headerSize + payload, 'x')
  bytes.fill(0, 0, headerSize)
  bytes[0] = 1
  bytes.writeUInt32BE(payload, 4)
  if (payload > 0) bytes[bytes.length - 1] = 0x0a
  made.set(payload, bytes)
  return bytes
}
