import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unpackTar } from 'modern-tar'
import { Docker } from '../../../src/docker.js'
import { labBin } from '../../lab/place.js'

/** What an engine was told to build. */
export interface RecordedBuild {
  readonly query: Readonly<Record<string, readonly string[]>>
  /** One line for each entry of the archive: name, type, mode, owner, time, link, content. */
  readonly entries: readonly string[]
}

export interface Recorder extends AsyncDisposable {
  /** What the CLI sends. The path is that of the context. */
  readonly cli: (folder: string, ...args: readonly string[]) => Promise<RecordedBuild>
  /** What mooring sends. */
  readonly ours: (build: (docker: Docker) => Promise<unknown>) => Promise<RecordedBuild>
}

const id = `sha256:${'1b'.repeat(32)}`

/** An engine that takes every build, and keeps what it was told: one for the CLI, and one for mooring. */
export async function recorder(): Promise<Recorder> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-record-'))
  const one = await listen(join(folder, 'cli'))
  const other = await listen(join(folder, 'ours'))
  const docker = new Docker({ host: `unix://${join(folder, 'ours')}` })
  return {
    cli: async (context, ...args) => {
      await run(context, { DOCKER_HOST: `unix://${join(folder, 'cli')}` }, ['build', ...args, context])
      return await one.take()
    },
    ours: async (build) => {
      await build(docker)
      return await other.take()
    },
    [Symbol.asyncDispose]: async () => {
      await docker.close()
      await Promise.all([one.close(), other.close()])
      await rm(folder, { recursive: true })
    },
  }
}

interface Listening {
  readonly take: () => Promise<RecordedBuild>
  readonly close: () => Promise<void>
}

async function listen(path: string): Promise<Listening> {
  let last: { readonly url: string; readonly body: Uint8Array } | undefined
  const server = createServer((request, response) => {
    const pieces: Uint8Array[] = []
    request.on('data', (piece: Uint8Array) => pieces.push(piece))
    request.on('end', () => {
      const { url = '' } = request
      response.setHeader('Api-Version', '1.50')
      if (url.includes('/build')) last = { url, body: Buffer.concat(pieces) }
      if (url.includes('/build')) response.end(`${JSON.stringify({ aux: { ID: id } })}\n`)
      else response.end(url.endsWith('/_ping') ? 'OK' : JSON.stringify({ Id: id, Os: 'linux', Architecture: 'arm64' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return {
    take: async () => {
      if (last === undefined) throw new Error('nothing was built')
      const { url, body } = last
      last = undefined
      return await read(url, body)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(url: string, body: Uint8Array): Promise<RecordedBuild> {
  const { searchParams } = new URL(url, 'http://engine')
  const names = [...new Set(searchParams.keys())].filter((name) => !saysNothing(name, searchParams.get(name))).sort()
  const entries = await unpackTar(body)
  return {
    query: Object.fromEntries(names.map((name) => [name, searchParams.getAll(name)])),
    entries: entries.map(({ header: { name, type, mode = 0, uid, gid, mtime, linkname = '' }, data }) =>
      [
        name.replace(/[/]$/, ''),
        type,
        (mode & 0o7777).toString(8),
        `${uid}:${gid}`,
        mtime?.toISOString(),
        linkname,
        JSON.stringify(Buffer.from(data ?? []).toString()),
      ].join(' '),
    ),
  }
}

/** Some versions of the CLI write out what nobody has said. */
function saysNothing(name: string, value: string | null): boolean {
  if (name === 'rm') return value === '1'
  return ['', '0', '{}', '[]', 'default'].includes(value ?? '')
}

/** The classic builder of the CLI: with BuildKit it would open a session. */
function run(cwd: string, env: Readonly<Record<string, string>>, args: readonly string[]): Promise<void> {
  const child = spawn(join(labBin, 'docker'), args, {
    cwd,
    env: { ...env, DOCKER_BUILDKIT: '0', DOCKER_CONFIG: '/nonexistent', PATH: process.env['PATH'], HOME: '/root' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`docker build ended with ${code}: ${said}`))
    })
  })
}
