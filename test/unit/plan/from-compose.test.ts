import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/index.js'
import { plan } from '../../../src/plan/index.js'

/** A config as `docker compose config --format json` prints one. */
const config = {
  name: 'shop',
  services: {
    web: {
      command: null,
      entrypoint: null,
      image: 'nginx:alpine',
      hostname: 'www',
      mac_address: '02:42:0a:09:00:05',
      links: ['db'],
      networks: {
        back: { aliases: ['www'], interface_name: 'eth7', gw_priority: 5, 'x-why': 1 },
        front: {
          aliases: ['www', 'www.shop'],
          ipv4_address: '10.9.0.5',
          ipv6_address: 'fd00:9::5',
          link_local_ips: ['169.254.7.7'],
          driver_opts: { 'com.example.weight': '7', 'com.example.flag': true },
          priority: 1000,
        },
      },
      ports: [{ mode: 'ingress', target: 80, published: '8080', protocol: 'tcp' }],
    },
    worker: { image: 'worker', deploy: { replicas: 3, resources: {}, placement: {} }, networks: { default: null } },
    db: { image: 'postgres', networks: { back: { mac_address: '02:42:0a:09:00:06' }, lan: {} } },
    tap: { image: 'tcpdump', network_mode: 'service:web' },
    beside: { image: 'tcpdump', network_mode: 'container:other' },
    agent: { image: 'agent', network_mode: 'host', ports: [{ target: 80, published: '8080' }] },
    alone: { image: 'alone', network_mode: 'none' },
    plain: { image: 'plain', network_mode: 'bridge' },
    joined: { image: 'joined', network_mode: 'theirs' },
  },
  networks: {
    back: { name: 'backnet', internal: true, labels: { tier: 'data' }, ipam: {} },
    default: { name: 'shop_default', ipam: {} },
    front: {
      name: 'shop_front',
      driver: 'bridge',
      driver_opts: { 'com.docker.network.driver.mtu': '1400' },
      attachable: true,
      enable_ipv6: true,
      ipam: {
        driver: 'default',
        config: [
          { gateway: '10.8.0.1' },
          {
            subnet: '10.9.0.0/24',
            ip_range: '10.9.0.128/25',
            gateway: '10.9.0.1',
            aux_addresses: { router: '10.9.0.2' },
          },
          { subnet: 'fd00:9::/64' },
        ],
        options: { foo: 'bar' },
      },
    },
    lan: { name: 'lan', external: true, driver: 'macvlan' },
    unused: { name: 'shop_unused', ipam: {} },
  },
  volumes: { data: { name: 'shop_data' } },
  'x-team': 'a',
}

/** What is wrong with a config, as `path CODE`. */
function wrongIn(given: object): string[] {
  try {
    plan.fromCompose({ name: 'shop', ...given })
    return []
  } catch (error) {
    if (!MooringError.is(error, 'PLAN_INVALID')) throw error
    return error.details.violations.map(({ path, code }) => `${path} ${code}`)
  }
}

describe('a config of compose', () => {
  const { spec, leftAside } = plan.fromCompose(JSON.stringify(config))

  test('becomes networks by the names that engines have for them, and services on them', () => {
    expect(spec).toEqual({
      project: { compose: 'shop' },
      networks: {
        theirs: { external: true },
        backnet: { internal: true, label: { tier: 'data', 'com.docker.compose.network': 'back' } },
        shop_default: {},
        shop_front: {
          driver: 'bridge',
          attachable: true,
          ipv6: true,
          option: { 'com.docker.network.driver.mtu': '1400' },
          subnet: [
            {
              subnet: '10.9.0.0/24',
              ipRange: '10.9.0.128/25',
              gateway: '10.9.0.1',
              auxAddress: { router: '10.9.0.2' },
            },
            { subnet: 'fd00:9::/64' },
          ],
        },
        lan: { external: true },
      },
      services: {
        web: {
          backnet: { alias: ['web', 'www'], interface: 'eth7', gwPriority: 5 },
          shop_front: {
            alias: ['web', 'www', 'www.shop'],
            ip: '10.9.0.5',
            ip6: 'fd00:9::5',
            mac: '02:42:0a:09:00:05',
            linkLocalIps: ['169.254.7.7'],
            driverOpts: { 'com.example.weight': '7', 'com.example.flag': 'true' },
          },
        },
        worker: { shop_default: { alias: ['worker'] } },
        db: { backnet: { alias: ['db'], mac: '02:42:0a:09:00:06' }, lan: { alias: ['db'] } },
        plain: { bridge: {} },
        joined: { theirs: {} },
      },
    })
  })

  test('and everything else is left aside, with its place and the reason', () => {
    const services = leftAside.filter(({ path }) => /^services\.\w+$/.test(path))
    expect(services).toHaveLength(9)
    expect(services[0]?.why).toBe('image: set when a container is made, and a plan makes none')
    const others = leftAside.filter((one) => !services.includes(one))
    expect(others.map(({ path, reason }) => `${path} ${reason}`).sort()).toEqual([
      'networks.front.ipam.config[0] NO_SUBNET',
      'networks.front.ipam.options IPAM_DRIVER',
      'networks.lan.driver MADE_BY_OTHERS',
      'networks.unused NOT_USED',
      'services.agent.network_mode NETWORK_MODE',
      'services.agent.ports CONTAINER_SETTING',
      'services.alone.network_mode NETWORK_MODE',
      'services.beside.network_mode NETWORK_MODE',
      'services.tap.network_mode NETWORK_MODE',
      'services.web.hostname CONTAINER_SETTING',
      'services.web.links CONTAINER_SETTING',
      'services.web.networks.back.x-why UNKNOWN',
      'services.web.networks.front.priority ATTACH_ORDER',
      'services.web.ports CONTAINER_SETTING',
      'volumes NOT_OF_NETWORKS',
      'x-team NOT_OF_NETWORKS',
    ])
  })

  test('may have a list of networks, none for the default one, and no name, as docker-compose 1 prints it', () => {
    const old = { version: '3.8', services: { web: { networks: ['front'] }, db: {} }, networks: { front: null } }
    expect(plan.fromCompose(old, { project: 'old' })).toEqual({
      spec: {
        project: { compose: 'old' },
        networks: { old_front: {}, old_default: {} },
        services: { web: { old_front: { alias: ['web'] } }, db: { old_default: { alias: ['db'] } } },
      },
      leftAside: [],
    })
    expect(() => plan.fromCompose(old)).toThrow("say how the project is called: { project: 'shop' }")
    expect(() => plan.fromCompose('services: {}')).toThrow('the config is no JSON')
    expect(() => plan.fromCompose([])).toThrow('give what docker compose config --format json prints')
    expect(() => plan.fromCompose(old, { projct: 'a' } as object)).toThrow('did you mean "project"?')
  })

  test('of networks that are called host, none and bridge is as its mode', () => {
    const all = {
      services: { a: { networks: { h: null } }, b: { networks: { n: null } }, c: { networks: { d: {} } } },
      networks: {
        h: { name: 'host', external: true },
        n: { name: 'none', external: true },
        d: { name: 'bridge', external: true },
      },
    }
    const { spec: found, leftAside: left } = plan.fromCompose({ name: 'shop', ...all })
    expect(found).toEqual({ project: { compose: 'shop' }, networks: {}, services: { c: { bridge: {} } } })
    expect(left.map(({ path }) => path)).toEqual(['services.a.networks.h', 'services.b.networks.n'])
  })
})

describe('what cannot be is told with its place in the config', () => {
  const on = (endpoint: object): object => ({ services: { web: { networks: { front: endpoint } } } })
  const pool = { networks: { front: { ipam: { config: [{}, { subnet: '10.9.0.0/24' }] } } } }
  test.each<[string, object, string[]]>([
    ['services that are a list', { services: [] }, ['services INVALID_ARGUMENT']],
    ['ports that are text', { services: { a: { ports: '80' } } }, ['services.a.ports INVALID_ARGUMENT']],
    [
      'an address outside its pool',
      { ...on({ ipv4_address: '10.8.0.5' }), ...pool },
      ['services.web.networks.front.ipv4_address ADDRESS_OUTSIDE_SUBNET'],
    ],
    [
      'an address that is none, an alias that is none, and a flag that is text',
      { ...on({ ipv6_address: '10', aliases: [''] }), networks: { front: { enable_ipv6: 'yes' } } },
      [
        'networks.front.enable_ipv6 INVALID_ARGUMENT',
        'services.web.networks.front.ipv6_address INVALID_IP',
        'services.web.networks.front.aliases INVALID_ALIAS',
      ],
    ],
    [
      'settings of a pool',
      {
        ...on({}),
        networks: {
          front: { ipam: { config: [{}, { subnet: '10.9.0.0/24', ip_range: '10.8.0.0/25', gateway: 'x' }] } },
        },
      },
      [
        'networks.front.ipam.config[1].ip_range RANGE_OUTSIDE_SUBNET',
        'networks.front.ipam.config[1].gateway INVALID_IP',
      ],
    ],
    [
      'pools of two networks that overlap',
      {
        services: { web: { networks: ['front', 'back'] } },
        networks: { ...pool.networks, back: { ipam: { config: [{ subnet: '10.9.0.0/16' }] } } },
      },
      ['networks.back.ipam.config POOLS_OVERLAP'],
    ],
    [
      'an alias on the default bridge',
      { ...on({ aliases: ['www'] }), networks: { front: { name: 'bridge', external: true } } },
      ['services.web.networks.front.aliases CONFLICTING_OPTIONS'],
    ],
    [
      'a network that is not there',
      { services: { web: { networks: ['fornt'] } }, networks: { front: {} } },
      ['services.web.networks.fornt UNKNOWN_OPTION'],
    ],
    [
      'two networks of one name',
      { services: { web: { networks: ['a', 'b'] } }, networks: { a: { name: 'x' }, b: { name: 'x' } } },
      ['networks.b.name CONFLICTING_OPTIONS'],
    ],
    [
      'services that use the network of each other in a circle, each circle once',
      {
        services: {
          in: { network_mode: 'service:b' },
          a: { network_mode: 'service:c' },
          b: { network_mode: 'container:shop-a-1' },
          c: { network_mode: 'service:b', container_name: 'third' },
          self: { network_mode: 'container:me', container_name: 'me' },
          lost: { network_mode: 'service:slef' },
        },
      },
      [
        'services.lost.network_mode UNKNOWN_OPTION',
        'services.a.network_mode CONFLICTING_OPTIONS',
        'services.self.network_mode CONFLICTING_OPTIONS',
      ],
    ],
    [
      'one address for several containers',
      {
        services: {
          web: { scale: 2, networks: { front: { ipv4_address: '10.9.0.5', mac_address: '02:00:00:00:00:01' } } },
        },
        ...pool,
      },
      [
        'services.web.networks.front.ipv4_address CONFLICTING_OPTIONS',
        'services.web.networks.front.mac_address CONFLICTING_OPTIONS',
      ],
    ],
    [
      'a port of the host twice',
      {
        services: {
          a: { ports: [{ target: 80, published: '8080', protocol: 'tcp' }, '127.0.0.1:53:53/udp'] },
          b: { ports: [{ target: 80, published: '8080', host_ip: '127.0.0.1' }] },
          c: { ports: [{ target: 53, published: 53, protocol: 'udp', host_ip: '::1' }] },
          d: { ports: [{ target: 53, published: 53, protocol: 'udp', host_ip: '0.0.0.0' }] },
          e: {
            ports: [{ target: 80, published: '9000-9010' }, { target: 81, published: '9000-9010' }, { target: 82 }],
          },
          f: { scale: 2, ports: [{ target: 80, published: '7000' }] },
          g: { network_mode: 'service:a', ports: ['80'] },
          h: { ports: ['eighty'] },
        },
      },
      [
        'services.b.ports[0] CONFLICTING_OPTIONS',
        'services.d.ports[0] CONFLICTING_OPTIONS',
        'services.f.ports[0] CONFLICTING_OPTIONS',
        'services.g.ports CONFLICTING_OPTIONS',
        'services.h.ports[0] INVALID_PORT',
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(wrongIn(given)).toEqual(expected)
  })
})

test('a network that the config does not have is told as that', () => {
  const services = { web: { networks: ['fornt', 'other'] } }
  expect(() => plan.fromCompose({ name: 'shop', services, networks: { front: {} } })).toThrow(
    /no network "fornt"; did you mean "front"\?\n.*no network "other"; name it under networks/,
  )
})
