import { describe, expect, test } from 'vitest'
import { readSpec } from '../../../src/plan/spec/read-spec.js'
import { pathText } from '../../../src/plan/spec/violations.js'
import { planSchema } from '../../../src/zod.js'

/** What is wrong with a spec, as `path CODE`. */
function wrongIn(spec: unknown, engines: readonly string[] = []): string[] {
  return readSpec(spec, engines).violations.found.map(({ path, error }) => `${pathText(path)} ${error.code}`)
}

const front = { networks: { front: { subnet: '10.20.0.0/24' } } }

describe('a spec that can be', () => {
  test.each([
    [{}],
    [{ networks: {} }],
    [{ networks: { front: null, back: {} }, members: { web: { front: null, back: {} }, db: null } }],
    [
      {
        networks: { lan: { external: true } },
        members: { web: { lan: { ip: '10.0.0.5' }, bridge: false, none: false } },
      },
    ],
    [{ networks: { lan: { driver: 'macvlan', option: { parent: 'eth0' }, subnet: '192.168.0.0/24' } } }],
    [{ networks: { lan: { subnet: ['10.1.0.0/24', { subnet: 'fd00:1::/64', gateway: 'fd00:1::1' }] } } }],
    [
      {
        networks: { lan: { subnet: { size: 24, from: '10.0.0.0/8' } } },
        members: { web: { lan: { ip: '10.0.0.5' } } },
      },
    ],
    [{ project: { compose: 'shop' }, networks: { shop_front: {} }, services: { web: { shop_front: {} } } }],
  ])('%j', (spec) => {
    expect(wrongIn(spec)).toEqual([])
    expect(planSchema.safeParse(spec).success).toBe(true)
  })
})

describe('what cannot be is told with its place', () => {
  test.each<[string, unknown, string[]]>([
    ['no spec', 'front', ['the spec INVALID_ARGUMENT']],
    ['a key that is misspelt', { network: {} }, ['network UNKNOWN_OPTION']],
    [
      'a misspelt key of a network',
      { networks: { front: { subnets: [] } } },
      ['networks.front.subnets UNKNOWN_OPTION'],
    ],
    ['a list for an object', { networks: [] }, ['networks INVALID_ARGUMENT']],
    ['a text for a network', { networks: { front: '10.0.0.0/8' } }, ['networks.front INVALID_ARGUMENT']],
    ['a name of every engine', { networks: { bridge: {} } }, ['networks.bridge PREDEFINED_NETWORK']],
    ['a name with a slash', { networks: { 'a/b': {} } }, ['networks["a/b"] INVALID_NAME']],
    [
      'a driver of one network',
      { networks: { front: { driver: 'host' } } },
      ['networks.front.driver INVALID_ARGUMENT'],
    ],
    [
      'a subnet that is none',
      { networks: { front: { subnet: '10.0.0.1/24' } } },
      ['networks.front.subnet HOST_BITS_SET'],
    ],
    [
      'several things of one pool',
      {
        networks: {
          front: { subnet: [{ subnet: '10.0.0.0/24', gateway: '10.1.0.1', ipRange: '10.2.0.0/25', gw: 1 }] },
        },
      },
      [
        'networks.front.subnet[0].gw UNKNOWN_OPTION',
        'networks.front.subnet[0].ipRange RANGE_OUTSIDE_SUBNET',
        'networks.front.subnet[0].gateway GATEWAY_OUTSIDE_SUBNET',
      ],
    ],
    [
      'a pool that overlaps another of its network',
      { networks: { lan: { driver: 'macvlan', subnet: ['10.0.0.0/16', '10.0.1.0/24'] } } },
      ['networks.lan.subnet[1] POOLS_OVERLAP'],
    ],
    [
      'pools of two networks that overlap',
      { networks: { a: { subnet: '10.0.0.0/16' }, b: { subnet: ['10.0.1.0/24'] } } },
      ['networks.b.subnet POOLS_OVERLAP'],
    ],
    ['text for a flag', { networks: { front: { internal: 'yes' } } }, ['networks.front.internal INVALID_ARGUMENT']],
    [
      'an option that is misspelt',
      { networks: { lan: { driver: 'macvlan', option: { parents: 'eth0' } } } },
      ['networks.lan.option.parents UNKNOWN_OPTION'],
    ],
    [
      'the label of the plan',
      { networks: { front: { label: { 'mooring.plan': 'x', a: 1 } } } },
      ['networks.front.label["mooring.plan"] CONFLICTING_OPTIONS', 'networks.front.label.a INVALID_ARGUMENT'],
    ],
    [
      'a subnet of a network of others',
      { networks: { lan: { external: true, subnet: '10.0.0.0/8' } } },
      ['networks.lan.subnet UNKNOWN_OPTION'],
    ],
    [
      'a network that is not named',
      { ...front, members: { web: { fornt: {} } } },
      ['members.web.fornt UNKNOWN_OPTION'],
    ],
    ['host', { members: { web: { host: {} } } }, ['members.web.host CONFLICTING_OPTIONS']],
    ['none', { members: { web: { none: {} } } }, ['members.web.none INVALID_ARGUMENT']],
    [
      'an alias and an address on the default bridge',
      { members: { web: { bridge: { alias: 'a', ip: '172.17.0.9' } } } },
      ['members.web.bridge.alias CONFLICTING_OPTIONS', 'members.web.bridge.ip CONFLICTING_OPTIONS'],
    ],
    [
      'an address outside its pool',
      { ...front, members: { web: { front: { ip: '10.21.0.5' } } } },
      ['members.web.front.ip ADDRESS_OUTSIDE_SUBNET'],
    ],
    [
      'an address in a subnet that the engine chooses',
      { networks: { front: {} }, members: { web: { front: { ip: '10.21.0.5' } } } },
      ['members.web.front.ip INVALID_ARGUMENT'],
    ],
    [
      'an address twice, and that of the gateway',
      {
        ...front,
        members: {
          a: { front: { ip: '10.20.0.5' } },
          b: { front: { ip: '10.20.0.5' } },
          c: { front: { ip: '10.20.0.1' } },
        },
      },
      ['members.b.front.ip CONFLICTING_OPTIONS', 'members.c.front.ip CONFLICTING_OPTIONS'],
    ],
    [
      'the addresses at the ends of a subnet',
      { ...front, members: { a: { front: { ip: '10.20.0.0' } }, b: { front: { ip: '10.20.0.255' } } } },
      ['members.a.front.ip CONFLICTING_OPTIONS', 'members.b.front.ip CONFLICTING_OPTIONS'],
    ],
    [
      'an interface twice in one container',
      { networks: { a: {}, b: {} }, members: { web: { a: { interface: 'lan' }, b: { interface: 'lan' } } } },
      ['members.web.b.interface CONFLICTING_OPTIONS'],
    ],
    [
      'several mistakes of one endpoint',
      { ...front, members: { web: { front: { aliases: 'a', ip: '10.20.0.300', mac: '01:00:00:00:00:00' } } } },
      [
        'members.web.front.aliases UNKNOWN_OPTION',
        'members.web.front.ip INVALID_IP',
        'members.web.front.mac INVALID_MAC',
      ],
    ],
    ['true for an endpoint', { ...front, members: { web: { front: true } } }, ['members.web.front INVALID_ARGUMENT']],
    ['a container without a name', { ...front, members: { '': { front: {} } } }, ['members[""] INVALID_REF']],
    ['services without a project of compose', { services: { web: {} } }, ['services INVALID_ARGUMENT']],
    ['an odd project', { project: 4 }, ['project INVALID_ARGUMENT']],
    ['the name of an engine where there is one', { networks: { a: { on: 'x' } } }, ['networks.a.on INVALID_ARGUMENT']],
  ])('%s', (_, spec, expected) => {
    expect(wrongIn(spec)).toEqual(expected)
  })

  test('the schema tells the same, with the path as keys and the hint', () => {
    const issues = planSchema.safeParse({ networks: { front: { subnets: [] } } }).error?.issues
    expect(issues).toMatchObject([
      { path: ['networks', 'front', 'subnets'], message: 'a network has no option "subnets"; did you mean "subnet"?' },
    ])
  })
})

describe('with several engines', () => {
  test('a container is named with its engine, and a network may be on some', () => {
    const spec = {
      networks: { lan: { on: ['a'] }, both: {} },
      members: { 'a/web': { lan: {} }, web: { both: {} }, 'c/web': {} },
    }
    expect(wrongIn(spec, ['a', 'b'])).toEqual(['members.web INVALID_ARGUMENT', 'members["c/web"] INVALID_ARGUMENT'])
    const { read } = readSpec(spec, ['a', 'b'])
    expect(read.networks.map(({ name, on }) => `${on} ${name}`)).toEqual(['a lan', 'a both', 'b both'])
  })

  test('each has a range of its own', () => {
    const subnet = { subnet: '192.168.0.0/24', ipRange: { a: '192.168.0.64/28', b: '192.168.0.128/28' } }
    const { read } = readSpec({ networks: { lan: { driver: 'macvlan', subnet } } }, ['a', 'b'])
    const ranges = read.networks.map(({ request }) => request?.IPAM?.Config?.[0]?.IPRange)
    expect(ranges).toEqual(['192.168.0.64/28', '192.168.0.128/28'])
  })
})
