import { Ip } from '../../../cidr/ip.js'
import { quoted } from '../../../errors/describe-value.js'
import { checkFlag, invalidArgument } from '../../../errors/invalid-argument.js'
import { nearest } from '../../../engine/call/nearest.js'
import { goBoolean } from '../../go-boolean.js'

/** One kind of texts that options are. */
export interface OptionText<Value = never> {
  /** What it is, for hints and for the docs: `true or false`. */
  readonly is: string
  /** Whether the engine takes a text, and means by it what its writer does. */
  readonly fits: (text: string) => boolean
  /** What a text says to the engine, of which others may say the same; the text itself, if left out. */
  readonly meaning?: (text: string) => string
  /** Its words, if it is one of few. */
  readonly words?: readonly string[]
  /** The text of a value. @throws UsageError INVALID_ARGUMENT */
  readonly write: (argument: string, value: Value) => string
}

/** Go's own words for yes and no: engines refuse any other. */
export const flag: OptionText<boolean> = {
  is: 'true or false',
  fits: (text) => goBoolean(text) !== undefined,
  meaning: (text) => `${goBoolean(text) ?? text}`,
  write: (argument, value) => `${checkFlag(argument, value)}`,
}

/** Engines look whether it is there, and not at what it says: `false` would turn it on. */
export const presence: OptionText<boolean> = {
  is: 'true, or left out',
  fits: (text) => text === '' || goBoolean(text) === true,
  meaning: () => 'true',
  write: (argument, value) => (checkFlag(argument, value) ? 'true' : ''),
}

/**
 * A whole number.
 *
 * @param zero what 0 says besides
 */
export function wholeNumber(least: number, most: number, zero?: string): OptionText<number> {
  const is = `a whole number from ${least} to ${most}${zero === undefined ? '' : `, or 0 for ${zero}`}`
  const fits = (text: string): boolean =>
    /^\+?\d{1,8}$/.test(text) &&
    ((Number(text) >= least && Number(text) <= most) || (zero !== undefined && text === '0'))
  return {
    is,
    fits,
    meaning: (text) => (/^\d+$/.test(text) ? `${BigInt(text)}` : text),
    write: (argument, value) => {
      if (typeof value === 'number' && fits(`${value}`)) return `${value}`
      throw invalidArgument(argument, value, `it is ${is}`)
    },
  }
}

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): OptionText<Word> {
  return texts(words.join(', '), (text) => words.some((word) => word === text), words)
}

/** An address of one family, or of either. */
export function address(family?: 4 | 6): OptionText<string | Ip> {
  const is = family === undefined ? 'an IP address' : `an IPv${family} address`
  const fits = (text: string): boolean => {
    const ip = Ip.tryParse(text)
    return ip !== undefined && (family === undefined || ip.family === family)
  }
  return {
    is,
    fits,
    write: (argument, value) => {
      const text = `${Ip.from(value)}`
      if (fits(text)) return text
      throw invalidArgument(argument, value, `it is ${is}`)
    },
  }
}

/** A text that has a form. */
export function texts<Text extends string>(
  is: string,
  fits: (text: string) => boolean,
  words?: readonly Text[],
): OptionText<Text> {
  return {
    is,
    fits,
    ...(words !== undefined && { words }),
    write: (argument, value) => {
      if (typeof value === 'string' && fits(value)) return value
      throw refusedText(argument, value, { is, words })
    },
  }
}

/** The error for a text that an option cannot have. */
export function refusedText(
  option: string,
  value: unknown,
  { is, words }: { readonly is: string; readonly words?: readonly string[] | undefined },
): Error {
  const close = typeof value === 'string' && words !== undefined ? nearest(value, words) : undefined
  const one = words === undefined ? `it is ${is}` : `it is one of ${is}`
  const hint = close === undefined ? one : `did you mean ${JSON.stringify(close)}? ${one}`
  return invalidArgument(option, value, hint, `${option} cannot be ${quoted(value)}`)
}

/** The name of a network interface: Linux takes 15 bytes, and fills in a number for `%d`. */
export function isInterfaceName(text: string): boolean {
  return /^[\x21-\x7e]{1,15}$/.test(text) && !/[/:%]/.test(text) && text !== '.' && text !== '..'
}
