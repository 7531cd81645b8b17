import { expect, test } from 'vitest'
import { plan, type PlanSpec } from '../../../src/plan/index.js'
import { clientOf, idOf, type MadeEngine } from './made-engine.js'

/** The changes of a plan, in their order, as people read them. */
async function changesOf(before: MadeEngine, spec: PlanSpec): Promise<string[]> {
  const p = await plan(clientOf(before), { project: 'shop', ...spec })
  return [...p.changes, ...p.kept, ...p.obstacles].length === 0 ? [] : `${p}`.split('\n').slice(0, -1)
}

const a = '10.1.0.0/24'
const b = '10.2.0.0/24'
const front = { networks: { front: { subnets: [a] } } }

test.each<[string, MadeEngine, PlanSpec, string[]]>([
  [
    'a container joins a network once that is made, and leaves one then',
    { containers: { web: { bridge: {} } } },
    { networks: { front: { subnet: a } }, members: { web: { front: {}, bridge: false } } },
    [`+ network front: bridge ${a}`, '+ web on front: it is not there', '- web on bridge: the spec says false'],
  ],
  [
    'what is as it was wanted is left alone',
    { ...front, containers: { web: { front: { alias: ['www', 'web'], ip: '10.1.0.5' } } } },
    { networks: { front: { subnet: a } }, members: { web: { front: { alias: 'www', ip: '10.1.0.5' } } } },
    [],
  ],
  [
    'what was not said may be anything',
    { ...front, containers: { web: { front: { alias: ['www'], ip: '10.1.0.5' } } } },
    { networks: { front: {} }, members: { web: { front: {} } } },
    [],
  ],
  [
    'several differences of one membership are one change',
    { ...front, containers: { web: { front: { alias: ['www'], ip: '10.1.0.5' } } } },
    { networks: { front: { subnet: a } }, members: { web: { front: { alias: 'api', ip: '10.1.0.6' } } } },
    ['~ web on front: Aliases is "www", not "api"; IPAMConfig.IPv4Address is "10.1.0.5", not "10.1.0.6"'],
  ],
  [
    'a membership that differs, on a network that differs, is one change, too',
    { ...front, containers: { web: { front: { alias: ['www'] } } } },
    { networks: { front: { subnet: a, internal: true } }, members: { web: { front: { alias: 'api' } } } },
    [
      '~ network front: made anew, as a network cannot be changed: Internal is "false", not "true"',
      '~ web on front: Aliases is "www", not "api"',
    ],
  ],
  [
    'a network that is left out goes after its containers have left it',
    { networks: { front: { subnets: [a] }, old: { subnets: [b] } }, containers: { web: { front: {}, old: {} } } },
    { networks: { front: {} }, members: { web: { front: {} } } },
    [
      '- web on old: the spec does not have it there',
      '- network old: it is of this project, and the spec does not have it',
    ],
  ],
  [
    'a block that a bridge has which stays is in the way, and that of one which goes is not',
    {
      networks: {
        old: { subnets: [a] },
        theirs: { subnets: ['10.3.0.0/16', b], labels: { 'mooring.plan': 'another' } },
        lan: { driver: 'macvlan', subnets: ['10.4.0.0/24'], labels: { 'mooring.plan': 'another' } },
      },
    },
    {
      networks: {
        front: { subnet: a },
        back: { subnet: '10.3.7.0/24' },
        side: { subnet: '10.4.0.0/24' },
        wide: { subnet: '10.2.0.0/16' },
      },
    },
    [
      '- network old: it is of this project, and the spec does not have it',
      `+ network front: bridge ${a}`,
      '+ network back: bridge 10.3.7.0/24',
      '+ network side: bridge 10.4.0.0/24',
      '+ network wide: bridge 10.2.0.0/16',
      '! networks.back.subnet: network "back" cannot have 10.3.7.0/24: network "theirs" has 10.3.0.0/16; choose another block, or a free one: { size: 24 }',
      '! networks.wide.subnet: network "wide" cannot have 10.2.0.0/16: network "theirs" has 10.2.0.0/24; choose another block, or a free one: { size: 16 }',
    ],
  ],
  [
    'a network whose block another one gets goes first, and its containers leave it before',
    { networks: { old: { subnets: [a] } }, containers: { web: { old: {} } } },
    { networks: { next: { subnet: '10.1.0.0/16' } }, members: { web: { next: {} } } },
    [
      '- web on old: the spec does not have it there',
      '- network old: it is of this project, and the spec does not have it',
      '+ network next: bridge 10.1.0.0/16',
      '+ web on next: it is not there',
    ],
  ],
  [
    'a block goes from one network to another: the one that has it is made anew first',
    { networks: { one: { subnets: [a] }, two: { subnets: [b] } } },
    { networks: { two: { subnet: a }, one: { subnet: '10.3.0.0/24' } } },
    [
      `~ network one: made anew, as a network cannot be changed: IPAM.Config[0].Subnet is "${a}", not "10.3.0.0/24"`,
      `~ network two: made anew, as a network cannot be changed: IPAM.Config[0].Subnet is "${b}", not "${a}"`,
    ],
  ],
  [
    'whoever has the fixed address of another one leaves first',
    { ...front, containers: { web: { front: { ip: '10.1.0.5' } }, db: { front: {} }, api: { bridge: {} } } },
    {
      networks: { front: { subnet: a } },
      members: { api: { front: { ip: '10.1.0.5' } }, web: { front: false }, db: { front: false } },
    },
    ['- web on front: the spec says false', '+ api on front: ip 10.1.0.5', '- db on front: the spec says false'],
  ],
  [
    'the network none is left before another is joined',
    { ...front, containers: { web: { none: {} } } },
    { networks: { front: {} }, members: { web: { front: {}, none: false } } },
    ['- web on none: the spec says false', '+ web on front: it is not there'],
  ],
  [
    'what others are on stays',
    { networks: { old: { subnets: [a] } }, containers: { theirs: { old: {} } } },
    { networks: {} },
    ['  network old stays: theirs is on it'],
  ],
  [
    'networks of IPv6 are compared as those of IPv4',
    { networks: { six: { subnets: ['fd00:1::/64'] } }, containers: { web: { six: { ip: 'fd00:1::5' } } } },
    { networks: { six: { subnet: 'fd00:1:0::/64' } }, members: { web: { six: { ip6: 'fd00:1::0:6' } } } },
    ['~ web on six: IPAMConfig.IPv6Address is "fd00:1::5", not "fd00:1::6"'],
  ],
])('%s', async (_, before, spec, expected) => {
  expect(await changesOf(before, spec)).toEqual(expected)
})

test.each(['old', idOf('network', 'old'), idOf('network', 'old').slice(0, 12)])(
  'a membership that a spec does not have is found of a container that was made with the network %s',
  async (key) => {
    const before = { networks: { front: {}, old: {} }, containers: { web: { [key]: { of: 'old' } } } }
    const spec = { networks: { front: {}, old: {} }, members: { web: { front: {} } } }
    expect(await changesOf(before, spec)).toEqual([
      '+ web on front: it is not there',
      '- web on old: the spec does not have it there',
    ])
  },
)

test('of several engines, networks are made on all before containers join, and removed after all have left', async () => {
  const engine = { networks: { old: { subnets: [a] } }, containers: { web: { old: {} } } }
  const p = await plan(
    { one: clientOf(engine), two: clientOf(engine) },
    {
      project: 'shop',
      networks: { next: { subnet: b } },
      members: { 'one/web': { next: {} }, 'two/web': { next: {} } },
    },
  )
  expect(p.changes.map(({ on, action, kind, network }) => `${on} ${action} ${kind} ${network}`)).toEqual([
    'one add network next',
    'two add network next',
    'one add member next',
    'one remove member old',
    'two add member next',
    'two remove member old',
    'one remove network old',
    'two remove network old',
  ])
})

test('500 networks with 10,000 memberships are compared in linear time', async () => {
  const sizes = [125, 500]
  const times: number[] = []
  for (const size of sizes) {
    const blockOf = (at: number) => `10.${at >> 8}.${at & 255}.0/24`
    const names = Array.from({ length: size }, (_, at) => `net-${at}`)
    const on = (at: number, shift: number) =>
      Object.fromEntries(Array.from({ length: 10 }, (_, nth) => [`net-${(at + shift + nth * 7) % size}`, {}]))
    const members = Array.from({ length: size * 2 }, (_, at) => `c-${at}`)
    const docker = clientOf({
      networks: Object.fromEntries(names.map((name, at) => [name, { subnets: [blockOf(at)] }])),
      containers: Object.fromEntries(members.map((name, at) => [name, on(at, 0)])),
    })
    const spec = {
      project: 'shop',
      networks: Object.fromEntries(names.map((name, at) => [name, { subnet: blockOf(at) }])),
      members: Object.fromEntries(members.map((name, at) => [name, on(at, 1)])),
    }
    const measured: number[] = []
    for (let round = 0; round < 2; round++) {
      const began = process.cpuUsage()
      const p = await plan(docker, spec)
      const { user, system } = process.cpuUsage(began)
      measured.push((user + system) / 1000)
      expect(p.changes).toHaveLength(size * 2 * 20)
      expect(p.obstacles).toEqual([])
    }
    times.push(Math.min(...measured))
  }
  const [few = 0, many = 0] = times
  console.log(`a quarter: ${Math.round(few)} ms, the whole: ${Math.round(many)} ms`)
  expect(many).toBeLessThan(10 * Math.max(few, 20))
})
