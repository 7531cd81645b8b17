import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { quoted } from '../../../errors/describe-value.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'
import { fileUnreadable } from '../../../tar/unreadable.js'
import type { ValueOf } from '../shell/reader.js'

/** What of this machine a line is read with. */
export interface Here {
  /** Paths are counted from it. */
  readonly cwd: string
  /** The variables of the environment. */
  readonly valueOf: ValueOf
  readonly signal: AbortSignal | undefined
}

/**
 * The lines `KEY=value` of a file for `--env-file` or `--label-file`, as docker reads them: comments are left out, quotes
 * are a part of the value, and a name alone has the value of the environment, or is left out.
 *
 * @throws UsageError FILE_UNREADABLE, INVALID_ARGUMENT
 */
export async function pairsIn(flag: string, path: string, here: Here): Promise<readonly string[]> {
  const text = await textOf(path, here)
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines.flatMap((line, index) => {
    const plain = line.trimStart()
    if (plain === '' || plain.startsWith('#')) return []
    const at = plain.indexOf('=')
    const name = at === -1 ? plain : plain.slice(0, at)
    if (name === '' || /[ \t]/.test(name)) {
      // a line without = may be all of a secret
      const what = at === -1 ? 'it has no =' : `${quoted(name)} is no name`
      const says = `line ${index + 1} of ${quoted(path)} cannot be read: ${what}`
      throw invalidArgument(flag, at === -1 ? '(hidden)' : name, 'write each line like NAME=value', says)
    }
    if (at !== -1) return [plain]
    const value = here.valueOf(name)
    return value === undefined ? [] : [`${name}=${value}`]
  })
}

/** The profile that `--security-opt seccomp=` names, in one line, as engines take it; other options are as they were. */
export async function securityOption(text: string, here: Here): Promise<string> {
  const [, key = '', path = ''] = /^(seccomp[=:])(.*)$/s.exec(text) ?? []
  if (key === '' || path === '' || path === 'unconfined' || path === 'builtin') return text
  const profile = await textOf(path, here)
  try {
    JSON.parse(profile)
  } catch {
    throw invalidArgument('--security-opt', text, 'give a file with a profile', `${quoted(path)} holds no JSON`)
  }
  // what stands between the values goes; the values stay letter for letter
  return `seccomp=${profile.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')}`
}

async function textOf(path: string, { cwd, signal }: Here): Promise<string> {
  try {
    const bytes = await readFile(resolve(cwd, path), { signal })
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof TypeError)
      throw invalidArgument('path', path, 'save it as UTF-8', `${quoted(path)} is no UTF-8 text`)
    throw fileUnreadable(path, cause)
  }
}
