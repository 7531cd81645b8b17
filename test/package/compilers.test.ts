import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { root } from '../house/source-tree.js'
import { runProgram } from '../lab/program.js'
import { makeFolder } from './user-folder.js'

const user = inject('userFolder')
const tools = join(user.path, 'tools', 'node_modules')

/** What a user writes. `mooring/zod` is left out: the declarations of zod itself need `esModuleInterop`. */
const program = `
  import { Cidr, Docker, EngineError, json, MooringError, type CallOptions, type Logs } from 'mooring'
  import { Ip } from 'mooring/cidr'
  import { unixTransport } from 'mooring/transport'
  import type { ContainerInspect, NetworkInspect } from 'mooring/wire'

  export async function main(options: CallOptions): Promise<void> {
    const docker = new Docker({ transport: unixTransport('/var/run/docker.sock') })
    const net = await docker.network.bridge('mybridge').subnet('172.72.0.0/16').gateway('172.72.0.1').create(options)
    const web = await docker.container.run('nginx:alpine').net(net, { ip: '172.72.1.10' }).publish('8080:80').start()
    const logs: Logs = web.logs({ follow: true })
    for await (const { line } of logs.lines()) console.log(line)
    for await (const event of docker.events({ type: 'network' })) console.log(event.Action)
    const inspected: ContainerInspect = await web.inspect()
    const bridge: NetworkInspect = await docker.call('NetworkInspect', { id: 'bridge' })
    console.log(json(inspected), bridge.Name, Ip.parse('10.0.0.1'), Cidr.parse('10.0.0.0/8'))
  }
  export const codeOf = (error: unknown): string =>
    error instanceof EngineError || error instanceof MooringError ? error.code : 'none'
`

/** How a compiler finds mooring: by its exports in both formats at once, as a bundler does, and by `typesVersions`. */
const resolutions = {
  node16: { files: ['program.mts', 'program.cts'], options: { module: 'node16' } },
  bundler: { files: ['program.mts'], options: { module: 'esnext', moduleResolution: 'bundler' } },
  node10: { files: ['program.ts'], options: { module: 'commonjs', moduleResolution: 'node10' } },
} as const
type Resolution = keyof typeof resolutions

// Each resolution with the oldest compiler; those between need no more than one. exports.test.ts has more of 6.
const compilers: readonly { version: string; path: string; known: readonly Resolution[] }[] = [
  { version: '5.5', path: join(tools, 'typescript-5.5'), known: ['node16', 'bundler', 'node10'] },
  { version: '5.9', path: join(tools, 'typescript-5.9'), known: ['node16'] },
  { version: '6', path: join(root, 'node_modules', 'typescript'), known: ['node16'] },
  { version: '7', path: join(root, 'node_modules', 'typescript-7'), known: ['node16', 'bundler'] },
]

const strictest = {
  noEmit: true,
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  types: [],
}

describe.each(compilers)('under the strictest options of TypeScript $version', ({ version, path, known }) => {
  it.each(known)('a program of a user compiles, as %s finds it', async (resolution) => {
    const { files, options } = resolutions[resolution]
    const compilerOptions = {
      ...strictest,
      ...options,
      // 7 has no way to do without it
      ...(version !== '7' && { esModuleInterop: false }),
      ...(version === '6' && { ignoreDeprecations: '6.0' }),
    }
    const folder = makeFolder(
      user,
      `typescript-${version}-${resolution}`,
      {},
      {
        ...Object.fromEntries(files.map((file) => [file, program])),
        'tsconfig.json': JSON.stringify({ compilerOptions, files }),
      },
    )
    const { stdout, exitCode } = await runProgram([process.execPath, join(path, 'bin', 'tsc'), '-p', folder])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 })
  })
})
