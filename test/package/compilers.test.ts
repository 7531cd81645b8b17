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

const compilers = [
  { version: '5.5', path: join(tools, 'typescript-5.5') },
  { version: '5.9', path: join(tools, 'typescript-5.9') },
  { version: '6', path: join(root, 'node_modules', 'typescript') },
  { version: '7', path: join(root, 'node_modules', 'typescript-7') },
]

const resolutions = [
  { name: 'node16', format: 'module', options: { module: 'node16' } },
  { name: 'node16', format: 'commonjs', options: { module: 'node16' } },
  { name: 'bundler', format: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } },
  { name: 'node10', format: 'commonjs', options: { module: 'commonjs', moduleResolution: 'node10' } },
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

describe.each(compilers)('under the strictest options of TypeScript $version', ({ version, path }) => {
  // 7 has neither the resolution of old nor a way to do without esModuleInterop.
  const known = resolutions.filter(({ name }) => version !== '7' || name !== 'node10')

  it.each(known)('a program of a user compiles: $name, $format', async ({ name, format, options }) => {
    const compilerOptions = {
      ...strictest,
      ...options,
      ...(version !== '7' && { esModuleInterop: false }),
      ...(version === '6' && { ignoreDeprecations: '6.0' }),
    }
    const folder = makeFolder(
      user,
      `typescript-${version}-${name}-${format}`,
      { type: format },
      { 'program.ts': program, 'tsconfig.json': JSON.stringify({ compilerOptions, files: ['program.ts'] }) },
    )
    const { stdout, exitCode } = await runProgram([process.execPath, join(path, 'bin', 'tsc'), '-p', folder])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 })
  })
})
