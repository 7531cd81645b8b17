import { pairsGiven, pairsOf } from '../docker-words/labels.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { quoted } from '../errors/describe-value.js'

/** A text that can be handed to a program: the kernel ends it at a NUL. */
export function checkText(argument: string, value: unknown): string {
  if (typeof value !== 'string') throw invalidArgument(argument, value, 'give a text')
  if (!value.includes('\u0000')) return value
  const says = `${argument} holds a NUL character`
  throw invalidArgument(argument, value, 'leave it out: no program could read it', says)
}

/** What follows a program's name, or a program and what follows. */
export function checkWords(argument: string, words: readonly unknown[]): string[] {
  return words.map((word) => {
    if (Array.isArray(word))
      throw invalidArgument(argument, word, 'spread the array: each word is an argument, ...words')
    return checkText(argument, word)
  })
}

/** A program and its arguments. */
export function checkArgv(argv: readonly unknown[]): readonly string[] {
  const checked = checkWords('argv', argv)
  if (checked[0] !== undefined && checked[0] !== '') return checked
  throw invalidArgument('argv', argv, "name one, as in exec('ls', '-l')", 'there is no program to run')
}

/** Variables as `KEY=value`, out of what `env()` was given: a name and a value, or an object of them. */
export function toEnv(first: unknown, value: unknown): string[] {
  return pairsOf('env', pairsGiven(first, value)).map(([key, one]) => {
    if (checkText('env', key) === '' || key.includes('=')) {
      const says = `${quoted(key)} cannot be the name of a variable`
      throw invalidArgument('env', key, "write env('name', 'value') or env({ name: 'value' })", says)
    }
    return `${key}=${checkText(`the variable ${key}`, one)}`
  })
}
