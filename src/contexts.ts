import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { hostInvalid } from './transport/host.js'

export type Environment = Readonly<Record<string, string | undefined>>

function configFolder(env: Environment): string {
  return env['DOCKER_CONFIG'] || join(homedir(), '.docker')
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined
    throw hostInvalid(
      path,
      'the docker configuration',
      `it cannot be read: ${String(error)}`,
      'mend the file, or give the option host',
    )
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

/** The context that `docker context use` chose; undefined when it is the default one. */
export async function currentContext(env: Environment): Promise<string | undefined> {
  const current = field(await readJson(join(configFolder(env), 'config.json')), 'currentContext')
  return typeof current === 'string' && current !== '' && current !== 'default' ? current : undefined
}

/** The address a context stands for, read from where the docker CLI keeps it. */
export async function contextHost(name: string, from: string, env: Environment): Promise<string> {
  const id = createHash('sha256').update(name).digest('hex')
  const path = join(configFolder(env), 'contexts', 'meta', id, 'meta.json')
  const host = field(field(field(await readJson(path), 'Endpoints'), 'docker'), 'Host')
  if (typeof host === 'string' && host !== '') return host
  throw hostInvalid(name, from, `there is no such context (${path})`, 'list them with: docker context ls')
}
