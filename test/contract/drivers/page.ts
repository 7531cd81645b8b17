import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { drivers, type DriverKind, type DriverRow } from '../../../src/network/builder/drivers/drivers.js'
import type { DriverOption } from '../../../src/network/builder/drivers/option.js'

const root = join(import.meta.dirname, '..', '..', '..')
const begins = (kind: string): string => `<!-- made of the table of drivers: npm run drivers-page: ${kind} -->`
const ends = '<!-- end -->'

/** docs/networking/drivers.md with its tables made anew. */
export function driversPage(): string {
  const said = commentsOfSetters()
  const page = readFileSync(join(root, 'docs', 'networking', 'drivers.md'), 'utf8')
  return Object.keys(tables).reduce((text, kind) => {
    const [head = '', rest = ''] = text.split(begins(kind))
    const tail = rest.slice(rest.indexOf(ends))
    return `${head}${begins(kind)}\n\n${tableOf(kind as DriverKind, said)}\n\n${tail}` // a key of the table
  }, page)
}

/** The interfaces that hold the setters of a kind; `other` has none. */
const tables: Readonly<Partial<Record<DriverKind, readonly string[]>>> = {
  bridge: ['BridgeSetters', 'MtuSetter', 'EverySetters'],
  macvlan: ['MacvlanSetters', 'ParentSetter', 'EverySetters'],
  ipvlan: ['IpvlanSetters', 'ParentSetter', 'EverySetters'],
  overlay: ['OverlaySetters', 'MtuSetter', 'EverySetters'],
  configOnly: ['ConfigOnlySetters', 'ParentSetter', 'MtuSetter', 'EverySetters'],
}

/** What the comment of a setter says. */
interface Comment {
  readonly does: string
  readonly byDefault: string
  /** Such as `.mtu(1400)`. */
  readonly call: string
}

function tableOf(kind: DriverKind, said: ReadonlyMap<string, Comment>): string {
  const options: DriverRow['options'] = drivers[kind].options
  const rows = Object.entries(options).map(([setter, option]) => {
    const comment = (tables[kind] ?? []).flatMap((name) => said.get(`${name}.${setter}`) ?? [])[0]
    if (comment === undefined) throw new Error(`${kind}: ${setter} has no comment with an example and a default`)
    const keys = option.wire.map((key) => `\`${key}\``).join(' ')
    const cells = [
      `\`${comment.call}\``,
      keys,
      comment.does,
      option.text.is.replaceAll('|', '\\|'),
      comment.byDefault,
      engineOf(option),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| setter | `--opt`, `Options` | what it says | what it may be | by default | engine |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function engineOf({ since, valuesSince = {} }: DriverOption): string {
  const values = Object.entries(valuesSince).map(([value, version]) => `; \`${value}\` ${version}`)
  return `${since ?? 'all'}${values.join('')}`
}

/** By interface and setter. */
function commentsOfSetters(): ReadonlyMap<string, Comment> {
  const folder = join(root, 'src', 'network', 'builder', 'drivers')
  const found = new Map<string, Comment>()
  for (const name of readdirSync(folder)) {
    const file = ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.Latest, true)
    for (const one of file.statements.filter(ts.isInterfaceDeclaration))
      for (const member of one.members.filter(ts.isMethodSignature)) {
        const comment = commentOf(member)
        if (comment !== undefined) found.set(`${one.name.text}.${member.name.getText()}`, comment)
      }
  }
  return found
}

function commentOf(method: ts.MethodSignature): Comment | undefined {
  const tag = (name: string): string | undefined => {
    const text = ts.getJSDocTags(method).find(({ tagName }) => tagName.text === name)?.comment
    return ts.getTextOfJSDocComment(text)?.trim()
  }
  const [byDefault, example] = [tag('defaultValue'), tag('example')]
  const [doc] = ts.getJSDocCommentsAndTags(method).filter(ts.isJSDoc)
  const paragraph = ts.getTextOfJSDocComment(doc?.comment)?.split('\n\n')[0]
  const [, call] = /^docker\.network\.\w+\('[\w-]+'\)(\..*)$/.exec(example ?? '') ?? []
  if (byDefault === undefined || paragraph === undefined || call === undefined) return undefined
  return { does: paragraph.replace(/\s+/g, ' '), byDefault, call }
}
