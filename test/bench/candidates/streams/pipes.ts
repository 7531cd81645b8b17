import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { MooringClient } from '../mooring.js'
import { peers, type UndiciPool } from '../peers.js'
import { FrameCutter, type HandFrame } from './cut-frames.js'
import { HandWritten } from './hand-written.js'
import { Counter, type Read, type Reader } from './reader.js'
import { streamPool, upgrade } from './undici.js'

type Kind = 'attach' | 'exec'

/** Frames cut where they come in, by a callback: the least that reading them can cost. */
export function callbackReader(socketPath: string, kind: Kind): Reader {
  const pool = streamPool(socketPath)
  const read = async (container: string) => {
    const socket = await open(pool, kind, container)
    const cutter = new FrameCutter()
    const counted = { bytes: 0, items: 0 }
    socket.on('data', (piece: Buffer) => {
      cutter.push(piece)
      for (let frame = cutter.take(); frame !== undefined; frame = cutter.take()) {
        counted.bytes += frame.data.length
        counted.items++
      }
    })
    await once(socket, 'end')
    return counted
  }
  return { name: 'callback', read }
}

/** The same as an iterator: one frame for each turn of a loop. */
export function iteratorReader(socketPath: string, kind: Kind): Reader {
  const pool = streamPool(socketPath)
  const read = async (container: string) => {
    const frames = framesOf(await open(pool, kind, container))
    const counted = { bytes: 0, items: 0 }
    for await (const { data } of frames) {
      counted.bytes += data.length
      counted.items++
    }
    return counted
  }
  return { name: 'hand-written', read }
}

export function mooringReader(docker: MooringClient, kind: Kind): Reader {
  const attach = (container: string) => {
    const handle = docker.container.ref(container)
    return kind === 'attach' ? handle.attach({ stdin: false }) : handle.exec('cat').attach()
  }
  const read = async (container: string) => {
    await using streams = await attach(container)
    const counted = { bytes: 0, items: 0 }
    for await (const { data } of streams.output) {
      counted.bytes += data.length
      counted.items++
    }
    return counted
  }
  return { name: 'mooring', splitsFrames: true, read }
}

export function dockerodeReader(socketPath: string, kind: Kind, share: number): Reader {
  const docker = new (peers.dockerode())({ socketPath })
  const attach = async (container: string): Promise<Duplex> => {
    const handle = docker.getContainer(container)
    const wanted = { stdout: true, stderr: true }
    if (kind === 'attach') return handle.attach({ stream: true, hijack: true, ...wanted })
    const exec = await handle.exec({ Cmd: ['cat'], AttachStdout: true, AttachStderr: true })
    return exec.start({ hijack: true, stdin: false })
  }
  const read = async (container: string): Promise<Read> => {
    const stream = await attach(container)
    const stdout = new Counter()
    docker.modem.demuxStream(stream, stdout, new Counter())
    await once(stream, 'end')
    return stdout
  }
  return { name: 'dockerode', share, read }
}

async function open(pool: UndiciPool, kind: Kind, container: string): Promise<Duplex> {
  if (kind === 'attach')
    return upgrade(pool, { path: `/v1.51/containers/${container}/attach?stream=1&stdout=1&stderr=1` })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ Cmd: ['cat'], AttachStdout: true, AttachStderr: true })
  const made = await pool.request({ method: 'POST', path: `/v1.51/containers/${container}/exec`, headers, body })
  const { Id } = JSON.parse(await made.body.text()) as { readonly Id: string }
  return upgrade(pool, {
    path: `/v1.51/exec/${Id}/start`,
    headers,
    body: JSON.stringify({ Detach: false, Tty: false }),
  })
}

function framesOf(socket: Duplex): HandWritten<HandFrame> {
  const frames = new HandWritten(new FrameCutter())
  frames.open({ pause: () => void socket.pause(), resume: () => void socket.resume() })
  socket.on('data', (piece: Buffer) => frames.push(piece))
  socket.on('end', () => frames.end())
  socket.on('error', (error) => frames.end(error))
  return frames
}
