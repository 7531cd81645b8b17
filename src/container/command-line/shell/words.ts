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
    const [piece = char] = /^(?:&&|\|\||\|&|&>>?|<<<?-?|>>|[<>]&(?:\d|-)?|[|&;<>()])/.exec(this.rest) ?? []
    const [holder] = /^<[\w -]+>/.exec(this.rest) ?? []
    if (holder !== undefined)
      return unreadable(this, { piece: holder, why: 'stands for something', hint: 'write what it stands for' })
    const isFile = piece.includes('<') || piece.includes('>')
    const isInside = this.isInWord && /^\S/.test(this.text.slice(this.at + piece.length))
    const [descriptor = ''] = (isFile && /(?<=\s)\d$/.exec(this.text.slice(0, this.at))) || []
    const place = { text: this.text, at: this.at - descriptor.length }
    if (isFile && (descriptor !== '' || !isInside)) {
      const hint = 'leave it out: output() and attach() give what the program writes'
      return unreadable(place, { piece: descriptor + piece, why: 'would read or write something here', hint })
    }
    return unreadable(this, {
      piece,
      why: isFile ? 'would read or write a file here' : 'would run another program',
      hint: isInside ? quoteIt : 'give one docker run alone',
    })
  }

  #secondLine(): Error {
    const [piece = ''] = /^(?:[^\s='"]{1,40}=?|\S)/.exec(this.rest) ?? [] // what stands behind may be a password
    const hint = this.#hadComment
      ? 'a comment ends the command, also behind a backslash: take it out'
      : 'end each line but the last with a backslash, and nothing behind it'
    return unreadable(this, { piece, why: 'begins a second command', hint })
  }

  /** Of `{a,b}` some shells make two words and others one. */
  #refuseBraces(char: string): void {
    if (char === '{' && /^\{[^\s{}'"\\$]*(?:,|\.\.)[^\s{}'"\\$]*\}/.test(this.rest))
      throw unreadable(this, {
        piece: char,
        why: 'begins several words in some shells and one in others',
        hint: quoteIt,
      })
  }
}

const quoteIt = 'put the word that it is a part of into single quotes'
