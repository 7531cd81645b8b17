import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { Credentials, FoundCredentials, RegistryAuth } from '../engine/credentials.js'
import { isPlainObject } from '../errors/brand.js'
import { mapField, parsed, readConfig, textField, type Environment } from './config-file.js'
import { authIn, keyIn, keyOf } from './entries.js'
import { askHelper, listHelper, type HelperTerms } from './credential-helper.js'

/**
 * Finds who asks a registry where the docker CLI would: in DOCKER_AUTH_CONFIG, in the credential helper that
 * `config.json` names for the registry, in the one for all, and in its entries. The files are read at each call, so a
 * login counts at once. What cannot be read is passed over, as docker does, and told.
 *
 * @param helperTime milliseconds that a helper may take
 */
export function dockerCredentials(env: Environment = process.env, helperTime = 10_000): Credentials {
  return {
    find: async (registry, signal) => {
      const key = keyOf(registry)
      const inVariable = fromVariable(env, key)
      if (inVariable.auth !== undefined) return inVariable
      const { content, path, problem } = await readConfig(env)
      const unread = problem === undefined ? undefined : `${path} cannot be read: ${problem}`
      const inConfig = await fromConfig(content, key, { env, path, signal, time: helperTime })
      return { auth: inConfig.auth, problem: inConfig.problem ?? unread ?? inVariable.problem }
    },
    all: async (signal) => {
      const { content, path } = await readConfig(env)
      const place = { env, path, signal, time: helperTime }
      const keys = [...(await keysOf(content, place)), ...mapField(content, 'credHelpers').keys()]
      const found = await Promise.all(
        keys.map(async (key) => [key, (await fromConfig(content, key, place)).auth] as const),
      )
      const auths = [...found, ...(entriesOfVariable(env) ?? [])]
      return Object.fromEntries(auths.flatMap(([key, auth]) => (auth ? [[key, auth] as const] : [])))
    },
  }
}

/** The registries that the store for all has; without one, or with one that is of no use, those that have an entry. */
async function keysOf(content: object | undefined, place: Place): Promise<readonly string[]> {
  const store = await storeFor(content, place.env)
  const listed = store === undefined ? undefined : await listHelper(store, place)
  return listed ?? [...mapField(content, 'auths').keys()]
}

function fromVariable(env: Environment, key: string): FoundCredentials {
  const entries = entriesOfVariable(env)
  if (entries === undefined) return { auth: undefined, problem: 'DOCKER_AUTH_CONFIG cannot be read' }
  return { auth: entries.find(([name]) => name === key)?.[1], problem: undefined }
}

type Entry = readonly [key: string, auth: RegistryAuth | undefined]

/**
 * The variable holds entries with an `auth` and nothing else; docker drops it as a whole where it holds more.
 * Undefined for one that cannot be read.
 */
function entriesOfVariable(env: Environment): readonly Entry[] | undefined {
  const text = env['DOCKER_AUTH_CONFIG'] ?? ''
  if (text === '') return []
  const document = parsed(text)
  if (document === undefined || !holdsOnly(document, 'auths')) return undefined
  const read: Entry[] = []
  for (const [name, entry] of mapField(document, 'auths')) {
    const auth = holdsOnly(entry, 'auth') ? authIn(entry, name) : null
    if (auth === null) return undefined
    read.push([name, auth])
  }
  return read
}

interface Place extends HelperTerms {
  readonly path: string
}

async function fromConfig(content: object | undefined, key: string, place: Place): Promise<FoundCredentials> {
  const helper = await helperFor(content, key, place.env)
  if (helper === undefined) return fromEntries(content, key, place)
  const answer = await askHelper(helper, key, place)
  switch (answer.kind) {
    case 'none':
      return { auth: undefined, problem: undefined }
    case 'failed': {
      const { auth, problem } = fromEntries(content, key, place)
      return { auth, problem: problem ?? answer.problem }
    }
    case 'found': {
      const { username, secret } = answer
      // by this name, the secret is a token that a login gave
      const token = username === '<token>'
      const auth = token ? { identitytoken: secret } : { username, password: secret }
      return { auth: { ...auth, serveraddress: key }, problem: undefined }
    }
  }
}

function fromEntries(content: object | undefined, key: string, { path }: Place): FoundCredentials {
  const entries = mapField(content, 'auths')
  const found = keyIn(entries, key)
  const auth = found === undefined ? undefined : authIn(entries.get(found), found)
  if (auth !== null) return { auth, problem: undefined }
  return { auth: undefined, problem: `the entry of ${found} in ${path} cannot be read` }
}

/** The helper for a registry; where the configuration says nothing of credentials, the one of the system, if it has one. */
async function helperFor(content: object | undefined, key: string, env: Environment): Promise<string | undefined> {
  const own = mapField(content, 'credHelpers').get(key)
  if (typeof own === 'string') return own === '' ? undefined : own
  return await storeFor(content, env)
}

/** The helper for all registries, if there is one. */
async function storeFor(content: object | undefined, env: Environment): Promise<string | undefined> {
  const store = textField(content, 'credsStore')
  if (store !== undefined) return store
  if (mapField(content, 'credHelpers').size > 0 || mapField(content, 'auths').size > 0) return undefined
  const name = await systemStore(env)
  return (await isOnPath(`docker-credential-${name}`, env)) ? name : undefined
}

async function systemStore(env: Environment): Promise<string> {
  if (process.platform === 'darwin') return 'osxkeychain'
  if (process.platform === 'win32') return 'wincred'
  return (await isOnPath('pass', env)) ? 'pass' : 'secretservice'
}

async function isOnPath(program: string, env: Environment): Promise<boolean> {
  const name = process.platform === 'win32' ? `${program}.exe` : program
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of folders) {
    if (
      await access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return true
  }
  return false
}

function holdsOnly(value: unknown, name: string): boolean {
  if (!isPlainObject(value)) return false
  return Object.keys(value).every((key) => key.toLowerCase() === name)
}
