import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { runProgram } from '../lab/program.js'
import { makeFolder } from './user-folder.js'

const user = inject('userFolder')

const use = `
  const docker = new Docker({ host: 'unix:///nowhere.sock' })
  const net = docker.network.bridge('mybridge').subnet('172.72.0.0/16').gateway('172.72.0.1')
  const web = docker.container.run('nginx:alpine').net('mybridge', { ip: '172.72.1.10' }).publish('8080:80')
  if (net.toRequest().Name !== 'mybridge' || web.toRequest().Image !== 'nginx:alpine') throw new Error('no request')
`
const call = `docker.ping().then(() => process.exit(1), (error) => { if (error.code !== 'ENGINE_UNREACHABLE') throw error })`

const formats = {
  esm: { file: 'program.mjs', load: "import { Docker } from 'mooring'" },
  cjs: { file: 'program.cjs', load: "const { Docker } = require('mooring')" },
}

describe.each(['esm', 'cjs'] as const)('a program in %s that builds requests', (format) => {
  it('loads neither zod nor undici', async () => {
    const loaded = await scriptsOf(format, use)
    expect(loaded.filter((path) => path.startsWith('mooring/'))).not.toEqual([])
    expect(loaded.filter((path) => /^(zod|undici)\//.test(path))).toEqual([])
  })
})

describe.each(['esm', 'cjs'] as const)('a program in %s that calls an engine', (format) => {
  it('loads the client of undici, and not its index, fetch or web sockets', async () => {
    const loaded = (await scriptsOf(format, use + call)).filter((path) => path.startsWith('undici/'))
    expect(loaded).toContain('undici/lib/dispatcher/client.js')
    expect(loaded).not.toContain('undici/index.js')
    expect(loaded.filter((path) => path.startsWith('undici/lib/web/fetch/index'))).toEqual([])
    expect(loaded.filter((path) => path.startsWith('undici/lib/web/websocket/'))).toEqual([])
    expect(loaded.length).toBeLessThan(30)
  })

  it('loads no zod where the reply need not be checked', async () => {
    expect((await scriptsOf(format, use + call)).filter((path) => path.startsWith('zod/'))).toEqual([])
  })
})

describe.each(['esm', 'cjs'] as const)('mooring/cidr in %s', (format) => {
  it('loads addresses, and nothing that speaks HTTP', async () => {
    const { file } = formats[format]
    const load = format === 'esm' ? "import { Cidr } from 'mooring/cidr'" : "const { Cidr } = require('mooring/cidr')"
    const loaded = await loadedBy(
      file,
      `${load}\nif (!Cidr.parse('10.0.0.0/8').contains('10.1.2.3')) throw new Error()`,
    )
    expect(new Set(loaded.map((path) => path.split('/')[0]))).toEqual(new Set(['mooring', 'ip-address']))
  })
})

describe.each(['esm', 'cjs'] as const)('mooring/plan in %s, where yaml is not installed', (format) => {
  it('reads specs, and says what to install for one in YAML', async () => {
    const { file } = formats[format]
    const load = format === 'esm' ? "import { plan } from 'mooring/plan'" : "const { plan } = require('mooring/plan')"
    const program = `${load}
      if (plan.fromCompose({ name: 'shop' }).spec.project.compose !== 'shop') throw new Error('no spec')
      const isRefused = ({ code, hint }) => code === 'PACKAGE_MISSING' && hint.endsWith('npm install yaml')
      plan.fromYaml('networks: {}').then(() => process.exit(1), (error) => { if (!isRefused(error)) throw error })
    `
    expect((await loadedBy(file, program)).filter((path) => path.startsWith('yaml/'))).toEqual([])
  })
})

function scriptsOf(format: keyof typeof formats, program: string): Promise<readonly string[]> {
  const { file, load } = formats[format]
  return loadedBy(file, `${load}\n${program}`)
}

/** Every script of a package that a program loads, in either format: Node writes them down for its coverage report. */
async function loadedBy(file: string, program: string): Promise<readonly string[]> {
  const reports = mkdtempSync(join(tmpdir(), 'mooring-loaded-'))
  try {
    const folder = makeFolder(user, 'load', {}, { [file]: program })
    const result = await runProgram([process.execPath, join(folder, file)], {
      PATH: process.env['PATH'],
      NODE_V8_COVERAGE: reports,
    })
    expect(result).toEqual({ stdout: '', stderr: '', exitCode: 0 })
    const urls = readdirSync(reports).flatMap((name) => {
      const report = JSON.parse(readFileSync(join(reports, name), 'utf8')) as {
        readonly result: readonly { readonly url: string }[]
      }
      return report.result.map(({ url }) => url)
    })
    return urls
      .filter((url) => url.includes('/node_modules/'))
      .map((url) => url.slice(url.lastIndexOf('/node_modules/') + '/node_modules/'.length))
  } finally {
    rmSync(reports, { recursive: true })
  }
}
