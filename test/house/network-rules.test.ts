import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { networkRulesPage, testOf } from '../contract/network-rules/page.js'
import { allRules } from '../contract/network-rules/table.js'
import { root } from './source-tree.js'

it('the page of the rules has the table as it stands: npm run network-rules-page', async () => {
  expect(readFileSync(join(root, 'docs', 'networking', 'rules.md'), 'utf8')).toBe(await networkRulesPage())
})

it('each rule has a number of its own, and none is missing', () => {
  const ids: readonly string[] = allRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const groups = [17, 28, 59, 88, 127].map((last, at) => [[1, 20, 30, 60, 90][at] ?? 0, last] as const)
  const wanted = groups.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, step) => first + step))
  expect(wanted.filter((number) => !ids.includes(`R${String(number).padStart(2, '0')}`))).toEqual([])
})

it('the test that a rule names is there', () => {
  const missing = allRules.filter((rule) => {
    const { file, title } = testOf(rule)
    return !readFileSync(join(root, file), 'utf8').includes(title)
  })
  expect(missing.map(({ id }) => id)).toEqual([])
})
