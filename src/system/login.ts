import { invalidArgument } from '../errors/invalid-argument.js'
import type { UsageError } from '../errors/usage.js'

/** A name and a password, and the registry that they are for. */
export interface RegistryLogin {
  readonly username: string
  readonly password: string
  /** The registry: `registry.example:5000`. Docker Hub when left out. */
  readonly serveraddress?: string | undefined
}

const known = ['username', 'password', 'serveraddress']

/** Refuses what is no login, and repeats none of it: a misspelt field could hold the password. */
export function checkLogin(login: RegistryLogin): RegistryLogin {
  const given: unknown = login // callers without types may pass anything
  if (typeof given !== 'object' || given === null) throw refused()
  const { username, password, serveraddress } = login
  const isLogin = isText(username) && isText(password) && (serveraddress === undefined || isText(serveraddress))
  if (isLogin && Object.keys(given).every((name) => known.includes(name))) return { username, password, serveraddress }
  throw refused()
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function refused(): UsageError<'INVALID_ARGUMENT'> {
  const hint = "give { username, password, serveraddress: 'registry.example:5000' }"
  return invalidArgument('login', '(hidden)', hint, 'what was given is no login to a registry')
}
