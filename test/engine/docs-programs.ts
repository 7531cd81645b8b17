import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lab } from '../lab/lab.js'
import { runScript, type ScriptResult } from './run-script.js'

const root = join(import.meta.dirname, '..', '..')

/** The programs of pages of docs/, in their order. */
export function programsOf(...pages: readonly string[]): string[] {
  return pages.flatMap((page) => {
    const text = readFileSync(join(root, 'docs', page), 'utf8')
    return [...text.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, program = '']) => program)
  })
}

/** What the programs of a page find around them. */
interface Around {
  /** Files of the folder that they run in, by their paths. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly env?: Readonly<Record<string, string>>
}

/** Runs programs of a page on the newest engine, one after the other in one process, in a folder of their own. */
export async function runPrograms(
  programs: readonly string[],
  { files = {}, env = {} }: Around = {},
): Promise<ScriptResult> {
  const folder = mkdtempSync(join(root, 'test', 'engine', 'docs-'))
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    for (const [index, program] of programs.entries()) writeFileSync(join(folder, `${index}.ts`), program)
    const imports = programs.map((_, index) => `await import('./${index}.ts')\n`)
    writeFileSync(join(folder, 'all.ts'), ['process.chdir(import.meta.dirname)\n', ...imports].join(''))
    const { host } = await lab.engine('newest')
    return await runScript(join(folder, 'all.ts').slice(root.length + 1), [], { DOCKER_HOST: host, ...env })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
