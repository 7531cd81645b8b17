import { Reader } from './reader.js'
import { unreadable } from './unreadable.js'

const word = 'put it into single quotes if it is a part of a word'

/** Quotes, backslashes, variables and `~`: what makes other text of a word than was written. */
export abstract class Expansions extends Reader {
  /** A quote, a backslash or a variable outside of double quotes; false for anything else. */
  protected bare(): boolean {
    const char = this.next
    if (char === '\\') this.#escaped(/[^]/)
    else if (char === "'") this.#singleQuoted()
    else if (char === '"') this.#doubleQuoted()
    else if (char === '$') this.#variable((value) => this.addSplit(value))
    else if (char === '`') throw this.#program(/^`[^`]*`?/)
    else return false
    return true
  }

  /** The home directory, where nothing but a path follows. */
  protected tilde(): boolean {
    if (this.next !== '~' || !this.isBeginning) return false
    const [piece = '~'] = /^~[^\s/'"\\$`]*/.exec(this.rest) ?? []
    const isQuoted = /^['"\\$`]/.test(this.rest.slice(piece.length))
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
    else if (char === '`') throw this.#program(/^`[^`"]*`?/)
    else if (char === '$' && !/["']/.test(this.text[this.at + 1] ?? '')) this.#variable((value) => this.add(value))
    else this.literal(char)
  }

  #open(): Error {
    const [piece = ''] = /^.{1,20}/.exec(this.rest) ?? []
    return unreadable(this, { piece, why: 'opens a quote that nothing closes', hint: 'close it' })
  }

  #variable(add: (value: string) => void): void {
    // a line that goes on may go on in the middle of a name
    const [whole, name] = /^\$([A-Za-z_](?:(?:\\\n)*\w)*)/.exec(this.rest) ?? []
    if (name !== undefined && whole !== undefined) {
      add(this.valueOf(name.replaceAll('\\\n', '')) ?? '')
      this.at += whole.length
    } else if (this.rest.startsWith('${')) this.#braced(add)
    else if (this.rest.startsWith('$(')) throw this.#program(/^\$\((?:[^()]|\([^()]*\))*\)?/)
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
    if (name === '') throw this.#special(end - this.at, 'is an expansion that is not read')
    const value = this.valueOf(name)
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
    if (odd !== null) throw this.#special(this.#closing() - this.at, 'holds more than text and variables')
    return text.replace(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g, (_, bare?: string, braced?: string) => {
      return this.valueOf(bare ?? braced ?? '') ?? ''
    })
  }

  #program(form: RegExp): Error {
    const [piece = ''] = form.exec(this.rest) ?? []
    const isHere = /^(?:\$\(|`)\s*pwd\s*[)`]$/.test(piece)
    const hint = isHere ? 'write $PWD, which is the option cwd' : `run it before, and put its result here; ${word}`
    return unreadable(this, { piece, why: 'would run a program', hint })
  }

  #special(length: number, why: string): Error {
    return unreadable(this, { piece: this.rest.slice(0, length), why, hint: `write its value; ${word}` })
  }
}
