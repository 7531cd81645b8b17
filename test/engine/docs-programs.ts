import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Runs programs of a page on the newest engine, one after the other in one process. */
export async function runPrograms(programs: readonly string[]): Promise<ScriptResult> {
  const folder = mkdtempSync(join(root, 'test', 'engine', 'docs-'))
  try {
    for (const [index, program] of programs.entries()) writeFileSync(join(folder, `${index}.ts`), program)
    writeFileSync(join(folder, 'all.ts'), programs.map((_, index) => `await import('./${index}.ts')\n`).join(''))
    const { host } = await lab.engine('newest')
    return await runScript(join(folder, 'all.ts').slice(root.length + 1), [], { DOCKER_HOST: host })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
