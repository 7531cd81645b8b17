import { bridge, run, untyped, type Rule } from './rule.js'

/** R56 to R59, and R112 to R114: options of drivers, and published ports. */
export const rulesOfOptions: readonly Rule[] = [
  {
    id: 'R56',
    rule: 'an option of a driver has a value that the driver reads',
    engines: '20.10 answers 500, later ones 400',
    code: 'BAD_REQUEST',
    says: {
      to: 'NetworkCreate',
      status: 400,
      text: 'failed to parse com.docker.network.bridge.enable_icc value: maybe (strconv.ParseBool: parsing "maybe": invalid syntax)',
    },
    test: { file: 'test/engine/network/rules.test.ts', title: 'R56 a value that the driver cannot read' },
  },
  {
    id: 'R57',
    rule: 'an MTU is not below zero',
    engines: '20.10 answers 500, later ones 400',
    code: 'BAD_REQUEST',
    says: { to: 'NetworkCreate', status: 400, text: 'invalid MTU number: -5' },
    test: { file: 'test/engine/network/rules.test.ts', title: 'R57 an MTU below zero' },
  },
  {
    id: 'R58',
    rule: 'the Linux bridge has a name of at most 15 characters, of no interface that is something else',
    engines: '500',
    code: 'BAD_REQUEST',
    says: { to: 'NetworkCreate', status: 500, text: 'numerical result out of range' },
    test: { file: 'test/engine/network/rules.test.ts', title: 'R58 a name of a Linux bridge that is too long' },
  },
  {
    id: 'R59',
    rule: 'the parent of a macvlan or ipvlan network is an interface of the host, and not loopback',
    engines: '500',
    code: 'INVALID_ARGUMENT',
    breaks: (docker) => docker.network.macvlan('rules').parent('lo'),
  },
  {
    id: 'R112',
    rule: 'a published port is an exposed one: mooring sends both',
    engines: 'up to 28 ignore a port that is not exposed',
    code: null,
    test: { file: 'test/engine/run/networks.test.ts', title: 'publishes its ports where it was told to' },
  },
  {
    id: 'R113',
    rule: 'a port is published on an address',
    engines: 'up to 28 publish on every address when they cannot read the one that is given',
    code: 'INVALID_HOST_IP',
    compiler: true,
    breaks: (docker) => run(docker).publish(untyped('localhost:8080:80')),
  },
  {
    id: 'R114',
    rule: 'ports are published on a network that opens them: not on an internal one, macvlan or ipvlan',
    engines: 'take the port and open none',
    code: 'CONFLICTING_OPTIONS',
    test: {
      file: 'test/unit/container/joined-networks.test.ts',
      title: 'ports that no network would open are refused before anything is made',
    },
  },
  {
    id: 'R115',
    rule: 'a pool has an address for each name',
    engines: 'a name that is empty is taken',
    code: 'INVALID_ARGUMENT',
    breaks: (docker) => bridge(docker).subnet('10.214.1.0/24').auxAddress('', '10.214.1.9'),
    block: '10.214.1.0/24',
  },
]
