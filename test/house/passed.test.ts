import { expect, it } from 'vitest'
import { runScript } from '../engine/run-script.js'

// How far a newcomer has to follow a call. A budget, not a goal: who needs more of it says so here. Three functions of a
// network made are those of a timer, which is set for many calls together.
const budgets = {
  created: { what: 'a network made', files: 60, functions: 242 },
  opened: { what: 'a log asked for, up to its first line', files: 35, functions: 145 },
  read: { what: 'the next line of that log', files: 8, functions: 29 },
} as const

it('what is called often passes no more files and functions than it did', async () => {
  const { stdout, exitCode } = await runScript('test/house/passed-program.ts')
  expect({ stdout, exitCode }).toMatchObject({ exitCode: 0 })
  const passed = JSON.parse(stdout) as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  for (const [name, { what, files, functions }] of Object.entries(budgets)) {
    const found = passed[name] ?? {}
    const count = Object.values(found).flat().length
    console.log(`${what}: ${Object.keys(found).length} files, ${count} functions`)
    expect(count, what).toBeGreaterThan(0)
    expect(Object.keys(found).length, what).toBeLessThanOrEqual(files)
    expect(count, JSON.stringify(found, null, 1)).toBeLessThanOrEqual(functions)
  }
})
