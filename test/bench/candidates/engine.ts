import { once } from 'node:events'
import { Writable } from 'node:stream'
import type { MooringClient } from './mooring.js'
import { peers, type UndiciRequest } from './peers.js'
import { FrameCutter } from './streams/cut-frames.js'
import { Counter } from './streams/reader.js'
import { upgrade } from './streams/undici.js'

const json = { 'content-type': 'application/json' }
const image = 'busybox'
const command = ['sleep', '600']
const said = ['echo', 'hello']

/** One way to start a container, run a program in it and remove it; gives what the program said. */
export interface ContainerCycle {
  readonly name: string
  readonly run: () => Promise<string>
}

export function undiciCycle(socketPath: string, name = 'undici'): ContainerCycle {
  const { Pool } = peers.undici()
  const pool = new Pool('http://docker', { socketPath, pipelining: 1 })
  const ask = async (method: UndiciRequest['method'], path: string, value?: object): Promise<string> => {
    const body = value === undefined ? {} : { headers: json, body: JSON.stringify(value) }
    const reply = await pool.request({ method, path: `/v1.44${path}`, ...body })
    const text = await reply.body.text()
    if (reply.statusCode >= 300) throw new Error(`${method} ${path}: ${reply.statusCode} ${text}`)
    return text
  }
  const idOf = (text: string): string => (JSON.parse(text) as { readonly Id: string }).Id
  const run = async (): Promise<string> => {
    const spec = { Image: image, Cmd: command, HostConfig: { NetworkMode: 'none' } }
    const id = idOf(await ask('POST', '/containers/create', spec))
    await ask('POST', `/containers/${id}/start`)
    const exec = idOf(
      await ask('POST', `/containers/${id}/exec`, { Cmd: said, AttachStdout: true, AttachStderr: true }),
    )
    const body = JSON.stringify({ Detach: false, Tty: false })
    const output = await upgrade(pool, { path: `/v1.44/exec/${exec}/start`, headers: json, body })
    let text = ''
    const frames = new FrameCutter()
    for await (const piece of output) {
      frames.push(piece as Buffer)
      for (let frame = frames.take(); frame !== undefined; frame = frames.take())
        text += Buffer.from(frame.data).toString()
    }
    await ask('GET', `/exec/${exec}/json`)
    await ask('DELETE', `/containers/${id}?force=1&v=1`)
    return text
  }
  return { name, run }
}

export function mooringCycle(docker: MooringClient): ContainerCycle {
  const run = async (): Promise<string> => {
    const container = await docker.container
      .run(image, ...command)
      .net('none')
      .start()
    const { stdout } = await container.exec(...said).output({ check: true })
    await container.remove({ force: true, volumes: true })
    return stdout
  }
  return { name: 'mooring', run }
}

export function dockerodeCycle(socketPath: string): ContainerCycle {
  const docker = new (peers.dockerode())({ socketPath })
  const run = async (): Promise<string> => {
    const container = await docker.createContainer({ Image: image, Cmd: command, HostConfig: { NetworkMode: 'none' } })
    await container.start()
    const exec = await container.exec({ Cmd: said, AttachStdout: true, AttachStderr: true })
    const stream = await exec.start({ hijack: true, stdin: false })
    let text = ''
    const stdout = new Writable({
      write: (piece: Buffer, _encoding, done) => {
        text += piece.toString()
        done()
      },
    })
    docker.modem.demuxStream(stream, stdout, new Counter())
    await once(stream, 'end')
    await exec.inspect()
    await container.remove({ force: true, v: true })
    return text
  }
  return { name: 'dockerode', run }
}
