import type { RegistryAuth } from '../engine/credentials.js'
import { textField } from './config-file.js'

/** Docker Hub's name in docker's configuration. It is a key, and no address that anybody asks. */
export const hubKey = 'https://index.docker.io/v1/'

/** The key of a registry in docker's configuration. */
export function keyOf(registry: string | undefined): string {
  return registry === undefined || /^(?:index\.)?docker\.io$/.test(registry) ? hubKey : registry
}

/** The key under which a map has a registry: its own, or one that old versions wrote, with a scheme and a path. */
export function keyIn(entries: ReadonlyMap<string, unknown>, key: string): string | undefined {
  return entries.has(key) ? key : [...entries.keys()].find((other) => hostIn(other) === key)
}

function hostIn(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/s, '')
}

/** Who an entry of `auths` says that asks; undefined for one that says nobody, null for one that cannot be read. */
export function authIn(entry: unknown, serveraddress: string): RegistryAuth | undefined | null {
  const encoded = textField(entry, 'auth')
  const decoded = encoded === undefined ? undefined : decode(encoded)
  if (decoded === null) return null
  const username = decoded?.username ?? textField(entry, 'username')
  const password = decoded?.password ?? textField(entry, 'password')
  const identitytoken = textField(entry, 'identitytoken')
  const registrytoken = textField(entry, 'registrytoken')
  if (identitytoken !== undefined)
    return { identitytoken, serveraddress, ...(username !== undefined && { username }), ...(password && { password }) }
  if (registrytoken !== undefined) return { registrytoken, serveraddress }
  if (username === undefined || password === undefined) return undefined
  return { username, password, serveraddress }
}

/** `name:password` in base64; null for what is none. */
function decode(encoded: string): { readonly username: string; readonly password: string } | null {
  const text = encoded.replace(/[\r\n]/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null
  const decoded = Buffer.from(text, 'base64').toString()
  const colon = decoded.indexOf(':')
  if (colon < 1) return null
  return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/\0+$/, '') }
}
