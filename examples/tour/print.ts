import { stripVTControlCharacters, styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Lines of text for a person: in colour at a terminal, plain in a file. */
export class Printer {
  readonly #out: NodeJS.WriteStream
  readonly #colours: boolean
  readonly #width: number

  constructor(out: NodeJS.WriteStream = process.stdout) {
    this.#out = out
    this.#colours = out.isTTY && !process.env['NO_COLOR']
    this.#width = Math.min(Math.max(out.columns || 100, 60), 120)
  }

  /** One line, folded at the terminal's width; what is folded stands below the text, not below the mark. */
  line(mark: string, text: string, style?: Style): void {
    const indent = ' '.repeat(stripVTControlCharacters(mark).length)
    fold(text, this.#width - indent.length).forEach((part, index) => {
      const styled = style !== undefined && this.#colours ? styleText(style, part) : part
      this.#out.write(`${index === 0 ? mark : indent}${styled}\n`)
    })
  }

  gap(): void {
    this.#out.write('\n')
  }
}

function fold(text: string, width: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    const longer = last === '' ? word : `${last} ${word}`
    if (longer.length <= width || last === '') lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
