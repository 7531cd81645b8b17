import type { NetworkingConfig } from '../../wire/create.js'
import { unlessEmpty, type Flag } from '../flag.js'
import type { ContainerSpec } from '../spec.js'
import type { ModalSetter } from './net-modes.js'
import { toPortMap } from './ports.js'

/** The rows of the setters that depend on the mode; the builder itself has those setters, for its type. */
export const networkFlags: Readonly<Record<'net' | ModalSetter, Flag>> = {
  net: {
    flag: '--network',
    also: ['--net'],
    repeats: true,
    body: {
      'HostConfig/NetworkMode': networkMode,
      NetworkingConfig: networking,
    },
  },
  publish: {
    flag: '--publish',
    also: ['-p'],
    repeats: true,
    body: { 'HostConfig/PortBindings': ({ published }) => unlessEmpty(toPortMap(published)) },
  },
  expose: {
    flag: '--expose',
    repeats: true,
    body: {
      // Engines before 29 publish no port that is not listed here as well.
      ExposedPorts: ({ exposed, published }) =>
        unlessEmpty(Object.fromEntries([...exposed, ...published.map(({ key }) => key)].map((port) => [port, {}]))),
    },
  },
  hostname: { flag: '--hostname', also: ['-h'], body: { Hostname: ({ hostname }) => hostname } },
  domainname: { flag: '--domainname', body: { Domainname: ({ domainname }) => domainname } },
  publishAll: {
    flag: '--publish-all',
    also: ['-P'],
    value: 'switch',
    body: { 'HostConfig/PublishAllPorts': ({ publishAll }) => publishAll || undefined },
  },
  dns: { flag: '--dns', repeats: true, body: { 'HostConfig/Dns': ({ dns }) => unlessEmpty([...dns]) } },
  dnsOption: {
    flag: '--dns-option',
    also: ['--dns-opt'],
    repeats: true,
    body: { 'HostConfig/DnsOptions': ({ dnsOptions }) => unlessEmpty([...dnsOptions]) },
  },
  dnsSearch: {
    flag: '--dns-search',
    repeats: true,
    body: { 'HostConfig/DnsSearch': ({ dnsSearch }) => unlessEmpty([...dnsSearch]) },
  },
  addHost: {
    flag: '--add-host',
    repeats: true,
    body: { 'HostConfig/ExtraHosts': ({ addHost }) => unlessEmpty([...addHost]) },
  },
  link: { flag: '--link', repeats: true, body: { 'HostConfig/Links': ({ links }) => unlessEmpty([...links]) } },
}

/** Links are read from the endpoint on a network of one's own, and from HostConfig on the default bridge. */
function networking({ networks, links }: ContainerSpec): NetworkingConfig | undefined {
  const [first] = networks
  if (first === undefined) return undefined
  const linked = links.length > 0 && first.target !== 'bridge' && first.target !== 'default'
  const endpoints = networks.map(({ target, endpoint }) => {
    const isLinked = linked && target === first.target
    return [
      target,
      isLinked ? { ...endpoint, Links: [...new Set([...(endpoint.Links ?? []), ...links])] } : endpoint,
    ] as const
  })
  return { EndpointsConfig: Object.fromEntries(endpoints) }
}

/** The mode is the first network's name: where they differ, the engine joins what the endpoints say and confuses the rest. */
function networkMode({ modes, networks, joins }: ContainerSpec): string | undefined {
  if (joins !== undefined) return `container:${joins.container}`
  const [first] = networks
  if (first !== undefined) return first.target
  const [only] = modes
  return modes.length === 1 && (only === 'host' || only === 'none') ? only : undefined
}
