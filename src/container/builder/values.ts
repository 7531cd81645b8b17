import { Ip } from '../../cidr/ip.js'
import { invalidArgument } from '../../errors/invalid-argument.js'
import type { HostConfig } from '../wire/host-config.js'

/** When the engine starts a container again. CLI `--restart` */
export type RestartPolicy = 'no' | 'always' | 'unless-stopped' | 'on-failure' | `on-failure:${number}`

/** A host name of at most 64 bytes: a longer one fails only when the container starts. */
export function checkHostname(hostname: unknown): string {
  if (
    typeof hostname === 'string' &&
    hostname.length <= 64 &&
    /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(hostname)
  )
    return hostname
  throw invalidArgument('hostname', hostname, 'use at most 64 letters, digits, "-" and "."')
}

/** F: Engine 20.10 ignores a DNS server that it cannot read. */
export function checkDns(server: unknown): string {
  if (typeof server === 'string') return `${Ip.from(server)}`
  throw invalidArgument('dns', server, 'give the address of a DNS server, such as 10.0.0.53')
}

/** A line of the hosts file: `name:address`, or `name:host-gateway` for the engine's host. */
export function checkAddHost(line: unknown): string {
  const [, name, address = ''] = typeof line === 'string' ? (/^([^\s:]+):(.+)$/.exec(line) ?? []) : []
  if (name !== undefined && (address === 'host-gateway' || Ip.tryParse(address) !== undefined))
    return `${name}:${address}`
  throw invalidArgument('addHost', line, 'write it like db:10.0.0.5 or host.docker.internal:host-gateway')
}

export function checkWorkdir(path: unknown): string {
  if (typeof path === 'string' && path.startsWith('/') && !path.includes('\u0000')) return path
  throw invalidArgument('workdir', path, 'give an absolute path inside the container')
}

export function toRestartPolicy(policy: RestartPolicy): NonNullable<HostConfig['RestartPolicy']> {
  if (policy === 'no' || policy === 'always' || policy === 'unless-stopped' || policy === 'on-failure')
    return { Name: policy }
  const [, count] = /^on-failure:(\d{1,9})$/.exec(policy) ?? []
  if (count !== undefined) return { Name: 'on-failure', MaximumRetryCount: Number(count) }
  throw invalidArgument(
    'restart',
    policy,
    "it is 'no', 'always', 'unless-stopped', 'on-failure' or 'on-failure:<times>'",
  )
}
