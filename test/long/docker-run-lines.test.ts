import { expect, test } from 'vitest'
import { answersOfCli, recordedAnswers } from '../contract/docker-run/both.js'
import { allLines } from '../contract/docker-run/shell-lines.js'

test('the CLI asks for every line what is recorded', async () => {
  expect(await answersOfCli(allLines)).toEqual(recordedAnswers())
})
