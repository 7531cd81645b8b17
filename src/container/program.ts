import { pairsGiven, pairsOf } from '../docker-words/labels.js'
import { invalidArgument } from '../errors/invalid-argument.js'
import { kindOf, quoted } from '../errors/describe-value.js'

/** A text that can be handed to a program: the kernel ends it at a NUL. */
export function checkText(argument: string, value: unknown): string {
  if (typeof value !== 'string') throw invalidArgument(argument, value, 'give a text')
  if (!value.includes('\u0000')) return value
  const says = `${argument} holds a NUL character`
  throw invalidArgument(argument, '\u0000', 'leave it out: no program could read it', says)
}

/** What follows a program's name, or a program and what follows. */
export function checkWords(argument: string, words: readonly unknown[]): string[] {
  return words.map((word) => {
    if (Array.isArray(word))
      throw invalidArgument(argument, word, 'spread the array: each word is an argument, ...words')
    return checkText(argument, word)
  })
}

/**
 * A user as engines read it: a name or a number, and with a group behind a colon. They take a colon alone for root, which
 * is what `$UID:$GID` becomes where nobody has set the two.
 */
export function checkUser(value: unknown): string {
  const user = checkText('user', value)
  if (/^(?!:$)[^:]*(?::[^:]*)?$/.test(user)) return user
  throw invalidArgument('user', user, "write it like 'app', '1000' or '1000:1000'")
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
      // what stands behind = is its value, which may be a password
      const name = key.replace(/=[^]*/, '=')
      const says = `${quoted(name)} cannot be the name of a variable`
      throw invalidArgument('env', name, "write env('name', 'value') or env({ name: 'value' })", says)
    }
    if (typeof one !== 'string') {
      const says = `the value of the variable ${key} is a text, and cannot be ${kindOf(one)}`
      throw invalidArgument(`env.${key}`, kindOf(one), 'give a text: String(value)', says)
    }
    return `${key}=${checkText(`env.${key}`, one)}`
  })
}
