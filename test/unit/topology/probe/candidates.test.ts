import { expect, test } from 'vitest'
import { candidatesFor } from '../../../../src/topology/probe/candidates.js'
import { readProbe, type ProbeOptions } from '../../../../src/topology/probe/asked.js'
import { Parties } from '../../../../src/topology/reach/parties.js'
import { topologyOf } from '../made.js'
import { machine, second } from '../reach/hosts.js'

const parties = new Parties(topologyOf({ one: machine, two: second }))

/** The addresses; behind the published ones a star. */
function candidates(from: string, to: string, options: Partial<ProbeOptions> = {}): string {
  const asked = readProbe(parties, { from, to }, { port: 80, ...options })
  const found = candidatesFor(asked, asked.question)
  return found.map(({ address, isPublished }) => `${address}${isPublished ? '*' : ''}`).join(' ')
}
const webOfOne = parties.named('web').find(({ host }) => host === 'engine-one')?.id ?? ''

test('the own addresses of a container', () => {
  expect(candidates('asker', 'far')).toBe('10.2.0.2:80')
  expect(candidates('asker', 'both')).toBe('10.1.0.8:80 10.3.0.4:80')
  expect(candidates('asker', 'gone')).toBe('')
  expect(candidates('asker', 'job')).toBe('')
})

test('those of its host where a port is published, from the same machine and from others', () => {
  const routers = '10.1.0.1:8082* 172.17.0.1:8082* 192.0.2.10:8082*'
  expect(candidates('asker', 'farweb')).toBe(`10.2.0.3:80 ${routers}`)
  expect(candidates('host', 'farweb')).toBe('10.2.0.3:80 127.0.0.1:8082* [::1]:8082* 172.17.0.1:8082* 192.0.2.10:8082*')
  expect(candidates('outside', 'farweb')).toBe('10.2.0.3:80 192.0.2.10:8082*')
  expect(candidates('shop', 'farweb')).toBe('10.2.0.3:80 192.0.2.10:8082*')
})

test('a port of one address is tried at the others as well, where nobody else listens', () => {
  expect(candidates('host', 'private')).toBe(
    '10.1.0.5:80 127.0.0.1:8081* [::1]:8081* 172.17.0.1:8081* 192.0.2.10:8081*',
  )
  expect(candidates('outside', 'private')).toBe('10.1.0.5:80 192.0.2.10:8081*')
  expect(candidates('asker', 'private')).not.toContain('127.0.0.1')
  expect(candidates('asker', 'bound')).toBe('10.2.0.4:80 192.0.2.10:8083* 10.1.0.1:8083* 172.17.0.1:8083*')
})

test('no address that the machine that connects has on a bridge of its own', () => {
  expect(candidates('outside', 'shop')).toBe('192.0.2.11:8080*')
  expect(candidates('plain1', 'shop')).toBe('192.0.2.11:8080*')
  expect(candidates('outside', 'plain1')).toBe('')
  expect(candidates('outside', 'onbridge')).toBe('10.2.0.5:80 192.0.2.10:8084*')
  expect(candidates('edge3', 'edge1')).toBe('192.0.2.65:80') // a LAN is one network, whoever has it
})

test('those of a machine: for itself, for its containers, for others', () => {
  expect(candidates('monitor', 'host')).toBe('127.0.0.1:80 [::1]:80 172.17.0.1:80 192.0.2.10:80')
  expect(candidates(webOfOne, 'host')).toBe('10.1.0.1:80 172.17.0.1:80 192.0.2.10:80')
  expect(candidates('edge1', 'monitor')).toBe('172.17.0.1:80 192.0.2.10:80')
  expect(candidates('outside', 'host', { host: 'one' })).toBe('192.0.2.10:80')
})

test('whoever shares a network is at its own localhost', () => {
  expect(candidates('side', webOfOne)).toMatch(/^127\.0\.0\.1:80 \[::1\]:80 10\.1\.0\.3:80 /)
})
