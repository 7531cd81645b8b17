import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../house/source-tree.js'

const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The programs that the README prints, as a user copies them. */
export const printed = {
  /** TypeScript with `await using` and `await` at the top. */
  first: blockAfter('first program'),
  /** JavaScript with `try` and `finally`. */
  plain: blockAfter('plain program'),
  /** The `tsconfig.json` for ts-node with CommonJS. */
  tsconfig: blockAfter('ts-node tsconfig'),
}

/** A program of the README's in CommonJS, as the README says: inside a function that is called. */
export function inMain(program: string): string {
  const lines = program.split('\n')
  const imports = lines.filter((line) => line.startsWith('import '))
  const rest = lines.filter((line) => !line.startsWith('import '))
  return [...imports, 'async function main() {', ...rest, '}', 'main()', ''].join('\n')
}

/** The same program, with the other way to import that stands in its comment. */
export function withRequire(program: string): string {
  const [, require] = /^import .* \/\/ or: (.*)$/m.exec(program) ?? []
  if (require === undefined) throw new Error('the plain program of the README does not say how to require')
  return program.replace(/^import .*$/m, require)
}

function blockAfter(marker: string): string {
  const [, block] = new RegExp(`^<!-- ${marker} -->\\n\`\`\`\\w+\\n([^]*?)^\`\`\``, 'm').exec(readme) ?? []
  if (block === undefined) throw new Error(`README.md has no block of code after <!-- ${marker} -->`)
  return block
}
