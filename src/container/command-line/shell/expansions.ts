import { Reader } from './reader.js'
import { unreadable } from './unreadable.js'

const asText = 'or write a backslash before it, if it is meant as text'

/** What shells set for themselves: programs that they start do not get it, unless somebody exports it. */
const ofShells: ReadonlySet<string> = new Set(
  [
    'UID EUID GID EGID PPID GROUPS USERNAME HOSTNAME HOST HOSTTYPE OSTYPE MACHTYPE RANDOM SRANDOM SECONDS',
    'EPOCHSECONDS EPOCHREALTIME LINENO IFS OPTIND COLUMNS LINES OLDPWD BASH BASHPID BASH_VERSION ZSH_VERSION',
  ].flatMap((line) => line.split(' ')),
)

interface Lookalike {
  readonly why: string
  readonly hint: string
}

const quote: Lookalike = { why: 'is a quote that no shell reads', hint: 'write \' or "' }
const space: Lookalike = { why: 'is a space that no shell reads', hint: 'write a plain space' }

/** Characters that pages put in the place of others: a shell takes them for letters. */
const lookalikes: ReadonlyMap<string, Lookalike> = new Map([
  ...Array.from('\u201c\u201d\u201e\u2018\u2019', (char) => [char, quote] as const),
  ...Array.from('\u00a0\u2007\u202f\u3000\u200b\ufeff', (char) => [char, space] as const),
])

/** Quotes, backslashes, variables and `~`: what makes other text of a word than was written. */
export abstract class Expansions extends Reader {
  /** A quote, a backslash or a variable outside of double quotes; false for anything else. */
  protected bare(): boolean {
    const char = this.next
    if (/^\\[ \t]*$/.test(this.rest)) throw this.#lastBackslash()
    else if (char === '\\') this.#escaped(/[^]/)
    else if (char === "'") this.#singleQuoted()
    else if (char === '"') this.#doubleQuoted()
    else if (char === '$') this.#variable((value) => this.addSplit(value))
    else if (char === '`') this.#backquoted()
    else if (lookalikes.has(char)) throw this.#lookalike(char)
    else return false
    return true
  }

  /** The home directory, where nothing but a path follows. */
  protected tilde(): boolean {
    if (this.next !== '~' || !this.isBeginning) return false
    const rest = this.rest.replaceAll('\\\n', '') // a line that goes on is no quote
    const [piece = '~'] = /^~[^\s/'"\\$`]*/.exec(rest) ?? []
    const isQuoted = /^['"\\$`]/.test(rest.slice(piece.length))
    if (piece !== '~' && !isQuoted)
      throw unreadable(this, { piece, why: 'is the home of another user', hint: 'write the path' })
    if (isQuoted) return false
    this.skip(() => this.add(this.valueOf('HOME') ?? '~'))
    return true
  }

  /** A backslash keeps what stands behind it; with the end of the line it is nothing. */
  #escaped(kept: RegExp): void {
    const char = this.text[this.at + 1]
    if (char === '\n') this.at += 2
    else if (char === undefined || !kept.test(char)) this.literal('\\')
    else this.skip(() => this.literal(char))
  }

  #singleQuoted(): void {
    const end = this.text.indexOf("'", this.at + 1)
    if (end === -1) throw this.#open()
    this.add(this.text.slice(this.at + 1, end))
    this.at = end + 1
  }

  #doubleQuoted(): void {
    const opened = this.at
    this.skip(() => this.add(''))
    while (this.next !== '"') {
      if (this.at >= this.text.length) {
        this.at = opened
        throw this.#open()
      }
      this.#quoted()
    }
    this.at++
  }

  /** A character between double quotes. */
  #quoted(): void {
    const char = this.next
    if (char === '\\') this.#escaped(/["\\$`]/)
    else if (char === '`') this.#backquoted()
    else if (char === '$' && !/["']/.test(this.text[this.at + 1] ?? '')) this.#variable((value) => this.add(value))
    else this.literal(char)
  }

  #open(): Error {
    // what stands behind it may be a password
    const piece = this.rest.startsWith('${') ? '${' : this.next
    return unreadable(this, { piece, why: 'opens a quote that nothing closes', hint: 'close it' })
  }

  #variable(add: (value: string) => void): void {
    // a line that goes on may go on in the middle of a name
    const [whole, name] = /^\$([A-Za-z_](?:(?:\\\n)*\w)*)/.exec(this.rest) ?? []
    if (name !== undefined && whole !== undefined) {
      add(this.#valueOf(name.replaceAll('\\\n', '')) ?? '')
      this.at += whole.length
    } else if (this.rest.startsWith('${')) this.#braced(add)
    else if (this.rest.startsWith('$(')) throw this.#program(/^\$\(\(?\s*[\w./-]*(?:\s*\))?/)
    else if (/^\$\\\n/.test(this.rest)) throw this.#special(2, 'is parted from its name')
    else if (/^\$['"]/.test(this.rest)) throw this.#special(2, 'is a quote that not every shell knows')
    else if (/^\$[\d@*#?$!-]/.test(this.rest)) throw this.#special(2, 'is a parameter of the shell')
    else this.literal('$')
  }

  /** `${NAME}`, and with a text for a variable that is not set or empty: `${NAME:-text}`, `-`, `:+` and `+`. */
  #braced(add: (value: string) => void): void {
    const end = this.#closing()
    const [, name = '', operator = '', text = ''] =
      /^\$\{([A-Za-z_]\w*)(?:(:?[-+])([^]*))?\}$/.exec(this.text.slice(this.at, end)) ?? []
    if (name === '') throw this.#special(this.#shownOf(end), 'begins an expansion that is not read')
    const value = this.#valueOf(name)
    const isThere = operator.startsWith(':') ? (value ?? '') !== '' : value !== undefined
    if (operator.endsWith('+')) add(isThere ? this.#textOf(text) : '')
    else add(isThere || operator === '' ? (value ?? '') : this.#textOf(text))
    this.at = end
  }

  /** Behind the brace that closes this one. */
  #closing(): number {
    let depth = 0
    for (let at = this.at; at < this.text.length; at++) {
      if (this.text[at] === '{') depth++
      if (this.text[at] === '}' && --depth === 0) return at + 1
    }
    throw this.#open()
  }

  /** The text in braces, which may hold variables and nothing else that a shell reads. */
  #textOf(text: string): string {
    const odd = /^~|['"\\`]|\$(?![A-Za-z_{])|\$\{(?![A-Za-z_]\w*\})/.exec(text)
    if (odd !== null)
      throw this.#special(this.#shownOf(this.#closing()), 'begins a text that holds more than words and variables')
    return text.replace(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g, (_, bare?: string, braced?: string) => {
      return this.#valueOf(bare ?? braced ?? '') ?? ''
    })
  }

  /** @throws UsageError COMMAND_LINE_UNREADABLE for one that only a shell knows */
  #valueOf(name: string): string | undefined {
    const value = this.valueOf(name)
    if (value !== undefined || !ofShells.has(name)) return value
    const hint = `write its value, or give it: { env: { ...process.env, ${name}: '...' } }`
    throw unreadable(this, { piece: `$${name}`, why: 'is set by the shell itself, and env does not have it', hint })
  }

  /** A comment in backquotes is nothing, as in `` -p 80:80 `#optional` ``; anything else is a program. */
  #backquoted(): void {
    const [comment] = /^`[ \t]*(?:#[^`\\\n"]*)?`/.exec(this.rest) ?? []
    if (comment === undefined) throw this.#program(/^`\s*[\w./-]*(?:\s*`)?/)
    this.at += comment.length
  }

  #lastBackslash(): Error {
    const hint = 'take it out, or copy the lines behind it as well'
    return unreadable(this, { piece: '\\', why: 'says that the line goes on, and nothing follows', hint })
  }

  #lookalike(piece: string): Error {
    const { why, hint } = lookalikes.get(piece) ?? quote
    return unreadable(this, { piece, why, hint: `${hint}, or put it into quotes if it is meant as text` })
  }

  #program(form: RegExp): Error {
    const [piece = ''] = form.exec(this.rest) ?? []
    const isHere = /^(?:\$\(|`)\s*pwd\s*[)`]$/.test(piece)
    const hint = isHere ? 'write $PWD, which is the option cwd' : `run it before, and write its result here; ${asText}`
    return unreadable(this, { piece, why: 'would run a program', hint })
  }

  /** How much of an expansion an error shows: its text may be a password. */
  #shownOf(end: number): number {
    const [shown = ''] = /^\$\{[^\w}]*\w*[^\w'"]{0,2}/.exec(this.text.slice(this.at, end)) ?? []
    return shown.length
  }

  #special(length: number, why: string): Error {
    return unreadable(this, { piece: this.rest.slice(0, length), why, hint: `write its value; ${asText}` })
  }
}
