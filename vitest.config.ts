import { defineConfig } from 'vitest/config'

// One worker per suite of real engines: their networks are a machine-wide resource.
const engines = { globalSetup: ['test/lab/vitest-global.ts'], fileParallelism: false, testTimeout: 60_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
        },
      },
      { test: { name: 'fault', include: ['test/fault/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'house', include: ['test/house/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false } },
      { test: { name: 'engine', include: ['test/engine/**/*.test.ts'], ...engines } },
    ],
  },
})
