import { Ip } from '../../cidr/ip.js'
import { UsageError } from '../../errors/usage.js'
import type { HostConfig } from '../wire/host-config.js'

/** When the engine starts a container again. CLI `--restart` */
export type RestartPolicy = 'no' | 'always' | 'unless-stopped' | 'on-failure' | `on-failure:${number}`

export function invalid(argument: string, value: unknown, hint: string): UsageError<'INVALID_ARGUMENT'> {
  return new UsageError('INVALID_ARGUMENT', {
    message: `${argument} cannot be ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
    details: { argument, value },
    hint,
  })
}

/** A text that can be passed to a program: a NUL byte would cut it short. */
export function checkText(argument: string, value: unknown): string {
  if (typeof value === 'string' && !value.includes('\u0000')) return value
  throw invalid(argument, value, 'give a text without NUL bytes')
}

/** A program and its arguments. */
export function checkCommand(argument: string, command: readonly unknown[]): string[] {
  return command.map((part) => checkText(argument, part))
}

/** A host name of at most 64 bytes: a longer one fails only when the container starts. */
export function checkHostname(hostname: unknown): string {
  if (
    typeof hostname === 'string' &&
    hostname.length <= 64 &&
    /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(hostname)
  )
    return hostname
  throw invalid('hostname', hostname, 'use at most 64 letters, digits, "-" and "."')
}

/** Variables as `KEY=value`. */
export function toEnv(variables: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(variables).map(([key, value]) => {
    if (key === '' || key.includes('=') || key.includes('\u0000'))
      throw invalid('the name of a variable', key, 'it is not empty and holds no "="')
    return `${key}=${checkText(key, value)}`
  })
}

/** F: Engine 20.10 ignores a DNS server that it cannot read. */
export function checkDns(server: unknown): string {
  if (typeof server === 'string') return `${Ip.from(server)}`
  throw invalid('dns', server, 'give the address of a DNS server, such as 10.0.0.53')
}

/** A line of the hosts file: `name:address`, or `name:host-gateway` for the engine's host. */
export function checkAddHost(line: unknown): string {
  const [, name, address = ''] = typeof line === 'string' ? (/^([^\s:]+):(.+)$/.exec(line) ?? []) : []
  if (name !== undefined && (address === 'host-gateway' || Ip.tryParse(address) !== undefined))
    return `${name}:${address}`
  throw invalid('addHost', line, 'write it like db:10.0.0.5 or host.docker.internal:host-gateway')
}

export function checkWorkdir(path: unknown): string {
  if (typeof path === 'string' && path.startsWith('/') && !path.includes('\u0000')) return path
  throw invalid('workdir', path, 'give an absolute path inside the container')
}

export function toRestartPolicy(policy: RestartPolicy): NonNullable<HostConfig['RestartPolicy']> {
  if (policy === 'no' || policy === 'always' || policy === 'unless-stopped' || policy === 'on-failure')
    return { Name: policy }
  const [, count] = /^on-failure:(\d{1,9})$/.exec(policy) ?? []
  if (count !== undefined) return { Name: 'on-failure', MaximumRetryCount: Number(count) }
  throw invalid('restart', policy, "it is 'no', 'always', 'unless-stopped', 'on-failure' or 'on-failure:<times>'")
}
