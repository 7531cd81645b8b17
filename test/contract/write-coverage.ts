import { writeFileSync } from 'node:fs'
import { operations } from '../../src/operations.js'
import { readApis } from './api-files.js'
import { coveragePage } from './coverage.js'

const newest = readApis().at(-1)
if (newest !== undefined) writeFileSync('docs/coverage.md', coveragePage(newest, Object.values(operations).flat()))
