import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** One import of one file: `import`, `export ... from`, `import('...')`, as a value or as a type. */
export interface Import {
  readonly from: string
  /** A path under src, or the name of a package. */
  readonly to: string
  readonly kind: 'value' | 'type' | 'dynamic'
}

export interface SourceFile {
  /** Under src: `network/network.ts`. */
  readonly path: string
  readonly text: string
  readonly ast: ts.SourceFile
  readonly imports: readonly Import[]
}

/** Every file of src, read with the compiler's own parser. */
export function sourceTree(): readonly SourceFile[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  return names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map(readSource)
}

/** Every node of a file, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, 'src', path), 'utf8')
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, text, ast, imports: [...importsOf(path, ast)] }
}

function* importsOf(path: string, ast: ts.SourceFile): Generator<Import> {
  const to = (name: ts.Node): string => (ts.isStringLiteral(name) ? resolve(path, name.text) : 'not a literal')
  for (const node of nodesOf(ast)) {
    if (ts.isImportDeclaration(node)) {
      yield { from: path, to: to(node.moduleSpecifier), kind: isTypeOnly(node.importClause) ? 'type' : 'value' }
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      yield { from: path, to: to(node.moduleSpecifier), kind: node.isTypeOnly ? 'type' : 'value' }
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      yield { from: path, to: to(node.argument.literal), kind: 'type' }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      for (const argument of node.arguments.slice(0, 1)) yield { from: path, to: to(argument), kind: 'dynamic' }
    }
  }
}

// Under verbatimModuleSyntax only `import type` leaves no import behind; `import { type A }` does.
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\.js$/, '.ts')
}
