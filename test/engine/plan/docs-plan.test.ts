import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { programsOf, runPrograms } from '../docs-programs.js'

const pages = ['networking/plan.md', 'networking/plan-from-compose.md']

test('the programs of the pages of plans run as they stand, and print what the pages say', async () => {
  const programs = programsOf(...pages)
  for (const program of programs) expect(program.split('\n').length).toBeLessThanOrEqual(40)
  const { stdout, exitCode } = await runPrograms(programs)
  const printed = pages.flatMap((page) => {
    const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8')
    const withoutPrograms = text.replace(/^```ts\n[^]*?^```\n/gm, '')
    return [...withoutPrograms.matchAll(/^```\n([^]*?)^```/gm)].map(([, block = '']) => block)
  })
  expect(printed).toHaveLength(6)
  expect(printed.filter((text) => !stdout.includes(text))).toEqual([])
  expect(stdout).toMatch(/^true\n/m)
  expect(exitCode).toBe(0)
})
