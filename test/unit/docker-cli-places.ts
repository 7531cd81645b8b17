import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the docker CLI goes, by its variables and its configuration: 28.2 was asked with `docker context inspect`. */
export interface CliRow {
  readonly says: string
  readonly env?: Readonly<Record<string, string>>
  /** The text of config.json; there is none when left out. */
  readonly config?: string
  /** `default` is where docker looks when nobody says anything. */
  readonly goes: `unix://${string}` | 'default' | 'refused'
}

/** The address of the one context that there is: `far`. */
export const far = 'unix:///run/far.sock'

export const cliRows: readonly CliRow[] = [
  { says: 'nothing', goes: 'default' },
  { says: 'a host', env: { DOCKER_HOST: 'unix:///a.sock' }, goes: 'unix:///a.sock' },
  { says: 'a host with spaces around it', env: { DOCKER_HOST: '  unix:///a.sock ' }, goes: 'unix:///a.sock' },
  { says: 'a host with a line feed behind it', env: { DOCKER_HOST: 'unix:///a.sock\n' }, goes: 'unix:///a.sock' },
  { says: 'a host between tabs', env: { DOCKER_HOST: '\tunix:///a.sock\t' }, goes: 'unix:///a.sock' },
  { says: 'an empty host', env: { DOCKER_HOST: '' }, goes: 'default' },
  { says: 'an empty host, a current context', env: { DOCKER_HOST: '' }, config: '{"currentContext":"far"}', goes: far },
  { says: 'a host of spaces', env: { DOCKER_HOST: '   ' }, goes: 'default' },
  {
    says: 'a host of spaces, which hides the current context',
    env: { DOCKER_HOST: '  ' },
    config: '{"currentContext":"far"}',
    goes: 'default',
  },
  { says: 'a host without a path', env: { DOCKER_HOST: 'unix://' }, goes: 'default' },
  { says: 'a host of a scheme that is none', env: { DOCKER_HOST: 'banana://x' }, goes: 'refused' },
  { says: 'a scheme in capitals', env: { DOCKER_HOST: 'UNIX:///a.sock' }, goes: 'refused' },
  { says: 'a context', env: { DOCKER_CONTEXT: 'far' }, goes: far },
  { says: 'a context that is missing', env: { DOCKER_CONTEXT: 'gone' }, goes: 'refused' },
  { says: 'a context with spaces around it', env: { DOCKER_CONTEXT: ' far ' }, goes: 'refused' },
  {
    says: 'an empty context, a current one',
    env: { DOCKER_CONTEXT: '' },
    config: '{"currentContext":"far"}',
    goes: far,
  },
  {
    says: 'the default context, which hides the current one',
    env: { DOCKER_CONTEXT: 'default' },
    config: '{"currentContext":"far"}',
    goes: 'default',
  },
  {
    says: 'the default context and a host',
    env: { DOCKER_CONTEXT: 'default', DOCKER_HOST: 'unix:///a.sock' },
    goes: 'unix:///a.sock',
  },
  {
    says: 'a context and a host',
    env: { DOCKER_CONTEXT: 'far', DOCKER_HOST: 'unix:///a.sock' },
    goes: 'unix:///a.sock',
  },
  {
    says: 'a missing context and a host',
    env: { DOCKER_CONTEXT: 'gone', DOCKER_HOST: 'unix:///a.sock' },
    goes: 'unix:///a.sock',
  },
  { says: 'a current context', config: '{"currentContext":"far"}', goes: far },
  { says: 'a current context that is missing', config: '{"currentContext":"gone"}', goes: 'refused' },
  { says: 'a current context that is empty', config: '{"currentContext":""}', goes: 'default' },
  { says: 'the default one as the current context', config: '{"currentContext":"default"}', goes: 'default' },
  {
    says: 'a current context, and another by DOCKER_CONTEXT',
    env: { DOCKER_CONTEXT: 'far' },
    config: '{"currentContext":"gone"}',
    goes: far,
  },
  { says: 'an empty config.json', config: '', goes: 'default' },
  { says: 'a config.json of white space', config: ' \n', goes: 'default' },
  { says: 'a broken config.json', config: '{', goes: 'default' },
  { says: 'a config.json that breaks off', config: '{"currentContext":"far"', goes: 'default' },
  { says: 'a config.json that is no object', config: '["far"]', goes: 'default' },
  { says: 'a config.json of null', config: 'null', goes: 'default' },
  { says: 'a config.json with a mark of byte order', config: '\ufeff{"currentContext":"far"}', goes: 'default' },
  { says: 'a current context that is a number', config: '{"currentContext":5}', goes: 'default' },
  { says: 'two documents in config.json', config: '{"currentContext":"far"}{}', goes: far },
  { says: 'something behind the document', config: '{"currentContext":"far","a":"}{\\""} x', goes: far },
  { says: 'a field in other letters', config: '{"CurrentContext":"far"}', goes: far },
  { says: 'a field said twice', config: '{"currentContext":"gone","CURRENTCONTEXT":"far"}', goes: far },
  {
    says: 'a broken config.json and a host',
    config: '{',
    env: { DOCKER_HOST: 'unix:///a.sock' },
    goes: 'unix:///a.sock',
  },
  { says: 'a broken config.json and a context', config: '{', env: { DOCKER_CONTEXT: 'far' }, goes: far },
]

/** Writes a docker configuration with the context `far`, and gives the variables that lead to it. */
export function cliConfiguration(folder: string, { env = {}, config }: CliRow): Readonly<Record<string, string>> {
  const id = createHash('sha256').update('far').digest('hex')
  mkdirSync(join(folder, 'contexts', 'meta', id), { recursive: true })
  const meta = { Name: 'far', Metadata: {}, Endpoints: { docker: { Host: far, SkipTLSVerify: false } } }
  writeFileSync(join(folder, 'contexts', 'meta', id, 'meta.json'), JSON.stringify(meta))
  if (config !== undefined) writeFileSync(join(folder, 'config.json'), config)
  return { DOCKER_CONFIG: folder, ...env }
}
