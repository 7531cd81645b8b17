import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Docker } from '../../src/docker.js'
import { programsOf, runPrograms } from './docs-programs.js'
import { tarOf } from './image/tar.js'
import { busybox, openDocker, sleeper } from './open-docker.js'
import { unique } from './open-engine.js'
import { lockedRegistry, lockedUser, openRegistry } from './registries.js'

// nginx:alpine of the lab is a stand-in, without the folders that a page copies
const nginx = 'docs/nginx:1'
const dockerfile = `FROM nginx:alpine
RUN mkdir -p /usr/share/nginx/html /etc/nginx/conf.d /var/log/nginx && echo 'events {}' > /etc/nginx/nginx.conf`
const private_ = `${lockedRegistry}/team/docs:1`
let docker: Docker

beforeAll(async () => {
  docker = await openDocker('newest')
  await docker.image.build({ Dockerfile: dockerfile }).tag(nginx).create()
  await docker.image.ref(busybox).tag(private_)
  await docker.image.push(private_, { auth: lockedUser })
})
afterAll(async () => {
  for (const name of [nginx, private_]) await docker.image.remove(name)
  await docker.close()
})

const files = {
  'site/index.html': 'hello',
  'site.tar': tarOf('about.html', Buffer.from('about')),
  'app/Dockerfile': 'FROM alpine\nARG VERSION\nRUN echo version $VERSION',
  'app.tar': tarOf('Dockerfile', Buffer.from('FROM alpine\n')),
  'rootfs.tar': tarOf('file', Buffer.from('content')),
}
const env = { REGISTRY_PASSWORD: lockedUser.password, DOCKER_BUILDKIT: '0' }

/** What the programs of some pages print. The last of containers.md is 13-terminal.ts of examples. */
const printed: readonly (readonly [pages: readonly string[], facts: readonly RegExp[]])[] = [
  [
    ['copy-files.md', 'build.md'],
    [
      /^events \{\}\n\n\/\S+\/out\n\d+\nfile \d+ 644 2\S+Z undefined\nStep 1\/3 : FROM alpine$/m,
      /^sha256:\w+ team\/app:1\n1\/2 FROM alpine/m,
      /^step 2, RUN make, ended with 127 \[ '.*make: not found' \]$/m,
      /^sha256:\w+\n\d+ bytes free\n$/m,
    ],
  ],
  [
    ['health.md', 'limits.md'],
    [
      /^ready, and answers with 200\n3 \[ 'no database' \]\n\d+\.\d % of a CPU, \d+ of \d+ bytes, \d+ processes$/m,
      /^first count \d+\n\d+\.\d % \d+\n/m,
      /^\[\]\ncpu-shares .*\nteam\/web:2 sha256:\w+\n$/m,
    ],
  ],
  [
    ['images.md', 'transport.md', 'start.md'],
    [
      /^\d+ deleted, \d+ bytes free$/m,
      /^unix:\S+ \(DOCKER_HOST\), API 1\.\d+$/m,
      /^bridge bridge$/m,
      /^\S+ is (?:\d+\.){3}\d+$/m,
      /^[0-9a-f]{64}$/m,
    ],
  ],
  [['containers.md'], [/^0 .*\blo\b/m, /^443 is published at \S+, port \d+$/m, /^true\n127\.0\.0\.1/m, /^\d+\n$/m]],
]

test.each(printed)('the programs of %j run one after the other, as they stand', async (pages, facts) => {
  await using _ = await docker.container.run(nginx).name('web').start()
  const programs = programsOf(...pages).filter((one) => !one.includes('attachTerminal'))
  const { stdout, exitCode } = await runPrograms(programs.map(inLab), { files, env })
  for (const fact of facts) expect(stdout).toMatch(fact)
  expect(exitCode).toBe(0)
  if (pages.includes('start.md')) await docker.network.remove('front') // which it says is kept
})

test('those of streams.md, the last of which gets Ctrl-C', async () => {
  await using net = await docker.network.bridge(unique('docs')).create()
  await using web = await docker.container.run(busybox, 'echo', 'hello').name('web').start()
  await web.wait()
  await using other = await sleeper(docker).start()
  const [events = '', logs = '', last = ''] = programsOf('streams.md')
  const program = { ended: false }
  const running = runPrograms([events, logs, atCall('SystemEvents'), last].map(inLab)).finally(
    () => (program.ended = true),
  )
  while (!program.ended) {
    await net.connect(other)
    await net.disconnect(other)
  }
  const { stdout, exitCode } = await running
  expect(stdout).toMatch(new RegExp(`^(?:connect|disconnect) ${net.name} `))
  expect(stdout).toMatch(/^\S+Z stdout hello\nhello\n0\n/m)
  expect(stdout).toContain('Error: stopped\n')
  expect(exitCode).toBe(1)
})

test('those of interrupts.md, the first of which gets Ctrl-C, and leaves nothing', async () => {
  const before = await leftOf(docker)
  const [interrupted = '', ...others] = programsOf('interrupts.md').map(inLab)
  const { stdout, exitCode } = await runPrograms([...others, atCall('ContainerWait'), interrupted])
  expect(stdout).toMatch(/^(?:\d+\.){3}\d+\n$/)
  expect(exitCode).toBe(130)
  const kept = (await leftOf(docker)).filter((name) => !before.includes(name))
  expect(kept.length).toBe(1) // by the program that ends no block
  for (const name of kept) await docker.container.remove(name, { force: true })
})

/** What has the label of a client. */
async function leftOf({ container, network }: Docker): Promise<readonly string[]> {
  const label = 'mooring.session'
  return [...(await container.list({ all: true, label })), ...(await network.list({ label }))].map(({ name }) => name)
}

/** What a page names that the lab has under another name. */
function inLab(program: string): string {
  return (
    program
      .replaceAll("pull('nginx:alpine'", `pull('${openRegistry}/lab/busybox:1'`)
      .replaceAll("'nginx:alpine'", `'${nginx}'`)
      .replaceAll("'alpine:3.20'", `'${openRegistry}/lab/busybox:1'`)
      .replaceAll('registry.example/team/app:1', private_)
      .replaceAll("username: 'ci'", `username: '${lockedUser.username}'`)
      // its registry has images for its own platform
      .replaceAll("'linux/arm64'", `'linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}'`)
      // the lab has no BuildKit
      .replaceAll("'buildx', 'build', '--load'", "'build'")
  )
}

/** A program that gets Ctrl-C at a call. */
function atCall(operation: string): string {
  return `import { subscribe } from 'node:diagnostics_channel'
subscribe('mooring:call', (call) => {
  if ((call as { operation: string }).operation === '${operation}') process.kill(process.pid, 'SIGINT')
})`
}
