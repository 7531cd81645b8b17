import { nearest } from '../../../engine/call/nearest.js'
import { conflict } from '../../../errors/conflict.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { UsageError } from '../../../errors/usage.js'
import { leftOut, runFlags, type ClientFlag, type RunFlag } from '../docker-run.js'
import type { Word } from '../shell/reader.js'
import { unreadable } from '../shell/unreadable.js'
import type { Command } from './command.js'

/** A flag of a line and what it was given; `true` or `false` for a switch. */
export interface Said<Row = RunFlag> {
  readonly row: Row
  readonly value: string
}

/** A line of docker run, with its flags told apart. */
export interface SaidLine {
  readonly said: readonly Said[]
  /** Flags that name files here, in the order of the line. */
  readonly files: readonly Said<ClientFlag>[]
  readonly image: string
  readonly command: readonly string[]
}

type Row = RunFlag | ClientFlag

const rows: readonly Row[] = [...runFlags, ...leftOut]
const byName: ReadonlyMap<string, Row> = new Map(
  rows.flatMap((row) => [row.flag, ...(row.also ?? [])].map((name) => [name, row] as const)),
)

/**
 * Tells the flags of a line apart as docker does: they end at the image, or at `--`.
 *
 * @throws UsageError UNKNOWN_OPTION with the nearest flag, COMMAND_LINE_UNREADABLE, INVALID_ARGUMENT
 */
export function flagsIn(text: string, command: Command): SaidLine {
  const line = new Flags(text, command)
  const [image, ...program] = line.read()
  if (image === undefined) {
    const hint = 'name an image behind the flags; a flag may have taken it for its value'
    throw unreadable({ text, at: command.at }, { piece: command.verb, why: 'names no image', hint })
  }
  const [variable] = /^[A-Za-z_]\w*=/.exec(image.text) ?? []
  if (variable !== undefined) {
    const hint = 'write -e before it if it is a variable of the container'
    throw unreadable({ text, at: image.at }, { piece: variable, why: 'stands where the image is named', hint })
  }
  if (/^[\u2010-\u2015]/.test(image.text)) {
    const hint = 'write two hyphens: a page may have made one dash of them'
    throw unreadable({ text, at: image.at }, { piece: image.text, why: 'begins with a dash that is no hyphen', hint })
  }
  return { said: line.said, files: line.files, image: image.text, command: program.map((word) => word.text) }
}

class Flags {
  readonly said: Said[] = []
  readonly files: Said<ClientFlag>[] = []
  readonly #text: string
  readonly #words: readonly Word[]
  readonly #verb: 'run' | 'create'
  /** Flags that were taken and say nothing. */
  readonly #taken = new Set<string>()
  #at = 0

  constructor(text: string, { words, verb }: Command) {
    this.#text = text
    this.#words = words
    this.#verb = verb
  }

  /** Reads the flags, and gives what stands behind them. */
  read(): readonly Word[] {
    for (;;) {
      const word = this.#words[this.#at]
      if (word === undefined || !/^-./s.test(word.text)) return this.#words.slice(this.#at)
      this.#at++
      if (word.text === '--') return this.#words.slice(this.#at)
      if (word.text.startsWith('--')) this.#long(word)
      else this.#letters(word)
    }
  }

  #long(word: Word): void {
    const [, flag = '', value] = /^(--[^=]*)(?:=([^]*))?$/.exec(word.text) ?? []
    const row = this.#rowOf(flag, word)
    this.#add(row, flag, value ?? (isSwitch(row) ? 'true' : this.#following(flag, word)), word)
  }

  /** `-it`, `-p80:80`, `-p=80:80`, `-itp 80:80`: the first letter that takes a value has all that follows. */
  #letters(word: Word): void {
    for (let rest = word.text.slice(1); rest !== '';) {
      const flag = `-${rest[0] ?? ''}`
      const row = this.#rowOf(flag, word)
      const isAssigned = rest.length > 2 && rest[1] === '='
      if (isSwitch(row) && !isAssigned) {
        this.#add(row, flag, 'true', word)
        rest = rest.slice(1)
        continue
      }
      const joined = rest.slice(isAssigned ? 2 : 1)
      this.#add(row, flag, joined === '' ? this.#following(flag, word) : joined, word)
      return
    }
  }

  #rowOf(flag: string, { at }: Word): Row {
    const row = byName.get(flag)
    if (row !== undefined && (this.#verb === 'run' || !('ofRun' in row))) return row
    if (row !== undefined)
      throw unreadable(
        { text: this.#text, at },
        { piece: flag, why: 'is a flag of docker run alone', hint: 'leave it out' },
      )
    throw unknownFlag(flag)
  }

  #following(flag: string, { at }: Word): string {
    const value = this.#words[this.#at++]
    if (value !== undefined) return value.text
    throw unreadable({ text: this.#text, at }, { piece: flag, why: 'needs a value', hint: 'write it behind the flag' })
  }

  #add(row: Row, flag: string, value: string, { at }: Word): void {
    const said = isSwitch(row) ? switchOf(row.flag, value) : value
    if (!('why' in row)) {
      this.said.push({ row, value: said })
      return
    }
    if (said !== 'false') this.#taken.add(row.flag)
    if (this.#taken.has('--attach') && this.#taken.has('--detach'))
      throw conflict('--attach', '--detach', 'nobody is attached to a container that runs detached')
    if (row.read === 'file') this.files.push({ row, value: said })
    const isTaken = row.read === 'taken' && (row.only === undefined || row.only.test(said))
    if (row.read === 'refused' || (row.read === 'taken' && !isTaken))
      throw unreadable(
        { text: this.#text, at },
        { piece: flag, why: 'is nothing that a builder can be told', hint: row.why },
      )
  }
}

function isSwitch({ value }: Row): boolean {
  return value === 'switch'
}

/** As docker reads a switch with a value. */
function switchOf(flag: string, value: string): string {
  if (/^(?:1|[tT]|true|TRUE|True)$/.test(value)) return 'true'
  if (/^(?:0|[fF]|false|FALSE|False)$/.test(value)) return 'false'
  throw invalidArgument(flag, value, 'write the flag alone, or =true or =false behind it')
}

function unknownFlag(flag: string): UsageError<'UNKNOWN_OPTION'> {
  // without its hyphens, which all of them have: `--tz` is not almost `--tty`
  const known = [...byName.keys()].flatMap((name) => (name.startsWith('--') ? [name.slice(2)] : []))
  const close = flag.length > 3 && flag.startsWith('--') ? nearest(flag.slice(2), known) : undefined
  return new UsageError('UNKNOWN_OPTION', {
    message: `docker run has no flag ${JSON.stringify(flag)}`,
    details: { option: flag, nearest: close && `--${close}` },
    hint: close === undefined ? 'docker run --help lists its flags' : `did you mean "--${close}"?`,
  })
}
