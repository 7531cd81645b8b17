import { invalidArgument } from '../errors/invalid-argument.js'
import type { UsageError } from '../errors/usage.js'

/** Who asks a registry: a name and a password, or a token that the registry gave out. */
export type RegistryAuth =
  | {
      readonly username: string
      readonly password: string
      /** The registry they are for, as the engine names it; only some registries care. */
      readonly serveraddress?: string | undefined
    }
  | { readonly identitytoken: string }

const known = ['username', 'password', 'serveraddress', 'identitytoken']

/**
 * The header that carries credentials to a registry, the one place they go:
 * they are in no URL, no error and no line of debug output.
 *
 * @throws UsageError INVALID_ARGUMENT, which does not repeat what was given.
 */
export function registryAuthHeader(auth: RegistryAuth | undefined): Record<string, string> {
  if (auth === undefined) return {}
  if (!isRegistryAuth(auth)) throw refuse()
  // Engines want base64url with its padding; without it, they take the header for absent.
  const encoded = Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
  return { 'x-registry-auth': encoded }
}

function isRegistryAuth(auth: unknown): auth is RegistryAuth {
  if (typeof auth !== 'object' || auth === null) return false
  const fields = Object.entries(auth).filter(([, value]) => value !== undefined)
  if (!fields.every(([name, value]) => known.includes(name) && typeof value === 'string')) return false
  const names = fields.map(([name]) => name)
  return names.includes('identitytoken') ? names.length === 1 : names.includes('username') && names.includes('password')
}

function refuse(): UsageError<'INVALID_ARGUMENT'> {
  const hint = 'give { username, password, serveraddress? } or { identitytoken }'
  return invalidArgument('auth', '(hidden)', hint, 'auth holds no credentials for a registry')
}
