/** A word of a command line, and where it begins in the text. */
export interface Word {
  readonly text: string
  readonly at: number
}

/** What a variable holds; undefined when it is not set. */
export type ValueOf = (name: string) => string | undefined

/** A place in a text that moves on, and the words that were found so far. */
export abstract class Reader {
  readonly text: string
  at = 0
  protected readonly valueOf: ValueOf
  protected readonly found: Word[] = []
  #word: string | undefined
  #began = 0

  constructor(text: string, valueOf: ValueOf) {
    this.text = text
    this.valueOf = valueOf
  }

  /** The character that is read next; '' at the end. */
  protected get next(): string {
    return this.text[this.at] ?? ''
  }

  protected get rest(): string {
    return this.text.slice(this.at)
  }

  protected get isInWord(): boolean {
    return this.#word !== undefined
  }

  /** Whether a word begins here; behind a variable that is empty none does. */
  protected get isBeginning(): boolean {
    const before = this.text.slice(0, this.at).replace(/(?:\\\n)+$/, '')
    return !this.isInWord && !/\S$/.test(before)
  }

  /** Adds to the word; of a new one this is its place. */
  protected add(text: string): void {
    if (this.#word === undefined) this.#began = this.at
    this.#word = (this.#word ?? '') + text
  }

  protected literal(char: string): void {
    this.add(char)
    this.at++
  }

  /** Adds the value of a variable that stands without quotes: its spaces end words, and an empty one is no word. */
  protected addSplit(value: string): void {
    if (this.#isAssigned) {
      this.add(value)
      return
    }
    for (const [index, part] of value.split(/[ \t\n]+/).entries()) {
      if (index > 0) this.endWord()
      if (part !== '') this.add(part)
    }
  }

  protected endWord(): void {
    if (this.#word !== undefined) this.found.push({ text: this.#word, at: this.#began })
    this.#word = undefined
  }

  /** Does something about this character, and moves on. */
  protected skip(about: () => void): void {
    about()
    this.at++
  }

  /** Whether the word is a variable before the command, as in `NAME=value docker run`: its value is never split. */
  get #isAssigned(): boolean {
    return isAssignment(this.#word ?? '') && this.found.every(({ text }) => isAssignment(text))
  }
}

/** Whether a word before a command sets a variable for it. */
export function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*=/.test(text)
}
