import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Docker } from '../../../src/docker.js'
import { MooringError } from '../../../src/errors/base.js'
import { engineError } from '../../../src/errors/reasons/engine-error.js'
import type { Rule } from './rule.js'
import { chapters, rulesTest } from './table.js'

const root = join(import.meta.dirname, '..', '..', '..')
const begins = '<!-- made of the table of rules: npm run network-rules-page -->'
const ends = '<!-- end -->'

/** docs/networking/rules.md with its tables made anew. What mooring says in them is what it says. */
export async function networkRulesPage(): Promise<string> {
  const before = readFileSync(join(root, 'docs', 'networking', 'rules.md'), 'utf8')
  const [head = '', tail = ''] = before.split(new RegExp(`${begins}[^]*${ends}`))
  const made: string[] = []
  for (const [title, rules] of Object.entries(chapters)) made.push(`## ${title}`, await tableOf(rules))
  return `${head}${begins}\n\n${made.join('\n\n')}\n\n${ends}${tail}`
}

async function tableOf(rules: readonly Rule[]): Promise<string> {
  const rows: string[] = []
  for (const rule of rules) {
    const said = await saidOf(rule)
    const { file, title } = testOf(rule)
    const cells = [`**${rule.id}** ${rule.rule}`, whoChecks(rule), said, rule.engines, `\`${file}\`: ${title}`]
    rows.push(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
  }
  return [
    '| rule | who checks | what mooring says | engines without it | test |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

/** The test that holds a rule. */
export function testOf({ breaks, test }: Rule): { readonly file: string; readonly title: string } {
  if (test !== undefined) return test
  if (breaks !== undefined) return rulesTest
  throw new Error('a rule without a test')
}

function whoChecks({ breaks, says, compiler, code }: Rule): string {
  if (code === null) return 'nobody: it is so'
  if (breaks !== undefined) return compiler === true ? 'the compiler, and mooring' : 'mooring'
  return says === undefined ? 'mooring, which asks the engine first' : 'the engine'
}

async function saidOf(rule: Rule): Promise<string> {
  if (rule.code === null) return ''
  const error = rule.says === undefined ? await brokenBy(rule) : refusedBy(rule.says)
  if (error === undefined) return `\`${rule.code}\``
  if (error.code !== rule.code) throw new Error(`${rule.id} is ${error.code}, and not ${rule.code}`)
  const sentence = rule.says === undefined ? `${error.sentence}; ` : ''
  return `\`${error.code}\` ${sentence}${error.hint ?? ''}`
}

async function brokenBy({ breaks }: Rule): Promise<MooringError | undefined> {
  if (breaks === undefined) return undefined
  await using docker = new Docker({ host: 'unix:///nowhere.sock' })
  try {
    await breaks(docker)
  } catch (error) {
    if (MooringError.is(error)) return error
    throw error
  }
  throw new Error('it is not refused')
}

function refusedBy({ to, status, text }: NonNullable<Rule['says']>): MooringError {
  const noun = to.startsWith('Network') ? 'network' : 'container'
  return engineError({ operation: to, target: undefined, noun, status, text: JSON.stringify({ message: text }) })
}
