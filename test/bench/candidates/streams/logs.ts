import { once } from 'node:events'
import { peers, type NodeSdk } from '../peers.js'
import type { MooringClient } from '../mooring.js'
import { FrameCutter } from './cut-frames.js'
import { Counter, type Reader } from './reader.js'
import { drain, iterate, streamPool } from './undici.js'

const headerSize = 8

const pathOf = (container: string): string => `/v1.51/containers/${container}/logs?stdout=1&stderr=1`

/** The bytes of the body and nothing else; it knows how long the headers of its frames are, and leaves them out. */
export function drainReader(socket: string, framesOf: (container: string) => number, name = 'drain'): Reader {
  const pool = streamPool(socket)
  const read = async (container: string) => {
    const bytes = await drain(pool, pathOf(container))
    return { bytes: bytes - framesOf(container) * headerSize, items: undefined }
  }
  return { name, read }
}

export function handReader(socket: string): Reader {
  const pool = streamPool(socket)
  const read = async (container: string) => {
    const counted = { bytes: 0, items: 0 }
    for await (const { data } of iterate(pool, pathOf(container), new FrameCutter()).items) {
      counted.bytes += data.length
      counted.items++
    }
    return counted
  }
  return { name: 'hand-written', read }
}

export function framesReader(docker: MooringClient): Reader {
  const read = async (container: string) => {
    const counted = { bytes: 0, items: 0 }
    for await (const { data } of docker.container.ref(container).logs()) {
      counted.bytes += data.length
      counted.items++
    }
    return counted
  }
  return { name: 'mooring frames', splitsFrames: true, read }
}

export function linesReader(docker: MooringClient): Reader {
  const read = async (container: string) => {
    const counted = { bytes: 0, items: 0 }
    for await (const { line } of docker.container.ref(container).logs().lines()) {
      counted.bytes += line.length + 1 // its newline
      counted.items++
    }
    return counted
  }
  return { name: 'mooring lines', read }
}

export function dockerodeReader(socketPath: string, share: number): Reader {
  const docker = new (peers.dockerode())({ socketPath })
  const read = async (container: string) => {
    const stream = await docker.getContainer(container).logs({ follow: true, stdout: true, stderr: true })
    const stdout = new Counter()
    docker.modem.demuxStream(stream, stdout, new Counter())
    await once(stream, 'end')
    return stdout
  }
  return { name: 'dockerode', share, read }
}

export async function nodeSdkReader(socketPath: string, share: number): Promise<Reader> {
  const docker: NodeSdk = await peers.nodeSdk().DockerClient.fromDockerHost(`unix:${socketPath}`)
  const read = async (container: string) => {
    const stdout = new Counter()
    await docker.containerLogs(container, stdout, new Counter(), { stdout: true, stderr: true })
    return stdout
  }
  return { name: 'node-sdk', share, read }
}
