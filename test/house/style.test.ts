import { dirname } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, sourceTree, type SourceFile } from './source-tree.js'

const files = sourceTree()

/** Files longer than this, and why each is one thing all the same. */
const mostLines = 300
const longFiles: Readonly<Record<string, string>> = {
  'calls.ts': 'a plain table: a line for each operation',
  'container/operations.ts': 'a plain table: a row for each operation',
  'errors/codes.ts': 'a plain table: a row for each code',
}

/** Folders with more files than this are split. */
const mostFiles = 14

describe('the source keeps to the style of the house', () => {
  it('no default exports', () => {
    expect(places(isDefaultExport)).toEqual([])
  })

  it('no any', () => {
    expect(places((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([])
  })

  it('no non-null assertions', () => {
    expect(places(ts.isNonNullExpression)).toEqual([])
  })

  it('no enums and no namespaces', () => {
    expect(places((node) => ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node))).toEqual([])
  })

  it('a comment that silences the compiler or the linter does so for one line, and says why', () => {
    const silencing = files.flatMap(({ text }) => text.match(/^\s*(?:\/\/|\/\*) ?(?:@ts-|eslint-).*/gm) ?? [])
    expect(silencing.filter((comment) => !/eslint-disable-next-line \S+ -- \S/.test(comment))).toEqual([])
  })

  it('no export of everything: doors name what they open', () => {
    expect(places((node) => ts.isExportDeclaration(node) && node.exportClause === undefined)).toEqual([])
  })

  it('timers and clocks come from one place, where no test runner can freeze them', () => {
    const own = (path: string): boolean => path.startsWith('time/')
    expect(places(isGlobalTime).filter((place) => !own(place))).toEqual([])
    const timing = /^(?:node:)?(?:timers|timers\/promises|perf_hooks)$/
    const importers = files.filter(({ imports }) => imports.some(({ to }) => timing.test(to)))
    expect(importers.map(({ path }) => path).filter((path) => !own(path))).toEqual([])
  })

  it('what an engine says is read with tryParse: only a text of our own is parsed', () => {
    // parse() throws a UsageError, which says that nothing was sent
    const own = (path: string): boolean => path.startsWith('cidr/')
    expect(places(isParseOfAnything).filter((place) => !own(place))).toEqual([])
  })

  it('names say what is inside', () => {
    const empty = /^(?:utils?|helpers?|common|misc|shared|types|constants|manager|base-.*)$/
    const words = files.flatMap(({ path }) => path.replace(/\.ts$/, '').split('/'))
    expect(words.filter((word) => empty.test(word))).toEqual([])
    expect(words.filter((word) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(word))).toEqual([])
  })

  it(`files have at most ${mostLines} lines`, () => {
    const long = files.filter(({ text }) => text.split('\n').length - 1 > mostLines)
    expect(long.map(({ path }) => path)).toEqual(Object.keys(longFiles))
  })

  it(`folders have at most ${mostFiles} files`, () => {
    const counts = new Map<string, number>()
    for (const { path } of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > mostFiles).map(([folder]) => folder)).toEqual([])
  })
})

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  if (ts.isExportSpecifier(node)) return node.name.text === 'default'
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
}

const globalTimers = new Set(
  `setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask`.split(' '),
)
const globalClocks = new Set([
  'Date.now',
  'performance.now',
  'AbortSignal.timeout',
  'process.hrtime',
  'process.nextTick',
])

/** Whether a piece of code asks the globals for a timer or for the time. */
function isGlobalTime(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0
  if (ts.isPropertyAccessExpression(node)) return globalClocks.has(node.getText())
  if (!ts.isCallExpression(node)) return false
  return ts.isIdentifier(node.expression) && globalTimers.has(node.expression.text)
}

/** Where something stands: `network/network.ts:12`. */
function places(found: (node: ts.Node) => boolean): readonly string[] {
  return files.flatMap((file) => [...nodesOf(file.ast)].filter(found).map((node) => place(file, node)))
}

function place({ path, ast }: SourceFile, node: ts.Node): string {
  return `${path}:${ast.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}

/** Whether a text that is not written in the code is parsed with what throws for a caller's mistake. */
function isParseOfAnything(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !/^(?:Ip|Mac|Cidr)\.parse$/.test(node.expression.getText())) return false
  return !node.arguments.every((argument) => ts.isStringLiteral(argument))
}
