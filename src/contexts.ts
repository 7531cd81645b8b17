import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { TriedHost } from './errors/codes.js'
import { hostInvalid } from './transport/host.js'

export type Environment = Readonly<Record<string, string | undefined>>

/** What the docker configuration says about contexts. */
export interface CurrentContext {
  /** The context that `docker context use` chose; undefined when it is the default one. */
  readonly name: string | undefined
  /** A configuration that cannot be read is passed over, as docker does with a warning: here is why. */
  readonly unread: TriedHost | undefined
}

function configFolder(env: Environment): string {
  return env['DOCKER_CONFIG'] || join(homedir(), '.docker')
}

/** The text of a file; undefined when there is none. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}

/** A field by its name. Docker reads its files without regard to case, and takes the last that fits. */
function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.entries(value).findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

/** Which context the docker configuration chooses. */
export async function currentContext(env: Environment): Promise<CurrentContext> {
  const path = join(configFolder(env), 'config.json')
  try {
    const text = (await textOf(path)) ?? ''
    const config = text.trim() === '' ? null : parseFirst(text)
    if (config !== null && (typeof config !== 'object' || Array.isArray(config))) throw new Error('not an object')
    const current = field(config, 'currentContext')
    const isNamed = typeof current === 'string' && current !== '' && current !== 'default'
    return { name: isNamed ? current : undefined, unread: undefined }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { name: undefined, unread: { host: path, from: 'the docker configuration', why: `unreadable: ${problem}` } }
  }
}

/** The first document of a text, as docker reads it: whatever follows is not looked at. */
function parseFirst(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const end = endOfObject(text)
    if (end === undefined) throw error
    return JSON.parse(text.slice(0, end))
  }
}

/** Where the first object of a text ends. */
function endOfObject(text: string): number | undefined {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === '{') depth += 1
    if (token === '}' && --depth === 0) return index + 1
  }
  return undefined
}

/**
 * The address a context stands for, read from where the docker CLI keeps it; empty for the default one.
 *
 * @throws UsageError HOST_INVALID
 */
export async function contextHost(name: string, from: string, env: Environment): Promise<string> {
  const id = createHash('sha256').update(name).digest('hex')
  const path = join(configFolder(env), 'contexts', 'meta', id, 'meta.json')
  const text = await textOf(path).catch((error: unknown) => String(error))
  if (text === undefined)
    throw hostInvalid(name, from, `there is no such context (${path})`, 'list them with: docker context ls')
  const host = field(field(field(parsed(text), 'Endpoints'), 'docker'), 'Host')
  if (typeof host === 'string') return host
  throw hostInvalid(name, from, `that context names no engine (${path})`, 'make it anew: docker context create')
}

/** A document; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
