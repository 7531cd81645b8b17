import { expect, test } from 'vitest'
import { answersOfCli, recordedAnswers } from '../../contract/docker-run/both.js'
import { allLines } from '../../contract/docker-run/shell-lines.js'

// test/unit/container/command-line/cli-answers.test.ts compares mooring with the recorded answers of all lines;
// test/long/docker-run-lines.test.ts asks the CLI for all of them.
const some = allLines.filter((_, at) => at % 8 === 0)

test('the CLI asks for some of the lines what is recorded', async () => {
  const recorded = recordedAnswers()
  expect(await answersOfCli(some)).toEqual(Object.fromEntries(some.map((line) => [line, recorded[line]])))
})
