import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { programsOf, runPrograms } from '../docs-programs.js'

test('the programs of docs/networking/plan.md run as they stand, and print what the page says', async () => {
  const programs = programsOf('networking/plan.md')
  for (const program of programs) expect(program.split('\n').length).toBeLessThanOrEqual(40)
  const { stdout, exitCode } = await runPrograms(programs)
  const page = readFileSync(new URL('../../../docs/networking/plan.md', import.meta.url), 'utf8')
  const withoutPrograms = page.replace(/^```ts\n[^]*?^```\n/gm, '')
  const printed = [...withoutPrograms.matchAll(/^```\n([^]*?)^```/gm)].map(([, text = '']) => text)
  expect(printed).toHaveLength(3)
  expect(printed.filter((text) => !stdout.includes(text))).toEqual([])
  expect(stdout).toMatch(/^true\n/m)
  expect(exitCode).toBe(0)
})
