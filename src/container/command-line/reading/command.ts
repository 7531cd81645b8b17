import { basename } from 'node:path/posix'
import { UsageError } from '../../../errors/usage.js'
import { isAssignment, type Word } from '../shell/reader.js'
import { unreadable } from '../shell/unreadable.js'

/** Which command a line is, and what it is told. */
export interface Command {
  readonly verb: 'run' | 'create'
  /** What stands behind the verb. */
  readonly words: readonly Word[]
  /** Where the verb stands. */
  readonly at: number
  /** Variables that are set for the command alone, as in `NAME=value docker run`. */
  readonly variables: ReadonlyMap<string, string>
}

/**
 * Finds the `docker run` or `docker create` in a line.
 *
 * @throws UsageError COMMAND_LINE_UNREADABLE
 */
export function commandIn(text: string, words: readonly Word[]): Command {
  return new Beginning(text, words).command()
}

const engineOfTheClient =
  'leave it out: the engine is that of the client. For another one open new Docker({ host }) and call .on(docker) on the builder'

/** Options of sudo that change nothing of the command, and those with a value behind them. */
const sudoSwitches =
  /^(?:-[AEHknPS]+|--(?:askpass|preserve-env(?:=.*)?|set-home|non-interactive|reset-timestamp|preserve-groups|stdin))$/
const sudoValues = /^(?:-[ugp]|--(?:user|group|prompt))$/
const sudoJoined = /^(?:-[ugp].|--(?:user|group|prompt)=)/

/** The words before the flags, one after the other. */
class Beginning {
  readonly #text: string
  readonly #words: readonly Word[]
  readonly #variables = new Map<string, string>()
  #at = 0

  constructor(text: string, words: readonly Word[]) {
    this.#text = text
    this.#words = words
  }

  command(): Command {
    this.#assignments()
    if (this.#word === 'sudo') this.#sudo()
    this.#program()
    this.#globalFlags()
    if (this.#word === 'container') this.#at++
    const verb = this.#word
    if (verb !== 'run' && verb !== 'create')
      throw this.#refusal('makes no container', 'only docker run and docker create are read')
    const { at = 0 } = this.#words[this.#at] ?? {}
    return { verb, at, words: this.#words.slice(this.#at + 1), variables: this.#variables }
  }

  get #word(): string | undefined {
    return this.#words[this.#at]?.text
  }

  #assignments(): void {
    for (; isAssignment(this.#word ?? ''); this.#at++) {
      const [, name = '', value = ''] = /^([^=]*)=([^]*)$/.exec(this.#word ?? '') ?? []
      if (/^DOCKER_(?:HOST|CONTEXT|TLS.*|CERT_PATH)$/.test(name))
        throw this.#refusal('says which engine', engineOfTheClient)
      this.#variables.set(name, value)
    }
  }

  #sudo(): void {
    this.#at++
    for (; this.#word?.startsWith('-') === true; this.#at++) {
      if (sudoValues.test(this.#word)) this.#at++
      else if (this.#word === '--') {
        this.#at++
        break
      } else if (!sudoSwitches.test(this.#word) && !sudoJoined.test(this.#word))
        throw this.#refusal('is an option of sudo that is not read', 'leave sudo out')
    }
    this.#assignments()
  }

  #program(): void {
    const word = this.#word
    const program = basename(word ?? '')
    const prompt = /^[ \t]*(?=#[ \t]*(?:sudo[ \t]+)?docker[ \t])/m.exec(this.#text)
    if (program !== 'docker' && prompt !== null)
      throw unreadable(
        { text: this.#text, at: prompt.index + prompt[0].length },
        { piece: '#', why: 'makes a comment of the line', hint: 'leave it out: it is the prompt of a shell of root' },
      )
    if (word === undefined) throw noCommand(this.#text)
    if (program === 'podman' || program === 'nerdctl')
      throw this.#refusal('has flags of its own', 'write the line for docker: mooring knows the flags of docker run')
    if (word === '$') throw this.#refusal('is the prompt of a shell, and no part of the line', 'leave it out')
    if (program !== 'docker') throw this.#refusal('is not docker', "begin with 'docker run' or 'docker create'")
    this.#at++
  }

  /** What docker itself is told, before the verb. */
  #globalFlags(): void {
    for (; this.#word?.startsWith('-') === true; this.#at++) {
      if (/^(?:-D|--debug)(?:=.*)?$/.test(this.#word)) continue
      if (/^(?:-l|--log-level)=?/.test(this.#word)) {
        if (/^(?:-l|--log-level)$/.test(this.#word)) this.#at++
      } else if (/^(?:-[Hc]|--(?:host|context|tls))/.test(this.#word))
        throw this.#refusal('says which engine', engineOfTheClient)
      else if (this.#word.startsWith('--config'))
        throw this.#refusal("names docker's configuration", 'leave it out, and set DOCKER_CONFIG for this program')
      else throw this.#refusal('is no option of docker that is read', 'give docker run what stands behind it')
    }
  }

  #refusal(why: string, hint: string): Error {
    const { text, at } = this.#words[this.#at] ?? this.#words[this.#at - 1] ?? { text: '', at: 0 }
    return unreadable({ text: this.#text, at }, { piece: withoutValue(text), why, hint })
  }
}

function noCommand(text: string): UsageError<'COMMAND_LINE_UNREADABLE'> {
  return new UsageError('COMMAND_LINE_UNREADABLE', {
    message: text.trim() === '' ? 'the text is empty' : 'the text holds no command',
    details: { piece: '', line: 1, column: 1 },
    hint: "give a line such as 'docker run -d nginx'",
  })
}

/** A word as an error shows it: what stands behind `=` may be a password. */
function withoutValue(word: string): string {
  return word.replace(/=[^]*/, '=')
}
