import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { root } from './source-tree.js'

interface Page {
  /** From the root: `docs/start.md`. */
  readonly path: string
  readonly text: string
}

const pages: readonly Page[] = ['README.md', 'CHANGELOG.md', 'src/README.md', 'test/lab/README.md', ...inDocs()].map(
  (path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }),
)

describe('what the pages print', () => {
  it('compiles, as it stands', () => {
    const programs = new Map(pages.filter(({ path }) => !path.startsWith('test/')).flatMap(programsOf))
    expect(programs.size).toBeGreaterThan(10)
    expect(complaintsAbout(programs)).toEqual([])
  })
})

describe('what the pages lead to', () => {
  it.each(pages)('$path has no link into nothing', ({ path, text }) => {
    const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
    const local = targets.filter((target) => !/^[a-z]+:/.test(target))
    expect(local.filter((target) => !leadsSomewhere(path, target))).toEqual([])
  })

  it('every page of docs is reached from the README', () => {
    const seen = new Set(['README.md'])
    for (const path of seen) {
      const text = pages.find((page) => page.path === path)?.text ?? ''
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g))
        seen.add(relative(root, join(root, dirname(path), target)))
    }
    expect(
      pages.map(({ path }) => path).filter((path) => !seen.has(path) && !path.startsWith('docs/decisions/')),
    ).toEqual([])
  })
})

describe('the list of errors', () => {
  const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8')

  it('has every code', () => {
    expect(errorCodes().filter((code) => !page.includes(`\`${code}\``))).toEqual([])
  })

  it('has no other', () => {
    const listed = [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/[A-Z][A-Z0-9_]+/g) ?? [],
    )
    expect(listed.filter((code) => !errorCodes().includes(code))).toEqual([])
  })
})

function inDocs(): readonly string[] {
  const names = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name))
    .sort()
}

/** The programs of a page, each under a name that says where it stands. */
function programsOf({ path, text }: Page): [file: string, program: string][] {
  return [...text.matchAll(/^```ts\n([^]*?)^```/gm)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    // each is a module of its own, whether it imports something or not
    return [join(root, `${path.replaceAll('/', '-')}-${line}.ts`), `${match[1] ?? ''}\nexport {}\n`]
  })
}

function complaintsAbout(programs: ReadonlyMap<string, string>): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object
  }
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root)
  const disk = ts.createCompilerHost(options)
  const program = ts.createProgram([...programs.keys()], options, {
    ...disk,
    fileExists: (path) => programs.has(path) || disk.fileExists(path),
    readFile: (path) => programs.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version) => {
      const text = programs.get(path)
      return text === undefined ? disk.getSourceFile(path, version) : ts.createSourceFile(path, text, version)
    },
  })
  return [...programs.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    return found.map(
      ({ messageText }) => `${relative(root, path)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
}

function withoutCode(text: string): string {
  return text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
}

function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? join(root, from) : join(root, dirname(from), file)
  if (!existsSync(path)) return false
  return anchor === undefined || headingsOf(readFileSync(path, 'utf8')).includes(anchor)
}

function headingsOf(text: string): readonly string[] {
  const headings = [...withoutCode(text).matchAll(/^#+ (.*)$/gm)]
  return headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}

/** The members of the interfaces `...Details` that codes.ts joins into `ErrorDetails`. */
function errorCodes(): readonly string[] {
  const text = readFileSync(join(root, 'src/errors/codes.ts'), 'utf8')
  const ast = ts.createSourceFile('codes.ts', text, ts.ScriptTarget.Latest, true)
  const details = ast.statements.filter(ts.isInterfaceDeclaration).filter(({ name }) => name.text.endsWith('Details'))
  return details.flatMap(({ members }) => members.map((member) => member.name?.getText() ?? ''))
}
