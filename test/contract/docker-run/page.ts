import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { leftOut, runFlags, type ClientFlag, type RunFlag } from '../../../src/container/command-line/docker-run.js'
import { lines } from './lines.js'

const root = join(import.meta.dirname, '..', '..', '..')
const begins = '<!-- made of the table of flags: npm run docker-run-page -->'
const ends = '<!-- end -->'

/** docs/docker-run.md with its tables made anew. */
export function dockerRunPage(): string {
  const before = readFileSync(join(root, 'docs', 'docker-run.md'), 'utf8')
  const [head = '', , tail = ''] = before.split(new RegExp(`${begins}[^]*?${ends}`)).flatMap((part) => [part, ''])
  return `${head}${begins}\n\n${tables()}\n\n${ends}${tail}`
}

function tables(): string {
  const calls = callsOfLines()
  const rows = [...runFlags].sort(byFlag).map((row) => {
    const at = lines.findIndex(([line]) => line.split(' ').includes(row.flag))
    const [line = ''] = lines[at] ?? []
    const also = (row.also ?? []).map((flag) => ` \`${flag}\``).join('')
    return `| \`${line}\`${also} | \`${calls[at] ?? ''}\` | ${wireOf(row)} |`
  })
  const absent = leftOut.map(({ flag, why, read }) => `| \`${flag}\` | ${why} | ${saidOf[read]} |`)
  return [
    '| `docker run` | builder | field of the request |',
    '|---|---|---|',
    ...rows,
    '',
    'What no setter says:',
    '',
    '| `docker run` | why, or what to do | in a line for `fromDockerRun()` |',
    '|---|---|---|',
    ...absent,
  ].join('\n')
}

/** What becomes of a line with a flag that no setter says. */
const saidOf: Readonly<Record<ClientFlag['read'], string>> = {
  taken: 'means nothing for a builder',
  file: 'read',
  refused: 'refused',
}

function byFlag(a: RunFlag, b: RunFlag): number {
  return a.flag < b.flag ? -1 : 1
}

function wireOf({ wire }: RunFlag): string {
  return wire.map((field) => `\`${field}\``).join(' ')
}

/** What stands behind `run` in the code of each line. */
function callsOfLines(): readonly string[] {
  const path = join(import.meta.dirname, 'lines.ts')
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const calls: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isArrowFunction(node) && ts.isArrayLiteralExpression(node.parent))
      calls.push(node.body.getText().replace(/^run/, '').replace(/\s+/g, ' '))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return calls
}
