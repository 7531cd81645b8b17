import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dockerRunPage } from '../contract/docker-run/page.js'
import { root } from './source-tree.js'

it('the page of docker run has the table of flags as it stands: npm run docker-run-page', () => {
  expect(readFileSync(join(root, 'docs', 'docker-run.md'), 'utf8')).toBe(dockerRunPage())
})
