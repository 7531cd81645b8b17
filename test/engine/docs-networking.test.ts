import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programsOf, runPrograms } from './docs-programs.js'
import { busybox, openDocker } from './open-docker.js'
import type { ScriptResult } from './run-script.js'

const ip = '\\d+\\.\\d+\\.\\d+\\.\\d+'
const mac = '(?:[0-9a-f]{2}:){5}[0-9a-f]{2}'

/**
 * How many programs each page of docs/networking has, and what they print. Those of ipam.md and ipv6.md run in
 * docs-ipam.test.ts, those of names.md, watch.md and host.md in docs-names.test.ts, that of macvlan-hosts.md and those of a
 * swarm in docs-hosts.test.ts, those of topology.md and plan.md in tests of their own.
 */
const pages: Readonly<Record<string, { readonly programs: number; readonly print: RegExp }>> = {
  bridge: { programs: 3, print: /^\nfront back\nfront has 10\.0\.0\.0\/24\n10\.0\.1\.0\/24 is free\n/ },
  modes: { programs: 2, print: new RegExp(`\n 1: lo: [^]*\ntrue\nback ${ip}\nfront ${ip}\n`) },
  addresses: {
    programs: 3,
    print: new RegExp(
      `\n10\\.10\\.0\\.200 ${mac}\nfront 10\\.10\\.0\\.200\n0\\.0\\.0\\.0 (\\d+): dial 127\\.0\\.0\\.1:\\1\n[^]*true true 256n\n`,
    ),
  },
  endpoints: {
    programs: 2,
    print:
      /\n\{ alias: \[ 'www', 'web' \], ip: '10\.20\.0\.10', mac: '02:42:0a:14:00:0a' \}\nfront true\nfront 10\.20\.0\.10\n/,
  },
  ensure: {
    programs: 1,
    print: /\ntrue\nIPAM\.Config\[0\]\.Subnet \{ wanted: '10\.21\.0\.0\/24', found: '10\.20\.0\.0\/24' \}\nfalse\n/,
  },
  ipvlan: { programs: 2, print: /\nlan\nrouted needs a route on the LAN: ip route add 10\.20\.0\.0\/24 / },
  overlay: { programs: 1, print: /\nNetworkCreate "app": This node is not a swarm manager\./ },
  'config-only': { programs: 1, print: /IPRange: '192\.168\.0\.112\/28',\n.*\n +\}\n\] \{ parent: 'eth0' \}\n/ },
  plugins: { programs: 1, print: /\nNetworkCreate "mesh": plugin "weave" not found\n/ },
  drivers: {
    programs: 1,
    print: /enable_icc': 'false'[^]*macvlan_mode: 'private'[^]*ipvlan_mode: 'l3'[^]*encrypted: 'true'/,
  },
  firewalls: { programs: 1, print: /\niptables\nfront\n/ },
  rules: { programs: 1, print: /\nR35 IPAM\.Config\[0\]\.Gateway .*\nR38 IPAM\.Config\[0\]\.IPRange / },
  // last, for its second program leaves a network to the third
  macvlan: {
    programs: 4,
    print: new RegExp(
      `\n192\\.168\\.0\\.64 ${mac}\nmy_macvlan\nip link add shim0 [^]*\nip route add 192\\.168\\.0\\.64/28 dev shim0\n`,
    ),
  },
}

const names = Object.keys(pages)
const middle = names.indexOf('ensure')

describe.each([{ part: names.slice(0, middle) }, { part: names.slice(middle) }])(
  'the programs of the pages of networks run one after the other, as they stand',
  ({ part }) => {
    let said: ScriptResult
    let before: readonly string[]
    beforeAll(async () => {
      before = await made()
      const programs = part.flatMap((page) => programsOf(`networking/${page}.md`))
      // the lab has no registry of that name: its own image looks at the host
      said = await runPrograms(programs.map((one) => one.replaceAll("'busybox'", `'${busybox}'`)))
    })
    afterAll(async () => {
      await using docker = await openDocker('newest')
      if (await docker.network.exists('my_macvlan')) await docker.network.remove('my_macvlan')
    })

    test.each(Object.entries(pages).filter(([page]) => part.includes(page)))('%s.md', (page, { programs, print }) => {
      expect(programsOf(`networking/${page}.md`)).toHaveLength(programs)
      expect(`\n${said.stdout}`).toMatch(print)
    })

    test('to their end, and leave nothing but the network that one of them keeps', async () => {
      expect(said.exitCode).toBe(0)
      const left = (await made()).filter((name) => !before.includes(name))
      expect(left).toEqual(part.includes('macvlan') ? ['my_macvlan'] : [])
    })
  },
)

/** What has the label of a client. */
async function made(): Promise<string[]> {
  await using docker = await openDocker('newest')
  const ours = { label: 'mooring.session' }
  const found = [...(await docker.network.list(ours)), ...(await docker.container.list({ ...ours, all: true }))]
  return found.map(({ name }) => name)
}
