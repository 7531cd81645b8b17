import { expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'

test('the program of docs/networking/watch.md keeps its map true', async () => {
  const { stdout, exitCode } = await runPrograms(programsOf('networking/watch.md'))
  expect(stdout).toBe('snapshot 1\njoined 2\nleft 1\n')
  expect(exitCode).toBe(0)
})
