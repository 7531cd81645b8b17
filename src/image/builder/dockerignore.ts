import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { UsageError } from '../../errors/usage.js'
import type { Verdict } from '../../tar/directory.js'
import { packageMissing } from '../../tar/package-missing.js'
import { fileUnreadable } from '../../tar/unreadable.js'

/** A file that says what a context leaves out. */
export interface IgnoreFile {
  readonly text: string
  readonly verdict: (path: string, isDirectory: boolean) => Verdict
}

/**
 * Reads what a context leaves out; undefined where there is no such file.
 *
 * @param kept what the engine needs, whatever the file says: the Dockerfile, and the file itself
 *
 * @throws UsageError FILE_UNREADABLE, PACKAGE_MISSING; INVALID_ARGUMENT for a pattern that is none
 */
export async function readIgnoreFile(path: string, kept: readonly string[]): Promise<IgnoreFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fileUnreadable(path, error)
  })
  if (text === undefined) return undefined
  const patterns = patternsIn(text)
  if (patterns.includes('!')) throw noPattern(path, 'write what is not left out behind the !')
  const isIgnored = await matcherOf(path, patterns)
  const exceptions = patterns.flatMap((pattern) => (pattern.startsWith('!') ? [pattern.slice(1)] : []))
  return {
    text,
    verdict: (name, isDirectory) => {
      if (kept.includes(name) || !isIgnored(name)) return 'take'
      if (!isDirectory) return 'leave'
      // As docker does, what is ignored is looked into for exceptions that say its name, and for none with a wildcard.
      const mayHold = [...exceptions, ...kept].some((exception) => `${exception}/`.startsWith(`${name}/`))
      return mayHold ? 'look inside' : 'leave'
    },
  }
}

/** The patterns, without comments, in the form in which they are matched. */
function patternsIn(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => (line.startsWith('!') ? `!${cleaned(line.slice(1).trim())}` : cleaned(line)))
}

function cleaned(pattern: string): string {
  if (pattern === '') return ''
  const clean = posix.normalize(pattern).replace(/(?<=.)\/$/, '')
  return clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean
}

// A literal import, so that bundlers see it; inside `try`, so that they build without the package.
async function matcherOf(path: string, patterns: readonly string[]): Promise<(name: string) => boolean> {
  const dockerignore = await loadDockerignore()
  const rules = dockerignore({ ignorecase: false }).add(patterns.map(escaped))
  try {
    rules.ignores('any') // makes an expression of each pattern
  } catch (error) {
    throw noPattern(path, 'brackets must be closed: write \\[ for a bracket itself', error)
  }
  return (name) => rules.ignores(name)
}

function noPattern(path: string, hint: string, cause?: unknown): UsageError<'INVALID_ARGUMENT'> {
  const why = cause instanceof Error ? `: ${cause.message}` : ''
  return invalidArgument('.dockerignore', path, hint, `${path} has a pattern that is none${why}`)
}

/** What has a meaning in a regular expression, and none in a pattern of docker's. */
function escaped(pattern: string): string {
  return pattern.replace(/\\.|[+()|{}]/gs, (found) => (found.length === 1 ? `\\${found}` : found))
}

async function loadDockerignore(): Promise<(typeof import('@balena/dockerignore'))['default']> {
  try {
    return (await import('@balena/dockerignore')).default.default
  } catch (error) {
    throw packageMissing('@balena/dockerignore', 'it reads the .dockerignore of this context', error)
  }
}
