import { Docker } from '../../../src/index.js'
import type { HttpReply, HttpRequest, Transport } from '../../../src/transport/transport.js'

/** A network of a made engine. */
export interface MadeNetwork {
  readonly subnets?: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
  readonly driver?: string
  readonly internal?: boolean
}

/** How a container of a made engine is on a network. */
export interface MadeEndpoint {
  readonly alias?: readonly string[]
  readonly ip?: string
  /** The network's name, where the container was made with its id. */
  readonly of?: string
}

/** What a made engine has. Its containers run. */
export interface MadeEngine {
  readonly networks?: Readonly<Record<string, MadeNetwork>>
  readonly containers?: Readonly<Record<string, Readonly<Record<string, MadeEndpoint>>>>
}

/** The id of a network or a container of a made engine. */
export function idOf(noun: 'network' | 'container', name: string): string {
  return Buffer.from(`${name} ${noun}`).toString('hex').padEnd(64, '0')
}

/** A client of an engine that has these networks and containers, and that only answers what it is asked. */
export function clientOf({ networks = {}, containers = {} }: MadeEngine): Docker {
  const listed = Object.entries(networks).map(([name, { subnets = [], labels = {}, driver = 'bridge', internal }]) => ({
    Name: name,
    Id: idOf('network', name),
    Driver: driver,
    Scope: 'local',
    Internal: internal === true,
    EnableIPv6: subnets.some((subnet) => subnet.includes(':')),
    IPAM: { Driver: 'default', Config: subnets.map((Subnet) => ({ Subnet })) },
    Options: {},
    Labels: { 'mooring.plan': 'shop', ...labels },
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
  }))
  const endpointOf = (network: string, { alias = [], ip, of = network }: MadeEndpoint) => ({
    NetworkID: idOf('network', of),
    EndpointID: 'e1',
    Aliases: alias,
    ...(ip !== undefined && { IPAMConfig: { [ip.includes(':') ? 'IPv6Address' : 'IPv4Address']: ip } }),
  })
  const made = Object.entries(containers).map(([name, endpoints]) => ({
    Id: idOf('container', name),
    Name: `/${name}`,
    Names: [`/${name}`],
    Config: { Hostname: name },
    State: { Status: 'running', Running: true, Restarting: false },
    HostConfig: { NetworkMode: Object.keys(endpoints)[0] ?? 'none' },
    NetworkSettings: {
      Networks: Object.fromEntries(
        Object.entries(endpoints).map(([network, one]) => [network, endpointOf(network, one)]),
      ),
    },
  }))
  const replies = new Map<string, unknown>([
    ['/networks', listed],
    ['/containers/json', made],
    ...listed.map((one): [string, unknown] => [`/networks/${one.Id}`, { ...one, Containers: {} }]),
    ...made.flatMap((one): [string, unknown][] =>
      [one.Id, one.Name.slice(1)].map((ref) => [`/containers/${ref}/json`, one]),
    ),
  ])
  return new Docker({ transport: new Answering(replies) })
}

class Answering implements Transport {
  readonly host = 'made'
  readonly #replies: ReadonlyMap<string, unknown>

  constructor(replies: ReadonlyMap<string, unknown>) {
    this.#replies = replies
  }

  request({ path }: HttpRequest): Promise<HttpReply> {
    const headers = { 'content-type': 'application/json' }
    if (path.endsWith('/_ping'))
      return Promise.resolve({
        status: 200,
        headers: { 'api-version': '1.51', ostype: 'linux' },
        body: Buffer.from('OK'),
      })
    const reply = this.#replies.get(path.replace(/^\/v[\d.]+/, '').replace(/\?.*/, ''))
    const body = Buffer.from(JSON.stringify(reply ?? { message: 'No such container' }))
    return Promise.resolve({ status: reply === undefined ? 404 : 200, headers, body })
  }

  stream(): never {
    throw new Error('a plan reads no streams')
  }

  upgrade(): never {
    throw new Error('a plan upgrades nothing')
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
