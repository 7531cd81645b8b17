import type { CST, Document, LineCounter, YAMLMap } from 'yaml'
import type { SpecPath, SpecPosition } from '../spec/violations.js'
import type { Yaml } from './load-yaml.js'

/** No spec is deeper. The package reads what is nested by recursion, and of 20,000 brackets Node dies. */
const deepest = 100

/** Why a text is no YAML, or none that a spec can be written in. */
interface YamlMistake {
  readonly at: SpecPosition
  readonly message: string
  readonly hint: string
}

/** A text in YAML: what it says, and where. */
export class YamlText {
  readonly #yaml: Yaml
  readonly #lines: LineCounter
  readonly #documents: readonly Document.Parsed[]
  /** Where it is nested too deeply to be read. */
  readonly #tooDeepAt: number | undefined

  constructor(yaml: Yaml, text: string) {
    this.#yaml = yaml
    this.#lines = new yaml.LineCounter()
    const tokens = [...new yaml.Parser(this.#lines.addNewLine).parse(text)]
    this.#tooDeepAt = tokens.map(tooDeep).find((offset) => offset !== undefined)
    const composer = new yaml.Composer({ prettyErrors: false, merge: true, logLevel: 'silent' })
    this.#documents = this.#tooDeepAt === undefined ? [...composer.compose(tokens, true, text.length)] : []
  }

  /** Why nothing can be made of it. */
  mistakes(): readonly YamlMistake[] {
    if (this.#tooDeepAt !== undefined)
      return [this.#mistake(this.#tooDeepAt, `it is nested deeper than ${deepest} times`, 'no spec is')]
    const [document, second] = this.#documents
    if (document === undefined) return []
    return [
      ...document.errors.map(({ pos: [offset], message }) => this.#mistake(offset, message, 'mend the YAML')),
      ...document.warnings.map(({ pos: [offset], message }) =>
        this.#mistake(offset, message, 'write the value itself'),
      ),
      ...this.#mistakesIn(document),
      ...(second === undefined ? [] : [this.#mistake(second.range[0], 'a second document begins', 'keep one')]),
    ]
  }

  /** @throws Error when its aliases are too many */
  value(): unknown {
    return this.#documents[0]?.toJS({ maxAliasCount: 100 })
  }

  /** Where a setting stands, or what is nearest around it. */
  positionOf(path: SpecPath): SpecPosition | undefined {
    const [document] = this.#documents
    let offset = document?.contents?.range[0]
    let node: unknown = document?.contents
    for (const key of path) {
      const found = this.#below(node, key)
      if (found === undefined) break
      offset = found.offset
      node = found.node
    }
    return offset === undefined ? undefined : this.#position(offset)
  }

  #mistakesIn(document: Document.Parsed): readonly YamlMistake[] {
    const found: YamlMistake[] = []
    this.#yaml.visit(document, {
      Alias: (_, alias) => {
        if (alias.resolve(document) === undefined)
          found.push(this.#mistake(alias.range?.[0], `no anchor &${alias.source} stands before`, 'name one that does'))
      },
      Map: (_, { items }) => {
        const names = new Set<string>()
        for (const { key } of items) {
          const { isScalar, isNode } = this.#yaml
          const offset = isNode(key) ? key.range?.[0] : undefined
          if (!isScalar(key)) found.push(this.#mistake(offset, 'a key is no text', 'write a name'))
          // the package tells two that are equal; 80 and '80' become one later
          else if (names.has(String(key.value)) && !document.errors.some(({ pos }) => pos[0] === offset))
            found.push(this.#mistake(offset, 'Map keys must be unique', 'keep one of them'))
          else names.add(String(key.value))
        }
      },
    })
    return found
  }

  /** What stands at a key of a mapping, also of one that is merged into it, or at a place of a list. */
  #below(given: unknown, key: string | number): { readonly node: unknown; readonly offset: number } | undefined {
    const { isMap, isSeq, isNode, isScalar } = this.#yaml
    const node = this.#resolved(given)
    if (isSeq(node)) {
      const item = typeof key === 'number' ? node.items[key] : undefined
      return isNode(item) && item.range ? { node: item, offset: item.range[0] } : undefined
    }
    if (!isMap(node)) return undefined
    for (const pair of node.items)
      if (isScalar(pair.key) && String(pair.key.value) === String(key) && pair.key.range)
        return { node: pair.value, offset: pair.key.range[0] }
    for (const merged of this.#mergedInto(node)) {
      const found = this.#below(merged, key)
      if (found !== undefined) return found
    }
    return undefined
  }

  #mergedInto({ items }: YAMLMap): readonly unknown[] {
    return items.flatMap(({ key, value }) => {
      if (!this.#yaml.isScalar(key) || key.source !== '<<') return []
      const merged = this.#resolved(value)
      return this.#yaml.isSeq(merged) ? merged.items : [merged]
    })
  }

  #resolved(node: unknown): unknown {
    const [document] = this.#documents
    return this.#yaml.isAlias(node) && document !== undefined ? node.resolve(document) : node
  }

  #mistake(offset: number | undefined, message: string, hint: string): YamlMistake {
    return { at: this.#position(offset ?? 0), message, hint }
  }

  #position(offset: number): SpecPosition {
    const { line, col } = this.#lines.linePos(offset)
    return { line, column: col }
  }
}

/** Where a token is nested too deeply; undefined where it is not. */
function tooDeep(token: CST.Token): number | undefined {
  const waiting: { readonly part: CST.Token; readonly depth: number }[] = [{ part: token, depth: 0 }]
  for (const { part, depth } of waiting) {
    if (depth > deepest) return part.offset
    if (part.type === 'document' && part.value !== undefined) waiting.push({ part: part.value, depth })
    if (!('items' in part)) continue
    for (const { key, value } of part.items)
      for (const below of [key, value]) if (below != null) waiting.push({ part: below, depth: depth + 1 })
  }
  return undefined
}
