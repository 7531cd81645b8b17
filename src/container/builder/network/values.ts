import { Ip } from '../../../cidr/ip.js'
import { invalidArgument } from '../../../errors/invalid-argument.js'

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

/** The domain behind the hostname, such as `example.org`. */
export function checkDomainname(domain: unknown): string {
  if (typeof domain === 'string' && domain.length <= 64 && isDomain(domain)) return domain
  throw invalidArgument('domainname', domain, 'write a domain like example.org, of at most 64 characters')
}

/** A line of options in resolv.conf. */
export function checkDnsOption(option: unknown): string {
  if (typeof option === 'string' && /^[a-z0-9-]+(?::\d+)?$/.test(option)) return option
  throw invalidArgument('dnsOption', option, "write it like 'ndots:2' or 'rotate'")
}

/** A domain of resolv.conf; a point alone stands for none at all. */
export function checkDnsSearch(domain: unknown): string {
  if (domain === '.' || (typeof domain === 'string' && isDomain(domain))) return domain
  throw invalidArgument('dnsSearch', domain, "write a domain like example.org, or '.' for none")
}

function isDomain(text: string): boolean {
  return /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?$/.test(text) && !text.includes('..')
}
