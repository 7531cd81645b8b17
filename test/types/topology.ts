import type { Docker, OwnedContainer, OwnedNetwork } from '../../src/index.js'
import type { Probe, Reach, Topology } from '../../src/topology/index.js'
import { topology } from '../../src/topology/index.js'

// What the compiler refuses of reach() and probe(), and what it must let through. Checked by the compiler alone.

declare const docker: Docker
declare const t: Topology
declare const web: OwnedContainer
declare const front: OwnedNetwork
declare const isNear: boolean

export function reached(): string {
  const answer: Reach = t.reach(web, isNear ? 'host' : 'outside', { port: 80, protocol: 'udp', host: undefined })
  t.reach('web', web.id)
  // @ts-expect-error a network is no end
  t.reach(front, web)
  // @ts-expect-error one end is missing
  t.reach(web)
  // @ts-expect-error a port is a number
  t.reach(web, 'host', { port: '80' })
  // @ts-expect-error no such option
  t.reach(web, 'host', { prot: 80 })
  // @ts-expect-error it may be undefined: not every answer has an address
  const address: string = answer.address
  if (answer.reachable === true) return answer.via
  // @ts-expect-error there is no way, or nobody knows
  if (answer.reachable === true) return 'never'
  return address
}

export async function probed(signal: AbortSignal): Promise<Probe> {
  const { connected, agrees, tried, predicted } = await t.probe(web, 'db', { port: 5432, timeout: 5000, signal })
  await t.probe('outside', web, { port: 80, protocol: 'tcp', by: 'server-b', host: 'server-a' })
  // @ts-expect-error which port?
  await t.probe(web, 'db')
  // @ts-expect-error which port?
  await t.probe(web, 'db', { timeout: 5000 })
  // @ts-expect-error a port is a number
  await t.probe(web, 'db', { port: '5432' })
  // @ts-expect-error no such option
  await t.probe(web, 'db', { port: 5432, tiemout: 5000 })
  // @ts-expect-error whoever hears nothing of a datagram knows nothing
  await t.probe(web, 'db', { port: 53, protocol: 'udp' })
  // @ts-expect-error a network is no end
  await t.probe(web, front, { port: 80 })
  // @ts-expect-error a host is called by its name
  await t.probe('outside', web, { port: 80, by: docker })
  const first = tried[0]?.outcome
  // @ts-expect-error no such outcome
  if (first === 'dropped') return await t.probe(web, 'db', { port: 1 })
  if (first === 'timed-out' && agrees === false && predicted.reachable === true) console.log(connected)
  // @ts-expect-error it is a promise
  console.log(t.probe(web, 'db', { port: 1 }).connected)
  return await t.probe(web, 'db', { port: 1 })
}

export async function read(): Promise<Topology> {
  // @ts-expect-error no such option
  await topology(docker, { listener: true })
  // @ts-expect-error true or false
  await topology(docker, { listeners: 'yes' })
  return await topology(docker, docker, { listeners: true, hosts: ['a', 'b'] })
}
