import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  configFolder,
  field,
  parsed,
  readConfig,
  textField,
  textOf,
  type Environment,
} from './docker-config/config-file.js'
import type { TriedHost } from './errors/codes.js'
import { hostInvalid } from './transport/host.js'

/** What the docker configuration says about contexts. */
export interface CurrentContext {
  /** The context that `docker context use` chose; undefined when it is the default one. */
  readonly name: string | undefined
  /** A configuration that cannot be read is passed over, as docker does with a warning: here is why. */
  readonly unread: TriedHost | undefined
}

/** Which context the docker configuration chooses. */
export async function currentContext(env: Environment): Promise<CurrentContext> {
  const { path, content, problem } = await readConfig(env)
  if (problem !== undefined)
    return { name: undefined, unread: { host: path, from: 'the docker configuration', why: `unreadable: ${problem}` } }
  const current = textField(content, 'currentContext')
  return { name: current === 'default' ? undefined : current, unread: undefined }
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
