import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { lab } from '../lab/lab.js'
import { atTerminal } from './at-terminal.js'
import { sideBySide } from './each-engine.js'
import { imageArchive } from './image/tar.js'
import { unique } from './open-engine.js'
import { lockedRegistry, lockedUser } from './registries.js'
import { runScript } from './run-script.js'

const folder = new URL('../../examples/', import.meta.url)

/** What each example must have printed. */
const facts: Readonly<Record<string, readonly RegExp[]>> = {
  '01-list-and-inspect.ts': [
    /^bridge +bridge +local$/m,
    /bridge is a bridge network with 172\.17\.0\.0\/16/,
    /docker0/,
  ],
  '02-bridge-create-and-run.ts': [/mynetwork_container is .*: inside it\? true/, /inet addr/],
  '03-disconnect-and-connect.ts': [
    /connected: +eth0 lo, address/,
    /disconnected: lo, 0 networks/,
    /the same process all the while\? true/,
  ],
  '04-subnet-ip-range-gateway.ts': [
    /from the range: 172\.72\.0\.\d+/,
    /outside the range: 172\.72\.1\.10/,
    /default via 172\.72\.0\.1/,
    /RANGE_OUTSIDE_SUBNET: /,
  ],
  '05-host.ts': [/the same name\? true/, /does not see: 0/],
  '06-none.ts': [/^lo /m, /removed again\? true/],
  '07-container-mode.ts': [/one address\? true/, /one MAC\? true/],
  '08-net-alias.ts': [
    /network_alias_container1 is .* found by its alias/,
    /(lookup: (\d+\.){3}\d+ (\d+\.){3}\d+ (\d+\.){3}\d+\n){6}/,
    / 0% packet loss/,
  ],
  '09-dig.ts': [/(alicek106\..*\sA\s.*\n){3}/, /SERVER: 127\.0\.0\.11/, /lookup\(\): \S+ \S+ \S+\n/],
  '11-veth-and-docker0.ts': [
    /veth_1: eth0 <-> veth\w+ on docker0/,
    /veth_3 shares veth_1's: veth/,
    /docker0 is a bridge/,
  ],
  '12-addresses.ts': [
    /in order +first 10\.210\.0\.2, fixed 10\.210\.1\.10, second 10\.210\.0\.3\n/,
    /restarted alone +first 10\.210\.0\.2, /,
    /a third one came +first 10\.210\.0\.2, third 10\.210\.0\.3\n/,
    /all started again +first 10\.210\.0\.2, fixed 10\.210\.1\.10, second 10\.210\.0\.4, third 10\.210\.0\.3\n/,
  ],
  '19-build.ts': [
    /^1\/5 FROM busybox$/m,
    /^hello from files$/m,
    /^step 3 failed with 1: RUN test -e \/opt\/etc\/\.env$/m,
  ],
  '14-transport.ts': [
    /^SystemPing: GET \/_ping -> 200 \(/m,
    /^ContainerAttach: POST .*\/attach\S* -> 101 \(/m,
    /^ContainerDelete: DELETE .* -> 204 \(/m,
    /^hello$/m,
    /^NetworkInspect: GET .*\/networks\/gone -> 404 \(/m,
  ],
  '15-copy-files.ts': [
    /greet ended with 0/,
    /greeting: hello from a file/,
    /\/opt\/greet is a file of \d+ bytes, 755/,
    /came back the same\? true/,
    /PATH_NOT_FOUND: /,
  ],
  '16-from-dockerode.ts': [
    /attached: started/,
    /sorted: apple fig pear/,
    /the shell ended with 3/,
    /copied out: pear apple/,
    /uses memory\? true, \d+ processes/,
    /committed mooring-example:1/,
  ],
  '18-volumes.ts': [
    /^ {2}kept\n {2}Filesystem.*\n {2}tmpfs +16 /m,
    /^\/data of mooring-\S+, which is running: read-only\? true$/m,
    /^VOLUME_IN_USE: held by 1 container$/m,
    /^volume "data" exists, and differs in Options\.type, Options\.device$/m,
    /^[1-9]\d* of \d+ volumes are in use; \d+ bytes$/m,
  ],
  '20-test-fixture.ts': [/ready, at http:\/\/127\.0\.0\.1:\d+\//, /# pass 2$/m, /# fail 0$/m],
  '21-replace.ts': [
    /^NOT_REPLACED: does the old one run\? true$/m,
    /^create web\ncreate beside\nstop web\nstart web\nwait web\nstop beside\nstart beside\nwait beside\nremove web$/m,
    /^another container\? true, at 10\.218\.0\.10, says hello$/m,
    /^its neighbour is with it\? true$/m,
  ],
  '22-hosts-file.ts': [
    /^joined:\n(?:\S+ \S+\.hosts_example\n){3}\n/m,
    /^(?:\d+\.){3}2 db\.hosts_example$/m,
    /^left:\n\n/m,
  ],
  '23-from-docker-run.ts': [
    /^it says: hello from a line$/m,
    /^ {2}--env 'GREETING=hello from a line' \\$/m,
    /^ {2}--memory 64m \\$/m,
    /^read again, it is the same line\? true$/m,
    /^COMMAND_LINE_UNREADABLE: \$\(id at column 15 would run a program; run it before/m,
    /^UNKNOWN_OPTION: docker run has no flag "--memroy"; did you mean "--memory"\?$/m,
    /^COMMAND_LINE_UNREADABLE: \| at column 18 would run another program; give one docker run alone$/m,
  ],
  '24-ensure-and-repair.ts': [
    /^once more, the same network\? true$/m,
    /^DIFFERS: network "shop" exists, and differs: IPAM\.Config\[0\]\.Subnet is /m,
    /^ACTIVE_ENDPOINTS: network "shop" differs, and cannot be replaced, held by mooring-/m,
    /^does not start: take it off: .*docker\.network\.repair\("mooring-/m,
    /^put on shop again: true true\n10\.219\.0\.10, as before: \{ alias: \[ 'www' \], ip: '10\.219\.0\.10' \}$/m,
  ],
  '25-free-subnets.ts': [
    /^the first free block: 10\.220\.0\.0\/24$/m,
    /^at once: 10\.220\.1\.0\/26 10\.220\.\d+\.\d+\/26$/m,
    /^free_first has 10\.220\.0\.0\/24: free_web$/m,
    /^kept for others: 10\.220\.8\.0\/24$/m,
    /^the host: \d+ routes and addresses in the way$/m,
  ],
  '26-reach.ts': [
    /^reach_web to reach_api: true, dial \d+\.\d+\.\d+\.3:80$/m,
    /^ {2}"reach_api" listens on \[::\]:80\n {2}tried: \S+:80 connected: a way, as predicted: true$/m,
    /^ {2}"reach_web" is on "reach_front", and .*; docker network connect reach_back reach_web$/m,
    /^ {2}tried: \S+:80 timed-out: no way, as predicted: true\nhost to reach_db: true, dial /m,
    /^ {2}tried: \S+:80 (?:timed-out|unreachable), \S+:\d+ refused, .*: no way, as predicted: true$/m,
    /^outside to reach_web: false$/m,
  ],
  '27-untrusted-code.ts': [
    /^good\.example: [0-9a-f]{12}\nbad\.example: refused$/m,
    /^good\.example: false, "cell_code" is on "cell", and "good\.example" is on "cell_world"$/m,
    /^host: false, the host has no address on network "cell": inhibit_ipv4$/m,
    /^outside: false, "cell_code" is on internal networks only/m,
  ],
  '28-plan.ts': [
    /^\+ network plan_front: bridge 10\.23\.0\.0\/24$/m,
    /^5 to add, 0 to change, 1 to remove$/m,
    /^done: remove bridge$/m,
    /^~ plan_web on plan_front: IPAMConfig\.IPv4Address is "10\.23\.0\.5", not "10\.23\.0\.6"$/m,
    /^and now: nothing to change$/m,
    /^members\.plan_web\.plan_frnot did you mean "plan_front"\?$/m,
    /^0 to add, 0 to change, 5 to remove$/m,
  ],
  '29-plan-from-compose.ts': [
    /^services\.web\.ports is left aside: it is set when a container is made/m,
    /^\+ compose_example-web-1 on compose_example_front: alias web www$/m,
    /^compose_example-web-1 and compose_example-db-1: true$/m,
  ],
  '30-topology.ts': [
    /^ {2}topology_back +bridge, internal, /m,
    /^ {4}topology_db +\S+ +@db/m,
    /^drawn: .*\.svg$/m,
    /^flowchart /m,
    /^lead out: topology_web$/m,
  ],
}
const elsewhere = ['10-macvlan-two-hosts.ts', '13-terminal.ts', '17-push-and-pull.ts']
const examples = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name))

test('every example is run by a test, and at most 40 lines long', () => {
  expect(examples).toEqual([...Object.keys(facts), ...elsewhere].sort())
  for (const name of examples) {
    const lines = readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n')
    expect(lines.length, name).toBeLessThanOrEqual(40)
  }
})

// Each on one of the two, the oldest and the newest in turn: what holds between them, the tests of each verb show.
const turns = Object.entries(facts).map(([name, expected], at) => ({
  name,
  expected,
  on: at % 2 === 0 ? 'e20' : 'newest',
}))
sideBySide(['e20', 'newest'], 'on %s', (engineName) => {
  test.each(turns.filter(({ on }) => on === engineName))(
    '$name prints what it is about, and leaves nothing',
    async ({ name, expected }) => {
      const { host } = await lab.engine(engineName)
      const { stdout, exitCode } = await runScript(`examples/${name}`, [], { DOCKER_HOST: host })
      for (const fact of expected) expect(stdout).toMatch(fact)
      expect(exitCode).toBe(0)
      expect(await made(host)).toEqual([])
    },
  )

  test('13-terminal.ts is a shell at a terminal, which goes on when it is left', async () => {
    const { host } = await lab.engine(engineName)
    const seen = await atTerminal(
      [fileURLToPath(new URL('13-terminal.ts', folder))],
      [
        ['wait', '# '],
        ['type', 'echo $((6*7))\n'],
        ['wait', '42'],
        ['type', '\u0010'],
        ['type', '\u0011'],
      ],
      { DOCKER_HOST: host },
    )
    expect(seen).toMatchObject({ exitCode: 0, restored: true, stepsLeft: [] })
    expect(seen.shown).toMatch(/mynetwork_container goes on without you, at (\d+\.){3}2/)
    expect(await made(host)).toEqual([])
  })

  test('13-terminal.ts ends with its shell, and says how', async () => {
    const { host } = await lab.engine(engineName)
    const seen = await atTerminal(
      [fileURLToPath(new URL('13-terminal.ts', folder))],
      [
        ['wait', '# '],
        ['type', 'exit 5\n'],
      ],
      { DOCKER_HOST: host },
    )
    expect(seen).toMatchObject({ exitCode: 0, restored: true, stepsLeft: [] })
    expect(seen.shown).toContain('mynetwork_container ended with exit code 5')
    expect(await made(host)).toEqual([])
  })
})

test('17-push-and-pull.ts draws a bar of each way, full in the end, and leaves nothing', async () => {
  const [e20, newest] = [await lab.engine('e20'), await lab.engine('newest')]
  await using docker = new Docker({ host: e20.host })
  await using other = new Docker({ host: newest.host })
  const repository = `${lockedRegistry}/${unique('mooring/example')}`
  const layers = [600_000, 200_000, 1_000].map((bytes) => randomBytes(bytes))
  const [image] = await docker.image.load(imageArchive(`${repository}:made`, layers))
  const args = [`${repository}:1`, `${repository}:made`, newest.host]
  const user = { REGISTRY_USER: lockedUser.username, REGISTRY_PASSWORD: lockedUser.password }
  const { stdout, exitCode } = await runScript('examples/17-push-and-pull.ts', args, { DOCKER_HOST: e20.host, ...user })
  for (const way of ['push', 'pull']) {
    const [drawn] = [...stdout.matchAll(new RegExp(`${way} .* (\\d+)/(\\d+) bytes`, 'g'))].slice(-1)
    expect(Number(drawn?.[1])).toBeGreaterThanOrEqual(800_000)
    expect(drawn?.[1]).toBe(drawn?.[2])
  }
  expect(stdout).toMatch(/the registry has sha256:[0-9a-f]{64}, which was pushed\? true\n/)
  expect(stdout).toMatch(/the same image\? true\n/)
  expect(exitCode).toBe(0)
  expect((await image?.inspect())?.RepoTags).toEqual([`${repository}:made`])
  await image?.remove()
  expect(await other.image.list({ reference: `${repository}:*` })).toEqual([])
})

test('10-macvlan-two-hosts.ts pings both ways between two hosts, and leaves nothing', async () => {
  const [a, b] = await lab.hosts()
  const { stdout, exitCode } = await runScript('examples/10-macvlan-two-hosts.ts', [a.host, b.host])
  expect(stdout).toMatch(/c1 192\.168\.0\.64 -> c2 192\.168\.0\.128: .* 0% packet loss/)
  expect(stdout).toMatch(/c2 192\.168\.0\.128 -> c1 192\.168\.0\.64: .* 0% packet loss/)
  expect(exitCode).toBe(0)
  expect([...(await made(a.host)), ...(await made(b.host))]).toEqual([])
})

/** What has the label of a client: an example removes all it makes. */
async function made(host: string): Promise<string[]> {
  await using docker = new Docker({ host })
  const containers = await docker.container.list({ all: true, label: 'mooring.session' })
  const networks = await docker.network.list({ label: 'mooring.session' })
  const volumes = await docker.volume.list({ label: 'mooring.session' })
  return [...containers, ...networks, ...volumes].map(({ name }) => name)
}
