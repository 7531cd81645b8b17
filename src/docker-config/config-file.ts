import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isPlainObject } from '../errors/brand.js'

/** The variables of a program: `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Where docker keeps its configuration. */
export function configFolder(env: Environment): string {
  return env['DOCKER_CONFIG'] || join(homedir(), '.docker')
}

/** What `config.json` holds. */
export interface DockerConfig {
  readonly path: string
  /** Undefined where there is none, or none that can be read. */
  readonly content: object | undefined
  /** Why it cannot be read. Docker passes over such a file with a warning. It repeats nothing of the file. */
  readonly problem: string | undefined
}

/** Reads docker's `config.json`. */
export async function readConfig(env: Environment): Promise<DockerConfig> {
  const path = join(configFolder(env), 'config.json')
  try {
    const text = (await textOf(path)) ?? ''
    const content = text.trim() === '' ? null : parseFirst(text)
    if (content === null) return { path, content: undefined, problem: undefined }
    if (isPlainObject(content)) return { path, content, problem: undefined }
    return { path, content: undefined, problem: 'not an object' }
  } catch (error) {
    // The words of a syntax error hold a piece of the file, which may be a password.
    const problem = error instanceof SyntaxError ? 'not JSON' : error instanceof Error ? error.message : String(error)
    return { path, content: undefined, problem }
  }
}

/** The text of a file; undefined when there is none. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw error
  }
}

/** A field by its name. Docker reads its files without regard to case, and takes the last that fits. */
export function field(value: unknown, name: string): unknown {
  if (!isPlainObject(value)) return undefined
  return Object.entries(value).findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

/** A field that is a text, and not an empty one. */
export function textField(value: unknown, name: string): string | undefined {
  const text = field(value, name)
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** A field that is a map: its keys are names, and letters count as they are written. */
export function mapField(value: unknown, name: string): ReadonlyMap<string, unknown> {
  const map = field(value, name)
  return new Map(isPlainObject(map) ? Object.entries(map) : [])
}

/** A JSON document; undefined for a text that is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
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
