import { writeFileSync } from 'node:fs'
import { operations } from '../../src/operations.js'
import { readApis } from './api-files.js'
import { coveragePage } from './coverage.js'
import { fingerprint } from './fingerprint.js'

const newest = readApis().at(-1)
if (newest === undefined) throw new Error('there are no API files')
const declared = Object.values(operations).flat()
writeFileSync('docs/coverage.md', coveragePage(newest, declared))
writeFileSync('test/contract/compared.json', `${JSON.stringify({ declarations: fingerprint(declared) }, null, 2)}\n`)
