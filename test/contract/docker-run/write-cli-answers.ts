import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { answersOfCli, recordedAnswers, writeRecorded, type Answers } from './both.js'
import { allLines } from './shell-lines.js'

// Asks the CLI what was not asked before; with --all, everything.
const isAll = process.argv.includes('--all') || !existsSync(join(import.meta.dirname, 'cli-answers.json'))
const known: Answers = isAll ? {} : recordedAnswers()
const asked = await answersOfCli(allLines.filter((line) => known[line] === undefined))
writeRecorded(Object.fromEntries(allLines.map((line) => [line, known[line] ?? asked[line] ?? { refused: '' }])))
