// count.mjs REPORTS FAILED-STEPS   adds up vitest's reports in a folder: `N passed, N failed`, and exit code 1 if any failed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder = '.', steps = '0'] = process.argv.slice(2)
let passed = 0
let failed = Number(steps)
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  // a file that could not be read has no tests that could fail
  failed += report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
