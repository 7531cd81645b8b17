import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, inject, it } from 'vitest'
import { nodesOf } from '../house/source-tree.js'
import { runProgram } from '../lab/program.js'
import { doors, type Door } from './doors.js'
import { makeFolder } from './user-folder.js'

const user = inject('userFolder')
const installed = join(user.path, 'node_modules', 'mooring')
const names = Object.keys(doors) as Door[]
const specifier = (door: Door): string => (door === '.' ? 'mooring' : `mooring/${door.slice(2)}`)

interface Manifest {
  readonly exports: Readonly<
    Record<string, Readonly<Record<'import' | 'require', Readonly<Record<'types' | 'default', string>>>> | string>
  >
}

const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest

describe('the map of exports', () => {
  it('has the doors that are promised, each in both formats, with types for both', () => {
    const { './package.json': self, ...rest } = manifest.exports
    expect(self).toBe('./package.json')
    expect(rest).toEqual(
      Object.fromEntries(names.map((door) => [door, conditions(door === '.' ? 'index' : door.slice(2))])),
    )
  })

  it('leads to files that are in the tarball', () => {
    const targets = JSON.stringify(manifest.exports).match(/\.\/dist\/[^"]+/g) ?? []
    expect(targets.filter((target) => !user.files.includes(target.slice(2)))).toEqual([])
    expect(targets).toHaveLength(names.length * 4)
  })

  it.each(['dist/index.js', 'src/index.ts', 'cidr/index'])(
    'and no further: mooring/%s cannot be imported',
    async (inside) => {
      const { stderr } = await node('deep.mjs', `await import('mooring/${inside}')`)
      expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
    },
  )
})

describe.each(names)('the door %s', (door) => {
  it('opens what is written down, as types', () => {
    expect(exportsOf(door)).toEqual([...doors[door].values, ...doors[door].types].sort())
  })

  it.each(['esm', 'cjs'] as const)('opens what is written down, as values in %s', async (format) => {
    const load = format === 'esm' ? `await import('${specifier(door)}')` : `require('${specifier(door)}')`
    const { stdout, stderr } = await node(
      `door.${format === 'esm' ? 'mjs' : 'cjs'}`,
      `console.log(JSON.stringify(Object.keys(${load}).sort()))`,
    )
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual([...doors[door].values].sort())
  })
})

describe('one thing is one thing through every door', () => {
  const shared = `
    console.log(front.Ip === cidr.Ip, front.Cidr === cidr.Cidr, front.Mac === cidr.Mac, zod.ipSchema.parse('10.0.0.1') instanceof front.Ip)
  `
  it('as ES modules', async () => {
    const load = `import * as front from 'mooring'; import * as cidr from 'mooring/cidr'; import * as zod from 'mooring/zod'`
    expect((await node('shared.mjs', load + shared)).stdout).toBe('true true true true\n')
  })

  it('as CommonJS', async () => {
    const load = `const front = require('mooring'), cidr = require('mooring/cidr'), zod = require('mooring/zod')`
    expect((await node('shared.cjs', load + shared)).stdout).toBe('true true true true\n')
  })
})

describe('types for users', () => {
  it('hold no any', () => {
    const files = readdirSync(join(installed, 'dist')).filter((name) => /\.d\.c?ts$/.test(name))
    const found = files.flatMap((name) => {
      const ast = ts.createSourceFile(
        name,
        readFileSync(join(installed, 'dist', name), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      )
      const nodes = [...nodesOf(ast)].filter((node) => node.kind === ts.SyntaxKind.AnyKeyword)
      return nodes.map((node) => `${name}: ${node.parent.parent.getText().slice(0, 200)}`)
    })
    expect(found).toEqual([])
  })

  const program = `
    import { Docker, EngineError, MooringError, type CallOptions, type Logs } from 'mooring'
    import type { ContainerInspect } from 'mooring/wire'
    import { Cidr } from 'mooring/cidr'
    type IsAny<T> = 0 extends 1 & T ? true : false
    export const signal: IsAny<NonNullable<CallOptions['signal']>> = false
    export const aborts: (options: CallOptions) => boolean | undefined = (options) => options.signal?.aborted
    export const chunk: IsAny<Logs extends AsyncIterable<infer Frame> ? Frame : never> = false
    export const wire: IsAny<ContainerInspect['Id']> = false
    export function refused(error: unknown): void {
      if (error instanceof EngineError) { const code: IsAny<typeof error.code> = false; void code }
      if (error instanceof MooringError) { const details: IsAny<typeof error.details> = false; void details }
    }
    export const disposable: AsyncDisposable = new Docker()
    export const block: Cidr = Cidr.parse('10.0.0.0/8')
  `
  it.each([
    { module: 'nodenext', format: 'module' },
    { module: 'node16', format: 'module' },
    { module: 'node16', format: 'commonjs' },
    { module: 'bundler', format: 'module' },
    { module: 'node10', format: 'commonjs' },
  ])('know AbortSignal without being told of Node: $module, $format', ({ module, format }) => {
    const folder = makeFolder(user, `types-${module}-${format}`, { type: format }, { 'program.ts': program })
    expect(complaints(join(folder, 'program.ts'), resolutionOf(module))).toEqual([])
  })
})

function conditions(name: string): unknown {
  return {
    import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
    require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
  }
}

function node(file: string, program: string): ReturnType<typeof runProgram> {
  const folder = makeFolder(user, 'exports', {}, { [file]: program })
  return runProgram([process.execPath, join(folder, file)], { PATH: process.env['PATH'] })
}

/** The names that the compiler sees behind a door. */
function exportsOf(door: Door): readonly string[] {
  const folder = makeFolder(
    user,
    'names',
    { type: 'module' },
    { 'names.ts': `import * as door from '${specifier(door)}'\nexport { door }` },
  )
  const program = ts.createProgram([join(folder, 'names.ts')], { ...strict, ...resolutionOf('nodenext') })
  const checker = program.getTypeChecker()
  const [statement] = program.getSourceFile(join(folder, 'names.ts'))?.statements ?? []
  if (statement === undefined || !ts.isImportDeclaration(statement)) throw new Error('the program was not read')
  const symbol = checker.getSymbolAtLocation(statement.moduleSpecifier)
  if (symbol === undefined) throw new Error(`${specifier(door)} was not found`)
  return checker
    .getExportsOfModule(symbol)
    .map(({ name }) => name)
    .sort()
}

const strict: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
}

function resolutionOf(module: string): ts.CompilerOptions {
  if (module === 'nodenext') return { module: ts.ModuleKind.NodeNext }
  if (module === 'node16') return { module: ts.ModuleKind.Node16 }
  if (module === 'bundler') return { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
  // The compiler calls it deprecated; ts-node scripts of today still resolve that way.
  const { options } = ts.convertCompilerOptionsFromJson({ module: 'commonjs', moduleResolution: 'node10' }, '')
  return { ...options, ignoreDeprecations: '6.0' }
}

function complaints(file: string, resolution: ts.CompilerOptions): readonly string[] {
  const program = ts.createProgram([file], { ...strict, ...resolution })
  return ts.getPreEmitDiagnostics(program).map(({ file: place, messageText }) => {
    return `${place?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
  })
}
