import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const path = join(root, 'test', 'unit', 'types', 'programs.ts')

/**
 * Compiles one statement a line against our sources, all in one program, and gives what the compiler says of each line.
 * What it says is one text, with the code of each message: `TS2345: Argument of type ...`.
 */
export function compile(preamble: readonly string[], statements: readonly string[]): string[] {
  const source = [...preamble, ...statements].join('\n')
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), (name) => ts.sys.readFile(name)).config,
    ts.sys,
    root,
  )
  const host = ts.createCompilerHost(options)
  const real = host.getSourceFile.bind(host)
  host.getSourceFile = (name, target, ...rest) =>
    name === path ? ts.createSourceFile(name, source, target) : real(name, target, ...rest)
  host.fileExists = (name) => name === path || ts.sys.fileExists(name)

  const program = ts.createProgram([path], options, host)
  const said = statements.map(() => '')
  for (const diagnostic of ts.getPreEmitDiagnostics(program, program.getSourceFile(path))) {
    const { start = 0, code, messageText } = diagnostic
    const line = source.slice(0, start).split('\n').length - 1 - preamble.length
    said[line] = `${said[line] ?? ''}TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}\n`
  }
  return said
}
