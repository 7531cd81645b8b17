import { expect, test } from 'vitest'
import { MooringError } from '../../../src/index.js'
import { fromCompose } from '../../../src/plan/compose/from-compose.js'
import { readSpec } from '../../../src/plan/spec/read-spec.js'
import { pathText, type Violated } from '../../../src/plan/spec/violations.js'
import { oddValues, placesIn, withValue } from './odd-values.js'

/** A spec that says everything that one can say. */
const spec = {
  project: { compose: 'shop' },
  networks: {
    front: {
      on: ['a'],
      external: false,
      driver: 'bridge',
      subnet: [
        { subnet: '10.1.0.0/24', ipRange: '10.1.0.0/25', gateway: '10.1.0.1', auxAddress: { router: '10.1.0.2' } },
        { subnet: 'fd00:1::/64' },
      ],
      internal: true,
      attachable: true,
      ipv4: true,
      ipv6: true,
      label: { tier: 'web' },
      option: { 'com.docker.network.driver.mtu': '1400' },
    },
    free: { subnet: { size: 24, from: '10.0.0.0/8', avoid: ['10.9.0.0/16'] } },
    lan: {
      driver: 'macvlan',
      option: { parent: 'eth0' },
      subnet: { subnet: '192.168.0.0/24', ipRange: { size: 28, from: '192.168.0.128/25' } },
    },
    hosts: { driver: 'ipvlan', subnet: { subnet: '192.168.1.0/24', ipRange: { a: '192.168.1.0/28' } } },
    theirs: { external: true, on: 'a' },
  },
  members: {
    'a/web': {
      front: {
        alias: ['www'],
        ip: '10.1.0.5',
        ip6: 'fd00:1::5',
        mac: '02:42:ac:11:00:02',
        gwPriority: 1,
        interface: 'eth7',
        sysctls: { 'net.ipv4.conf.IFNAME.log_martians': '1' },
        linkLocalIps: ['169.254.1.1'],
        link: ['db:database'],
        driverOpts: { 'com.example.weight': '7' },
      },
      bridge: { alias: [], link: [] },
      none: false,
    },
  },
  services: { api: { front: { alias: 'api' } } },
}

const config = {
  name: 'shop',
  services: {
    web: {
      networks: {
        front: {
          aliases: ['www'],
          ipv4_address: '10.1.0.5',
          ipv6_address: 'fd00:1::5',
          link_local_ips: ['169.254.1.1'],
          driver_opts: { 'com.example.weight': '7' },
          gw_priority: 1,
          interface_name: 'eth7',
          priority: 1,
        },
        back: null,
      },
      mac_address: '02:42:ac:11:00:03',
      ports: [{ target: 80, published: '8080', protocol: 'tcp', host_ip: '127.0.0.1' }, '81:81'],
      deploy: { replicas: 1 },
      scale: 1,
      container_name: 'web',
      image: 'nginx',
    },
    tap: { network_mode: 'service:web' },
  },
  networks: {
    front: {
      name: 'front',
      driver: 'bridge',
      driver_opts: { 'com.docker.network.driver.mtu': '1400' },
      ipam: {
        driver: 'default',
        config: [
          {
            subnet: '10.1.0.0/24',
            ip_range: '10.1.0.0/25',
            gateway: '10.1.0.1',
            aux_addresses: { router: '10.1.0.2' },
          },
          { subnet: 'fd00:1::/64' },
        ],
      },
      internal: true,
      attachable: true,
      labels: { tier: 'web' },
      enable_ipv4: true,
      enable_ipv6: true,
    },
    back: { external: { name: 'theirs' } },
  },
}

const engines = ['a', 'b']
const values = Object.entries(oddValues)

function wrongIn(given: unknown): readonly Violated[] {
  return readSpec(given, engines).violations.found
}

/** What a config throws; nothing of one that can be. */
function refusalOf(given: unknown): unknown {
  try {
    fromCompose(given as object)
    return undefined
  } catch (error) {
    return error
  }
}

test('what the odd values take the place of can be', () => {
  expect(wrongIn(spec)).toEqual([])
  expect(refusalOf(config)).toBeUndefined()
})

const placesOf = (whole: object) => [...placesIn(whole)].map((path) => [path.join('.'), path] as const)

/** Where a text may be of any length, and have any letters. */
const anyText = ['project', 'project.compose', 'networks.front.label.tier', 'members.a/web.front.link']
const takesAnyText = (path: string): boolean =>
  anyText.includes(path) || path.startsWith('members.a/web.front.link.') || path.includes('.driverOpts.')

test.each(placesOf(spec))('what is odd at %j is refused at its place, in one sentence', (place, path) => {
  for (const [kind, value] of values) {
    const wrong = wrongIn(withValue(spec, path, value))
    for (const { path: at, error } of wrong) {
      expect(MooringError.is(error), kind).toBe(true)
      expect(pathText(at).length + error.sentence.length, kind).toBeLessThan(1000)
      expect(JSON.stringify(error), kind).toContain(error.code)
    }
    const isAbout = ({ path: at }: Violated): boolean =>
      path.every((key, nth) => at.length <= nth || String(at[nth]) === key)
    if (kind !== 'a long text' || !takesAnyText(place)) expect(wrong.filter(isAbout), kind).not.toEqual([])
  }
})

test.each(placesOf(config))('what is odd in a config of compose at %j is left aside, or refused', (_place, path) => {
  for (const [kind, value] of values) {
    const refusal = refusalOf(withValue(config, path, value))
    if (refusal === undefined) continue
    const code: unknown = expect.stringMatching(/^(PLAN_INVALID|INVALID_ARGUMENT)$/)
    expect(refusal, kind).toMatchObject({ code })
    expect(JSON.stringify(refusal), kind).toContain('"code"')
  }
})

test('all that is wrong with several settings is told', () => {
  const odd = [
    ['networks', 'front', 'subnet', '0', 'auxAddress'],
    ['networks', 'front', 'label'],
    ['networks', 'lan', 'driver'],
    ['members', 'a/web', 'front', 'ip'],
  ]
  const given = odd.reduce<unknown>((whole, path) => withValue(whole, path, 'no text'), spec)
  expect(wrongIn(given).map(({ path }) => pathText(path))).toEqual([
    'networks.front.subnet[0].auxAddress',
    'networks.front.label',
    'networks.lan.driver',
    'members["a/web"].front.ip',
  ])
})

test('a setting is read once: what it says later is not heard', () => {
  let reads = 0
  const front = Object.defineProperty({}, 'subnet', {
    get: () => (reads++ === 0 ? '10.1.0.0/24' : 'something else'),
    enumerable: true,
  })
  expect(wrongIn({ networks: { front } })).toEqual([])
  expect(reads).toBe(1)
})
