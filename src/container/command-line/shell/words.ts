import { Expansions } from './expansions.js'
import type { ValueOf, Word } from './reader.js'
import { unreadable } from './unreadable.js'

/**
 * The words of one command, as a POSIX shell splits them: with quotes, backslashes, comments, `~` and variables. What
 * would run a second program, or write into a file, is refused. Patterns such as `*` stand for themselves.
 *
 * @throws UsageError COMMAND_LINE_UNREADABLE
 */
export function shellWords(text: string, valueOf: ValueOf): readonly Word[] {
  return new Line(text.replaceAll('\r\n', '\n'), valueOf).words()
}

/** One command, read from its beginning to its end. */
class Line extends Expansions {
  /** Whether a line of words has ended: no more can follow. */
  #ended = false
  #hadComment = false

  words(): readonly Word[] {
    while (this.at < this.text.length) this.#step()
    this.endWord()
    return this.found
  }

  #step(): void {
    const char = this.next
    if (char === '\n') this.#endLine()
    else if (char === ' ' || char === '\t') this.skip(() => this.endWord())
    else if (char === '#' && this.isBeginning) this.#comment()
    else if (/[|&;<>()]/.test(char)) throw this.#operator(char)
    else {
      if (this.#ended) throw this.#secondLine()
      this.#refuseBraces(char)
      if (!this.tilde() && !this.bare()) this.literal(char)
    }
  }

  #endLine(): void {
    this.skip(() => this.endWord())
    this.#ended = this.found.length > 0
  }

  #comment(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end === -1 ? this.text.length : end
    this.#hadComment = this.found.length > 0
  }

  #operator(char: string): Error {
    const [piece = char] = /^(?:&&|\|\||\|&|&>>?|<<<?-?|>>|[<>]&|[|&;<>()])/.exec(this.text.slice(this.at)) ?? []
    const isFile = piece.includes('<') || piece.includes('>')
    return unreadable(this, {
      piece,
      why: isFile ? 'would read or write a file here' : 'would run another program',
      hint: `give one docker run alone; ${quoteIt}`,
    })
  }

  #secondLine(): Error {
    const [piece = ''] = /^\S*/.exec(this.text.slice(this.at)) ?? []
    const hint = this.#hadComment
      ? 'a comment ends the command, also behind a backslash: take it out'
      : 'end each line but the last with a backslash, and nothing behind it'
    return unreadable(this, { piece, why: 'begins a second command', hint })
  }

  /** Of `{a,b}` some shells make two words and others one. */
  #refuseBraces(char: string): void {
    const [piece] = (char === '{' && /^\{[^\s{}'"\\$]*(?:,|\.\.)[^\s{}'"\\$]*\}/.exec(this.text.slice(this.at))) || []
    if (piece !== undefined)
      throw unreadable(this, { piece, why: 'is several words in some shells and one in others', hint: quoteIt })
  }
}

const quoteIt = 'put it into single quotes if it is a part of a word'
