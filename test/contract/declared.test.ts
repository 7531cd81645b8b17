import { expect, it } from 'vitest'
import { operations } from '../../src/operations.js'
import { hasApiFiles } from './api-files.js'
import compared from './compared.json' with { type: 'json' }
import { fingerprint } from './fingerprint.js'

it('the declarations are those that were last compared with the API files: npm run coverage-page', () => {
  if (!hasApiFiles) console.log('The API files are not here: the declarations are held against their last comparison.')
  expect(fingerprint(Object.values(operations).flat())).toBe(compared.declarations)
})
