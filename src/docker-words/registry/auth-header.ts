import type { RegistryAuth } from '../../engine/credentials.js'
import { secret } from '../../engine/call/param.js'
import { isPlainObject } from '../../errors/brand.js'

const known = ['username', 'password', 'serveraddress', 'identitytoken', 'registrytoken']

/**
 * The header that carries credentials to a registry, the one place they go:
 * they are in no URL, no error and no line of debug output.
 */
export const registryAuth = secret<RegistryAuth>((auth) => (isRegistryAuth(auth) ? encoded(auth) : undefined), {
  argument: 'auth',
  says: 'auth holds no credentials for a registry',
  hint: 'give { username, password, serveraddress? }, { identitytoken }, or { registrytoken }',
})

/** The header that carries the credentials of several registries, by their addresses: a build may ask each. */
export const registryConfig = secret<Readonly<Record<string, RegistryAuth>>>(
  (auths) => (isPlainObject(auths) && Object.values(auths).every(isRegistryAuth) ? encoded(auths) : undefined),
  {
    argument: 'auth',
    says: 'auth holds no credentials by registries',
    hint: "give { 'registry.example:5000': { username, password } }",
  },
)

/** Engines want base64url with its padding; without it, they take the header for absent. */
function encoded(auth: object): string {
  return Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** Whether it is one, for callers without types; variables that are not set must not make somebody nobody. */
function isRegistryAuth(auth: unknown): auth is RegistryAuth {
  if (typeof auth !== 'object' || auth === null || Array.isArray(auth)) return false
  if (Object.keys(auth).length === 0) return true
  const fields = Object.entries(auth).filter(([, value]) => value !== undefined)
  if (!fields.every(([name, value]) => known.includes(name) && typeof value === 'string')) return false
  const names = fields.map(([name]) => name)
  const hasToken = names.includes('identitytoken') || names.includes('registrytoken')
  return hasToken || (names.includes('username') && names.includes('password'))
}
