import { expect, test } from 'vitest'
import { Ip } from '../../../../src/cidr/index.js'
import type { NetworkChange } from '../../../../src/network/watch/change.js'
import type { Look } from '../../../../src/network/watch/look.js'
import { Picture } from '../../../../src/network/watch/picture.js'
import type { Membership } from '../../../../src/network/names/memberships.js'
import type { NetworkSummary } from '../../../../src/network/wire/network.js'
import { networkSummary } from '../network-summary.js'

const network = (name: string): [string, NetworkSummary] => [
  `${name}-id`,
  networkSummary({ Name: name, Id: `${name}-id` }),
]

const on = (net: string, name: string, address: string, { alias = '', endpoint = `${name}-1`, id = name } = {}) =>
  ({
    networkId: `${net}-id`,
    container: { noun: 'container', id, name },
    ip: Ip.parse(address),
    ip6: undefined,
    mac: undefined,
    endpointId: endpoint,
    names: [{ name, via: 'name' as const }, ...(alias === '' ? [] : [{ name: alias, via: 'alias' as const }])],
  }) satisfies Membership

const look = (parts: {
  readonly networks?: readonly (readonly [string, NetworkSummary | undefined])[]
  readonly containers?: Readonly<Record<string, readonly Membership[] | undefined>>
}): Look => ({ networks: new Map(parts.networks), containers: new Map(Object.entries(parts.containers ?? {})) })

const told = (changes: readonly NetworkChange[]): string[] =>
  changes.map((change) => {
    const who = 'member' in change ? ` ${change.member.container.name} ${change.member.ip?.toString() ?? ''}` : ''
    return `${change.type} ${'network' in change ? change.network.name : ''}${who}`
  })

const answered = (changes: readonly NetworkChange[]): Record<string, string[]> =>
  Object.fromEntries(
    changes.flatMap(({ names }) => names).map(({ name, answers }) => [name, answers.map(({ ip }) => `${ip}`)]),
  )

const pictureOf = (seen: Look): Picture => {
  const picture = new Picture()
  picture.take(seen)
  return picture
}

test('the snapshot has every network with its containers, and every name', () => {
  const picture = pictureOf(
    look({
      networks: [network('front'), network('back')],
      containers: {
        b: [on('front', 'b', '10.0.0.3', { alias: 'db' })],
        a: [on('front', 'a', '10.0.0.2', { alias: 'db' })],
      },
    }),
  )
  const { networks, names } = picture.snapshot()
  expect(
    networks.map(({ network, members }) => [network.name, members.map(({ container }) => container.name)]),
  ).toEqual([
    ['back', []],
    ['front', ['a', 'b']],
  ])
  expect(names.map(({ name, answers, before }) => [name, answers.map(({ ip }) => `${ip}`), before])).toEqual([
    ['a', ['10.0.0.2'], []],
    ['b', ['10.0.0.3'], []],
    ['db', ['10.0.0.2', '10.0.0.3'], []],
  ])
})

test('what is seen again is told once', () => {
  const seen = look({ networks: [network('front')], containers: { a: [on('front', 'a', '10.0.0.2')] } })
  const picture = new Picture()
  expect(told(picture.take(seen))).toEqual(['created front', 'joined front a 10.0.0.2'])
  expect(picture.take(seen)).toEqual([])
})

test('a restart is told as left and joined, and as readdressed when it brought another address', () => {
  const picture = pictureOf(
    look({ networks: [network('front')], containers: { a: [on('front', 'a', '10.0.0.2', { alias: 'db' })] } }),
  )
  const same = picture.take(
    look({ containers: { a: [on('front', 'a', '10.0.0.2', { alias: 'db', endpoint: 'a-2' })] } }),
  )
  expect(told(same)).toEqual(['left front a 10.0.0.2', 'joined front a 10.0.0.2'])
  const stopped = picture.take(look({ containers: { a: [] } }))
  expect(answered(stopped)).toEqual({ a: [], db: [] })
  const other = picture.take(
    look({ containers: { a: [on('front', 'a', '10.0.0.9', { alias: 'db', endpoint: 'a-3' })] } }),
  )
  expect(told(other)).toEqual(['readdressed front a 10.0.0.9'])
  expect(other[0]).toMatchObject({ before: { ip: Ip.parse('10.0.0.2') } })
  expect(answered(other)).toEqual({ a: ['10.0.0.9'], db: ['10.0.0.9'] })
})

test('a container of an old name that was removed is a new one', () => {
  const picture = pictureOf(look({ networks: [network('front')], containers: { a: [on('front', 'a', '10.0.0.2')] } }))
  expect(told(picture.take(look({ containers: { a: undefined } })))).toEqual(['left front a 10.0.0.2'])
  expect([...picture.containers]).toEqual([])
  expect(told(picture.take(look({ containers: { a: [on('front', 'a', '10.0.0.3')] } })))).toEqual([
    'joined front a 10.0.0.3',
  ])
})

test('who left is told before who came, so that no address has two containers', () => {
  const picture = pictureOf(
    look({ networks: [network('front')], containers: { a: [on('front', 'a', '10.0.0.2', { alias: 'db' })] } }),
  )
  const moved = picture.take(look({ containers: { b: [on('front', 'b', '10.0.0.2', { alias: 'db' })], a: undefined } }))
  expect(told(moved)).toEqual(['left front a 10.0.0.2', 'joined front b 10.0.0.2'])
  const db = moved.flatMap(({ names }) => names).filter(({ name }) => name === 'db')
  expect(db.map(({ answers }) => answers.map(({ container }) => container.name))).toEqual([[], ['b']])
})

test('a rename moves one name and leaves the others', () => {
  const picture = pictureOf(
    look({
      networks: [network('front')],
      containers: { a: [on('front', 'old', '10.0.0.2', { alias: 'db', id: 'a', endpoint: 'e' })] },
    }),
  )
  const changes = picture.take(
    look({ containers: { a: [on('front', 'new', '10.0.0.2', { alias: 'db', id: 'a', endpoint: 'e' })] } }),
  )
  expect(told(changes)).toEqual(['renamed front new 10.0.0.2'])
  expect(answered(changes)).toEqual({ old: [], new: ['10.0.0.2'] })
  // the answers to the other name carry the new one as well
  expect(picture.snapshot().names.find(({ name }) => name === 'db')?.answers[0]?.container.name).toBe('new')
})

test('a network that is gone takes its containers along; those on other networks stay', () => {
  const picture = pictureOf(
    look({
      networks: [network('front'), network('back')],
      containers: { a: [on('front', 'a', '10.0.0.2'), on('back', 'a', '10.1.0.2')] },
    }),
  )
  expect(told(picture.take(look({ networks: [['front-id', undefined]] })))).toEqual([
    'left front a 10.0.0.2',
    'removed front',
  ])
  expect(picture.snapshot().networks.map(({ network, members }) => [network.name, members.length])).toEqual([
    ['back', 1],
  ])
})

test('a name keeps the spelling that it was told in, for as long as somebody has it', () => {
  const picture = pictureOf(
    look({ networks: [network('front')], containers: { a: [on('front', 'a', '10.0.0.2', { alias: 'DB' })] } }),
  )
  const both = picture.take(look({ containers: { b: [on('front', 'b', '10.0.0.3', { alias: 'db' })] } }))
  expect(answered(both)).toEqual({ b: ['10.0.0.3'], DB: ['10.0.0.2', '10.0.0.3'] })
  const last = picture.take(look({ containers: { a: undefined, b: undefined } }))
  expect(answered(last)).toEqual({ a: [], b: [], DB: [] })
})

test('the default bridge has members, and no names', () => {
  const picture = new Picture()
  const changes = picture.take(
    look({ networks: [network('bridge')], containers: { a: [on('bridge', 'a', '172.17.0.2')] } }),
  )
  expect(told(changes)).toEqual(['created bridge', 'joined bridge a 172.17.0.2'])
  expect(answered(changes)).toEqual({})
})
