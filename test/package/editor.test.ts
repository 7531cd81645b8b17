import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, inject, it } from 'vitest'
import { makeFolder } from './user-folder.js'

// What mooring costs the compiler of a user, and what his editor shows. Types are counted: the count is the same on
// every machine. The time is printed, and holds nothing.

const user = inject('userFolder')

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.NodeNext,
}

const front = `
  import { Docker } from 'mooring'
  export const docker = new Docker()
`
const chainOfContainer = `
  export const web = docker.container.run('nginx:alpine', 'sh')
    .name('web').hostname('web').env('A', '1').env({ B: '2' }).label('app', 'web').label({ tier: 'front' })
    .entrypoint('sh').workdir('/srv').user('root').tty().interactive().init().restart('always').pull('missing')
    .net('front', { ip: '10.0.0.2', alias: 'web' }).net('back').publish('8080:80', '127.0.0.1:8443:443/tcp')
    .expose('90').dns('10.0.0.53').addHost('db:10.0.0.3')
`
const chainOfNetwork = `
  export const net = docker.network.bridge('front')
    .subnet('10.1.0.0/16').ipRange('10.1.1.0/24').gateway('10.1.0.1').auxAddress('a', '10.1.0.2').auxAddress('b', '10.1.0.3')
    .subnet('10.2.0.0/16').ipRange('10.2.1.0/24').gateway('10.2.0.1').auxAddress('c', '10.2.0.2').auxAddress('d', '10.2.0.3')
    .subnet('fd00:1::/64').gateway('fd00:1::1').ipv6().internal().attachable()
    .label('app', 'web').label({ tier: 'front' }).option('a', 'b').option({ c: 'd' }).name('back')
`

/** Programs, and how many types each may cost over the one before it. */
const budgets: readonly { name: string; over: string; program: string; types: number }[] = [
  { name: 'an import of the main door', over: 'export {}', program: front, types: 100 },
  ...[
    `await docker.call('NetworkInspect', { id: 'bridge' })`,
    `await docker.call('ContainerList', { query: { all: true, filters: { status: 'running' } } })`,
    `await docker.call('ContainerCreate', { query: { name: 'web' }, body: { Image: 'nginx', HostConfig: { Init: true } } })`,
    `await docker.call('ImageCreate', { query: { fromImage: 'nginx' } })`,
  ].map((call) => ({ name: call, over: front, program: `${front}\n  export const reply = ${call}`, types: 2000 })),
  { name: 'a container in twenty steps', over: front, program: front + chainOfContainer, types: 2000 },
  // most of it is the reading of ten literal addresses
  { name: 'a network in twenty steps', over: front, program: front + chainOfNetwork, types: 5000 },
]

describe('what a program costs the compiler', () => {
  it.each(budgets)('$name: at most $types types', ({ name, over, program, types }) => {
    const [before, after] = [costOf(over), costOf(program)]
    const cost = { types: after.types - before.types, ms: Math.round(after.ms - before.ms) }
    console.log(`${name}: ${cost.types} types, ${cost.ms} ms`)
    expect(after.complaints).toEqual([])
    expect(cost.types).toBeGreaterThan(0)
    expect(cost.types).toBeLessThanOrEqual(types)
  })

  it.each([
    { chain: chainOfContainer, made: 'run' },
    { chain: chainOfNetwork, made: 'bridge' },
  ])('$made is followed by twenty steps', ({ chain, made }) => {
    const steps = [...chain.matchAll(/\.([a-z][A-Za-z0-9]*)\(/g)].map(([, step = '']) => step)
    expect(steps.slice(steps.indexOf(made) + 1)).toHaveLength(20)
  })
})

describe('what an editor shows of a field of the engine', () => {
  const fields = [
    'NetworkInspect.EnableIPv6',
    'NetworkInspect.Internal',
    'IpamConfig.IPRange',
    'EndpointSettings.GwPriority',
    'EndpointSettings.Aliases',
    'ContainerInspect.RestartCount',
    'HostConfig.NetworkMode',
    'HealthConfig.Interval',
    'ImageInspect.RepoDigests',
    'EventMessage.timeNano',
  ]
  const names = [...new Set(fields.map((field) => field.slice(0, field.indexOf('.'))))]
  const lines = fields.map((field) => `export const _${field.replace('.', '_')} = {} as ${field.replace('.', "['")}']`)
  const text = `import type { ${names.join(', ')} } from 'mooring/wire'\n${lines.join('\n')}\n`
  const editor = editorOf(text)

  it.each(fields)('%s: its comment and its type', (field) => {
    const hover = editor.hover(text.indexOf(`${field.replace('.', "['")}'`) + field.indexOf('.') + 2)
    expect(hover.type).toContain(field.slice(field.indexOf('.') + 1))
    expect(hover.type).not.toMatch(/\bany\b/)
    expect(hover.comment).toMatch(/\w+ \w+/)
  })
})

interface Cost {
  readonly types: number
  readonly ms: number
  readonly complaints: readonly string[]
}

const costs = new Map<string, Cost>()

/** Types, and the median time of five checks. Files that do not change are read once, as an editor does. */
function costOf(text: string): Cost {
  const known = costs.get(text)
  if (known !== undefined) return known
  const [, , median = check(text)] = Array.from({ length: 5 }, () => check(text)).sort((a, b) => a.ms - b.ms)
  costs.set(text, median)
  return median
}

function check(text: string): Cost {
  const folder = makeFolder(user, 'budget', { type: 'module' }, {})
  const file = join(folder, 'program.ts')
  const disk = ts.createCompilerHost(options)
  const program = ts.createProgram([file], options, {
    ...disk,
    fileExists: (path) => path === file || disk.fileExists(path),
    getSourceFile: (path, how) => (path === file ? ts.createSourceFile(path, text, how) : read(disk, path, how)),
  })
  const began = performance.now()
  const found = ts.getPreEmitDiagnostics(program)
  const ms = performance.now() - began
  const complaints = found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  return { types: program.getTypeCount(), ms, complaints }
}

type HowToParse = Parameters<ts.CompilerHost['getSourceFile']>[1]
const parsed = new Map<string, ts.SourceFile | undefined>()

function read(disk: ts.CompilerHost, path: string, how: HowToParse): ts.SourceFile | undefined {
  if (!parsed.has(path)) parsed.set(path, disk.getSourceFile(path, how))
  return parsed.get(path)
}

function editorOf(text: string): { hover: (position: number) => { type: string; comment: string } } {
  const folder = makeFolder(user, 'editor', { type: 'module' }, { 'program.ts': text })
  const file = join(folder, 'program.ts')
  const service = ts.createLanguageService({
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const content = ts.sys.readFile(path)
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  })
  return {
    hover: (position) => {
      const found = service.getQuickInfoAtPosition(file, position)
      return {
        type: ts.displayPartsToString(found?.displayParts),
        comment: ts.displayPartsToString(found?.documentation),
      }
    },
  }
}
