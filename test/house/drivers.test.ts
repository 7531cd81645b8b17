import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { driversPage } from '../contract/drivers/page.js'
import { root } from './source-tree.js'

it('the page of drivers has the table of options as it stands: npm run drivers-page', () => {
  expect(readFileSync(join(root, 'docs', 'networking', 'drivers.md'), 'utf8')).toBe(driversPage())
})
