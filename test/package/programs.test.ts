import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { lab, type ProgramResult, type ThrowAwayEngine } from '../lab/lab.js'
import { runProgram } from '../lab/program.js'
import { inMain, printed, withRequire } from './readme.js'
import { makeFolder } from './user-folder.js'

const user = inject('userFolder')
const modules = join(user.path, 'node_modules')

let engine: ThrowAwayEngine
beforeAll(async () => {
  engine = await lab.start('package', { root: 'forky' })
})
afterAll(() => engine.remove())

afterEach(async () => {
  const containers = await engine.exec('docker', 'ps', '--all', '--format', '{{.Names}}')
  const networks = await engine.exec('docker', 'network', 'ls', '--filter', 'type=custom', '--format', '{{.Name}}')
  expect({ containers: containers.stdout, networks: networks.stdout }).toEqual({ containers: '', networks: '' })
})

describe('the first program of the README runs as it is printed', () => {
  const files = { 'program.ts': printed.first }

  it('with tsx', async () => {
    const folder = makeFolder(user, 'tsx', { type: 'module' }, files)
    expectFirst(await run(folder, join(modules, 'tsx/dist/cli.mjs'), 'program.ts'))
  })

  it('with ts-node as an ES module', async () => {
    const folder = makeFolder(user, 'ts-node-esm', { type: 'module' }, files)
    expectFirst(await run(folder, '--loader', 'ts-node/esm', 'program.ts'))
  })

  it('with ts-node as CommonJS, inside a function, under the tsconfig of the README', async () => {
    const commonjs = { 'program.ts': inMain(printed.first), 'tsconfig.json': printed.tsconfig }
    const folder = makeFolder(user, 'ts-node-cjs', {}, commonjs)
    expectFirst(await run(folder, join(modules, 'ts-node/dist/bin.js'), 'program.ts'))
  })
})

describe('the plain program of the README runs without any tool', () => {
  it('as an ES module', async () => {
    expectPlain(await run(makeFolder(user, 'mjs', {}, { 'program.mjs': printed.plain }), 'program.mjs'))
  })

  it('as CommonJS', async () => {
    expectPlain(await run(makeFolder(user, 'cjs', {}, { 'program.cjs': withRequire(printed.plain) }), 'program.cjs'))
  })

  it.each(['esm', 'cjs'] as const)('as one bundled file, alone in its folder, as %s', async (format) => {
    const alone = mkdtempSync(join(tmpdir(), 'mooring-bundle-'))
    try {
      const folder = makeFolder(user, 'bundle', {}, { 'program.mjs': printed.plain })
      const banner = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
      const { outputFiles } = await build({
        absWorkingDir: folder,
        entryPoints: ['program.mjs'],
        bundle: true,
        platform: 'node',
        target: 'node20',
        format,
        // undici is CommonJS: in a bundle that is an ES module it needs somebody's require for Node's own modules
        ...(format === 'esm' && { banner: { js: banner } }),
        write: false,
      })
      const name = format === 'esm' ? 'bundle.mjs' : 'bundle.cjs'
      for (const { text } of outputFiles) writeFileSync(join(alone, name), text)
      expectPlain(await run(alone, name))
    } finally {
      rmSync(alone, { recursive: true })
    }
  })
})

function run(folder: string, ...args: readonly string[]): Promise<ProgramResult> {
  const env = { PATH: process.env['PATH'], DOCKER_HOST: engine.host, NODE_NO_WARNINGS: '1' }
  return runProgram(['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', folder, process.execPath, ...args], env)
}

function expectFirst(result: ProgramResult): void {
  expect(result).toEqual({
    stdout: expect.stringMatching(/^(mooring-[0-9a-f]{8}-1) is 172\.72\.1\.10\n\1 172\.72\.1\.10\n$/) as string,
    stderr: '',
    exitCode: 0,
  })
}

function expectPlain(result: ProgramResult): void {
  expect(result).toEqual({
    stdout: expect.stringMatching(/^mooring-[0-9a-f]{8}-1 is 172\.72\.0\.2\n$/) as string,
    stderr: '',
    exitCode: 0,
  })
}
