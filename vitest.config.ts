import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { hasApiFiles } from './test/contract/api-files.js'

// One worker per suite of real engines: their networks are a machine-wide resource. Where `isolate` is false, files share
// a process and what it has loaded: importing was half of the unit tests' time, and minutes of the engines'.
const engines = {
  globalSetup: ['test/lab/vitest-global.ts'],
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 180_000,
}
// What is built, packed and installed, as a user has it.
const installed = { ...engines, globalSetup: ['test/package/user-folder.ts', ...engines.globalSetup] }

export default defineConfig({
  test: {
    projects: [
      {
        // The tour imports the package by its name; here it is the source, so that a clone need not be built first.
        resolve: { alias: { mooring: join(import.meta.dirname, 'src', 'index.ts') } },
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false, testTimeout: 60_000 },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
        },
      },
      {
        // A clone without the API files tells only whether the declarations have changed since they were compared.
        test: {
          name: 'contract',
          include: ['test/contract/declared.test.ts', ...(hasApiFiles ? ['test/contract/contract.test.ts'] : [])],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'fault', include: ['test/fault/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'house',
          include: ['test/house/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], ...installed } },
      { test: { name: 'engine', include: ['test/engine/**/*.test.ts'], isolate: false, ...engines } },
      // An hour, for `.ci/run --long`.
      ...(process.env['MOORING_LONG'] === '1'
        ? [{ test: { name: 'long', include: ['test/long/**/*.test.ts'], ...installed, testTimeout: 1_800_000 } }]
        : []),
    ],
  },
})
