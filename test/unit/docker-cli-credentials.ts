import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What stands in X-Registry-Auth, decoded. */
export type Sent = Readonly<Record<string, string>>

/** Who asks a registry, by docker's configuration: CLI 28.5 was asked with `docker pull` at a socket that records. */
export interface CredentialsRow {
  readonly says: string
  /** `config.json`: a text as it is, or what is written as JSON. */
  readonly config?: string | object
  /** DOCKER_AUTH_CONFIG. */
  readonly variable?: string | object
  /** The helpers on the PATH besides those that are always there. */
  readonly onPath?: readonly string[]
  readonly image: string
  /** What docker sends. */
  readonly docker: Sent
  /** What mooring sends, where that is something else, and why. */
  readonly mooring?: { readonly sends: Sent; readonly why: string }
}

const registry = 'reg.example:5000'
const image = `${registry}/team/app:1`
const hub = 'https://index.docker.io/v1/'
const base64 = (text: string): string => Buffer.from(text).toString('base64')

const me = { auth: base64('me:secret') }
const other = { auth: base64('other:word') }
const ofMe = { username: 'me', password: 'secret', serveraddress: registry }
const ofOther = { username: 'other', password: 'word', serveraddress: registry }
const ofHelper = { username: `at ${registry}`, password: 'kept', serveraddress: registry }
const nobody = {}

/** Every helper's name is what it does. */
const helpers: Readonly<Record<string, string>> = {
  good: `read -r server; echo '{"ServerURL":"'"$server"'","Username":"at '"$server"'","Secret":"kept"}'`,
  token: `echo '{"Username":"<token>","Secret":"kept"}'`,
  none: `echo 'credentials not found in native keychain'; exit 1`,
  spaced: `echo '  credentials not found in native keychain '; exit 3`,
  fails: `echo 'canary: the wallet is locked'; exit 1`,
  mutters: `echo 'canary credentials not found in native keychain' >&2; exit 1`,
  prints: 'echo canary',
  secretservice: `echo '{"Username":"keyring","Secret":"kept"}'`,
  // these know verbs, and have no credentials for one that they list
  lists: `if [ "$1" = list ]; then echo '{"${registry}":"at","${hub}":"at","gone.example":"x"}'; exit; fi
read -r server; [ "$server" = gone.example ] && { echo 'credentials not found in native keychain'; exit 1; }
echo '{"Username":"at '"$server"'","Secret":"kept"}'`,
  listsnothing: "echo '{}'",
  listsbadly: 'if [ "$1" = list ]; then echo canary; else echo canary; exit 1; fi',
  pass: `echo '{"Username":"pass","Secret":"kept"}'`,
}
const always = ['good', 'token', 'none', 'spaced', 'fails', 'mutters', 'prints', 'lists', 'listsnothing', 'listsbadly']

export const credentialsRows: readonly CredentialsRow[] = [
  { says: 'no file', image, docker: nobody },
  { says: 'an empty file', config: '', image, docker: nobody },
  { says: 'an entry', config: { auths: { [registry]: me } }, image, docker: ofMe },
  {
    says: 'an entry, by a digest',
    config: { auths: { [registry]: me } },
    image: `${registry}/a@sha256:${'0a'.repeat(32)}`,
    docker: ofMe,
  },
  {
    says: 'a colon in the password',
    config: { auths: { [registry]: { auth: base64('me:a:b') } } },
    image,
    docker: { ...ofMe, password: 'a:b' },
  },
  {
    says: 'a password in another script',
    config: { auths: { [registry]: { auth: base64('me:pä') } } },
    image,
    docker: { ...ofMe, password: 'pä' },
  },
  {
    says: 'name and password in plain',
    config: { auths: { [registry]: { username: 'me', password: 'secret' } } },
    image,
    docker: ofMe,
  },
  {
    says: 'both: the encoded one counts',
    config: { auths: { [registry]: { ...me, username: 'x', password: 'y' } } },
    image,
    docker: ofMe,
  },
  {
    says: 'an entry with an address of long ago',
    config: { auths: { [registry]: { ...me, email: 'me@example' } } },
    image,
    docker: ofMe,
  },
  {
    says: 'an entry of Docker Hub',
    config: { auths: { [hub]: me } },
    image: 'team/app',
    docker: { ...ofMe, serveraddress: hub },
  },
  {
    says: 'an entry of Docker Hub, by its name',
    config: { auths: { [hub]: me } },
    image: 'docker.io/team/app',
    docker: { ...ofMe, serveraddress: hub },
  },
  {
    says: 'an entry of Docker Hub, by its other name',
    config: { auths: { [hub]: me } },
    image: 'index.docker.io/team/app',
    docker: { ...ofMe, serveraddress: hub },
  },
  {
    says: 'an entry under a name of Docker Hub that is not its key',
    config: { auths: { 'docker.io': me, 'index.docker.io': me } },
    image: 'app',
    docker: nobody,
  },
  {
    says: 'a key with a scheme',
    config: { auths: { [`https://${registry}`]: me } },
    image,
    docker: { ...ofMe, serveraddress: `https://${registry}` },
  },
  {
    says: 'a key with a scheme and a path',
    config: { auths: { [`http://${registry}/v2/`]: me } },
    image,
    docker: { ...ofMe, serveraddress: `http://${registry}/v2/` },
  },
  {
    says: 'a key with a path',
    config: { auths: { [`${registry}/v1/x`]: me } },
    image,
    docker: { ...ofMe, serveraddress: `${registry}/v1/x` },
  },
  {
    says: 'both: the plain key counts',
    config: { auths: { [`https://${registry}`]: other, [registry]: me } },
    image,
    docker: ofMe,
  },
  { says: 'a key in capitals', config: { auths: { 'REG.example:5000': me } }, image, docker: nobody },
  { says: 'a key without the port', config: { auths: { 'reg.example': me } }, image, docker: nobody },
  { says: 'an entry of another registry', config: { auths: { other: me } }, image, docker: nobody },
  {
    says: 'localhost',
    config: { auths: { localhost: me } },
    image: 'localhost/app',
    docker: { ...ofMe, serveraddress: 'localhost' },
  },
  { says: 'fields in capitals', config: { AUTHS: { [registry]: { AUTH: me.auth } } }, image, docker: ofMe },
  {
    says: 'an identity token',
    config: { auths: { [registry]: { auth: base64('me:'), identitytoken: 't' } } },
    image,
    docker: { username: 'me', identitytoken: 't', serveraddress: registry },
  },
  {
    says: 'an identity token alone',
    config: { auths: { [registry]: { identitytoken: 't' } } },
    image,
    docker: { identitytoken: 't', serveraddress: registry },
  },
  {
    says: 'a registry token',
    config: { auths: { [registry]: { registrytoken: 't' } } },
    image,
    docker: { registrytoken: 't', serveraddress: registry },
  },
  { says: 'base64 with a line end', config: { auths: { [registry]: { auth: `${me.auth}\n` } } }, image, docker: ofMe },
  {
    says: 'zeros behind the password',
    config: { auths: { [registry]: { auth: base64('me:secret\0\0') } } },
    image,
    docker: ofMe,
  },
  {
    says: 'a file with more behind its object',
    config: `${JSON.stringify({ auths: { [registry]: me } })} more`,
    image,
    docker: ofMe,
  },
  { says: 'a file that is cut short', config: `{"auths":{"${registry}":`, image, docker: nobody },
  { says: 'entries that are a list', config: { auths: [me] }, image, docker: nobody },
  {
    says: 'an entry that is null',
    config: { auths: { [registry]: null } },
    image,
    docker: { serveraddress: registry },
  },
  {
    says: 'an entry that is not base64',
    config: { auths: { [registry]: { auth: '***' } } },
    image,
    docker: { auth: '***' },
    mooring: { sends: nobody, why: 'engines do not read that field' },
  },
  {
    says: 'an entry without a colon',
    config: { auths: { [registry]: { auth: base64('me') } } },
    image,
    docker: { auth: base64('me') },
    mooring: { sends: nobody, why: 'engines do not read that field' },
  },
  {
    says: 'a name without a password',
    config: { auths: { [registry]: { username: 'me' } } },
    image,
    docker: { username: 'me', serveraddress: registry },
    mooring: { sends: nobody, why: 'it says nothing to a registry' },
  },
  { says: 'a store', config: { credsStore: 'good' }, image, docker: ofHelper },
  {
    says: 'a store, for Docker Hub',
    config: { credsStore: 'good' },
    image: 'app',
    docker: { username: `at ${hub}`, password: 'kept', serveraddress: hub },
  },
  {
    says: 'a store that gives a token',
    config: { credsStore: 'token' },
    image,
    docker: { identitytoken: 'kept', serveraddress: registry },
  },
  {
    says: 'a store that has nothing, which hides the entry',
    config: { credsStore: 'none', auths: { [registry]: me } },
    image,
    docker: nobody,
  },
  {
    says: 'a store that has nothing, and says so with spaces',
    config: { credsStore: 'spaced', auths: { [registry]: me } },
    image,
    docker: nobody,
  },
  ...['fails', 'mutters', 'prints', 'missing', 'x/../good', '../good'].map((credsStore) => ({
    says: `a store that is of no use (${credsStore}), and an entry`,
    config: { credsStore, auths: { [registry]: me } },
    image,
    docker: ofMe,
  })),
  ...['fails', 'prints', 'missing', '../good'].map((credsStore) => ({
    says: `a store that is of no use (${credsStore})`,
    config: { credsStore },
    image,
    docker: nobody,
  })),
  { says: 'a helper of the registry', config: { credHelpers: { [registry]: 'good' } }, image, docker: ofHelper },
  {
    says: 'a helper of the registry and a store',
    config: { credHelpers: { [registry]: 'token' }, credsStore: 'good' },
    image,
    docker: { identitytoken: 'kept', serveraddress: registry },
  },
  {
    says: 'a helper of another registry, and an entry',
    config: { credHelpers: { other: 'good' }, auths: { [registry]: me } },
    image,
    docker: ofMe,
  },
  {
    says: 'a helper under a key with a scheme, and an entry',
    config: { credHelpers: { [`https://${registry}`]: 'good' }, auths: { [registry]: me } },
    image,
    docker: ofMe,
  },
  {
    says: 'an empty helper, which hides the store',
    config: { credHelpers: { [registry]: '' }, credsStore: 'good', auths: { [registry]: me } },
    image,
    docker: ofMe,
  },
  {
    says: 'a missing helper, which hides the store',
    config: { credHelpers: { [registry]: 'missing' }, credsStore: 'good', auths: { [registry]: me } },
    image,
    docker: ofMe,
  },
  {
    says: 'a helper of Docker Hub',
    config: { credHelpers: { [hub]: 'good' } },
    image: 'app',
    docker: { username: `at ${hub}`, password: 'kept', serveraddress: hub },
  },
  {
    says: 'a helper under a name of Docker Hub that is not its key',
    config: { credHelpers: { 'docker.io': 'good' } },
    image: 'app',
    docker: nobody,
  },
  {
    says: 'nothing, and the keyring is there',
    onPath: ['secretservice'],
    image,
    docker: { username: 'keyring', password: 'kept', serveraddress: registry },
  },
  {
    says: 'a file that is cut short, and the keyring is there',
    config: '{',
    onPath: ['secretservice'],
    image,
    docker: { username: 'keyring', password: 'kept', serveraddress: registry },
  },
  {
    says: 'an empty list of entries, and the keyring is there',
    config: { auths: {} },
    onPath: ['secretservice'],
    image,
    docker: { username: 'keyring', password: 'kept', serveraddress: registry },
  },
  {
    says: 'another entry, and the keyring is there',
    config: { auths: { other: me } },
    onPath: ['secretservice'],
    image,
    docker: nobody,
  },
  {
    says: 'a variable',
    variable: { auths: { [registry]: other } },
    config: { auths: { [registry]: me } },
    image,
    docker: ofOther,
  },
  {
    says: 'a variable and a store',
    variable: { auths: { [registry]: other } },
    config: { credsStore: 'good' },
    image,
    docker: ofOther,
  },
  {
    says: 'a variable for another registry',
    variable: { auths: { other } },
    config: { auths: { [registry]: me } },
    image,
    docker: ofMe,
  },
  {
    says: 'a variable for Docker Hub',
    variable: { auths: { [hub]: other } },
    image: 'app',
    docker: { ...ofOther, serveraddress: hub },
  },
  {
    says: 'a variable under a key with a scheme',
    variable: { auths: { [`https://${registry}`]: other } },
    image,
    docker: nobody,
  },
  { says: 'a variable in capitals', variable: { AUTHS: { [registry]: { AUTH: other.auth } } }, image, docker: ofOther },
  ...[
    { auths: { [registry]: { username: 'other', password: 'word' } } },
    { auths: { [registry]: { ...other, identitytoken: 't' } } },
    { auths: { [registry]: other }, credsStore: 'good' },
    { auths: { [registry]: other, another: { auth: '***' } } },
    '{',
    `${JSON.stringify({ auths: { [registry]: other } })} {}`,
    {},
    '',
  ].map((variable) => ({
    says: `a variable that is of no use (${JSON.stringify(variable)})`,
    variable,
    config: { auths: { [registry]: me } },
    image,
    docker: ofMe,
  })),
]

/** Who asks registries in a build, by docker's configuration: CLI 28.5 was asked with `docker build`. */
export interface AllCredentialsRow extends Pick<CredentialsRow, 'says' | 'config' | 'variable'> {
  readonly docker: Readonly<Record<string, Sent>>
  readonly mooring?: { readonly sends: Readonly<Record<string, Sent>>; readonly why: string }
}

const auths = { [registry]: me, 'https://x.example/v1/': other }
const ofX = { ...ofOther, serveraddress: 'https://x.example/v1/' }
const ofEntries = { [registry]: ofMe, 'https://x.example/v1/': ofX }
const ofHub = { username: `at ${hub}`, password: 'kept', serveraddress: hub }
const fallsBack = 'what a helper does not tell, the entries do: as for a pull, where docker does the same'

export const allCredentialsRows: readonly AllCredentialsRow[] = [
  { says: 'nothing', docker: {} },
  { says: 'entries', config: { auths }, docker: ofEntries },
  {
    says: 'a store',
    config: { credsStore: 'lists' },
    docker: { [registry]: ofHelper, [hub]: ofHub, 'gone.example': {} },
  },
  { says: 'a store, which hides the entries', config: { credsStore: 'listsnothing', auths }, docker: {} },
  ...['listsbadly', 'missing', '../good'].map((credsStore) => ({
    says: `a store that is of no use (${credsStore}), and entries`,
    config: { credsStore, auths },
    docker: {},
    mooring: { sends: ofEntries, why: fallsBack },
  })),
  {
    says: 'a helper of one registry, and entries',
    config: { credHelpers: { [registry]: 'good', 'gone.example': 'none' }, auths },
    docker: { ...ofEntries, [registry]: ofHelper, 'gone.example': {} },
  },
  {
    says: 'a helper that is of no use, and entries',
    config: { credHelpers: { [registry]: 'fails' }, auths },
    docker: ofEntries,
  },
  {
    says: 'a variable over entries',
    config: { auths },
    variable: { auths: { [registry]: other, 'new.example': me } },
    docker: { ...ofEntries, [registry]: ofOther, 'new.example': { ...ofMe, serveraddress: 'new.example' } },
  },
  {
    says: 'a token',
    config: { auths: { [registry]: { identitytoken: 't' } } },
    docker: { [registry]: { identitytoken: 't', serveraddress: registry } },
  },
]

/** Writes what a row says into an empty folder. Gives the variables for a program that is to read it. */
export function writeCredentials(
  folder: string,
  { config, variable, onPath = [] }: Pick<CredentialsRow, 'config' | 'variable' | 'onPath'>,
): Record<string, string> {
  const text = (value: string | object): string => (typeof value === 'string' ? value : JSON.stringify(value))
  if (config !== undefined) writeFileSync(join(folder, 'config.json'), text(config))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const name of [...always, ...onPath]) {
    const path = join(bin, `docker-credential-${name}`)
    writeFileSync(path, `#!/bin/sh\n${helpers[name] ?? ''}\n`)
    chmodSync(path, 0o755)
  }
  return {
    PATH: bin,
    HOME: folder,
    DOCKER_CONFIG: folder,
    ...(variable !== undefined && { DOCKER_AUTH_CONFIG: text(variable) }),
  }
}
