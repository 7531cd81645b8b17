import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OwnedContainer } from '../../src/container/container.js'
import type { ContainerCreateRequest } from '../../src/container/wire/create.js'
import type { Docker } from '../../src/docker.js'
import type { ErrorCode } from '../../src/errors/codes.js'
import { EngineError } from '../../src/errors/engine.js'
import type { OwnedNetwork } from '../../src/network/network.js'
import { tarOf } from './image/tar.js'
import { onEachEngine } from './each-engine.js'
import { busybox, openDocker, sleeper } from './open-docker.js'
import { unique } from './open-engine.js'

/** One of each state that a container can be in, and a network that `running` is on. */
interface Things {
  readonly docker: Docker
  readonly running: OwnedContainer
  readonly paused: OwnedContainer
  readonly made: OwnedContainer
  readonly ended: OwnedContainer
  readonly unlogged: OwnedContainer
  readonly net: OwnedNetwork
}

type Provoked = readonly [what: string, code: ErrorCode, provoke: (things: Things) => Promise<unknown>]

/** A body that the builder would refuse before it is sent. */
async function create({ docker }: Things, body: Partial<ContainerCreateRequest>): Promise<void> {
  const { Id } = await docker.call('ContainerCreate', { body: { Image: busybox, Cmd: ['sleep', '600'], ...body } })
  try {
    await docker.container.ref(Id).start()
  } finally {
    await docker.container.remove(Id, { force: true })
  }
}

const host = (HostConfig: ContainerCreateRequest['HostConfig']): Partial<ContainerCreateRequest> => ({ HostConfig })

async function inEach(things: Things, use: (container: OwnedContainer) => Promise<unknown>): Promise<unknown> {
  for (const container of [things.made, things.ended]) {
    const refused: unknown = await use(container).catch((error: unknown) => error)
    if (container === things.ended) throw refused
    expect(refused).toMatchObject({ code: 'NOT_RUNNING' })
  }
  return undefined
}

const ofContainers: readonly Provoked[] = [
  ['pause of what does not run', 'NOT_RUNNING', (t) => inEach(t, (container) => container.pause())],
  ['kill of what does not run', 'NOT_RUNNING', (t) => inEach(t, (container) => container.kill())],
  ['resize of what does not run', 'NOT_RUNNING', (t) => inEach(t, (one) => one.resize({ rows: 1, columns: 1 }))],
  ['top of what does not run', 'NOT_RUNNING', (t) => inEach(t, (container) => container.top())],
  ['exec in what does not run', 'NOT_RUNNING', (t) => inEach(t, (container) => container.exec('true').output())],
  ['unpause of what runs', 'NOT_PAUSED', ({ running }) => running.unpause()],
  ['unpause of what ended', 'NOT_PAUSED', ({ ended }) => ended.unpause()],
  ['pause of what is paused', 'CONTAINER_PAUSED', ({ paused }) => paused.pause()],
  ['start of what is paused', 'CONTAINER_PAUSED', ({ paused }) => paused.start()],
  ['exec in what is paused', 'CONTAINER_PAUSED', ({ paused }) => paused.exec('true').output()],
  ['removal of what is paused', 'CONTAINER_PAUSED', ({ docker, paused }) => docker.container.remove(paused.name)],
  ['removal of what runs', 'STILL_RUNNING', ({ docker, running }) => docker.container.remove(running.name)],
  ['a signal that there is not', 'BAD_REQUEST', ({ running }) => running.kill('SIGNOSUCH')],
  ['arguments that ps does not know', 'BAD_REQUEST', ({ running }) => running.top({ psArgs: '-Znosuch' })],
  ['rename to a taken name', 'NAME_TAKEN', ({ running, paused }) => running.rename(paused.name)],
  ['rename to the same name', 'NAME_TAKEN', ({ running }) => running.rename(running.name)],
  ['create with a taken name', 'NAME_TAKEN', ({ docker, running }) => sleeper(docker).name(running.name).create()],
  ['logs that nobody can read', 'LOGS_UNREADABLE', ({ unlogged }) => unlogged.logs().text()],
]

const ofPrograms: readonly Provoked[] = [
  ['a user that is not there', 'USER_NOT_FOUND', ({ docker }) => sleeper(docker).user('nosuchuser').start()],
  ['exec of a program that is not there', 'COMMAND_NOT_FOUND', ({ running }) => running.exec('nosuch').output()],
  ['exec of a whole line', 'COMMAND_NOT_FOUND', ({ running }) => running.exec('ls -la /').output()],
  ['exec of what is no program', 'COMMAND_NOT_FOUND', ({ running }) => running.exec('/etc/passwd').output()],
  ['exec as a user that is not there', 'USER_NOT_FOUND', ({ running }) => running.exec('id').user('nosuch').output()],
  ['exec where there is no directory', 'BAD_REQUEST', ({ running }) => running.exec('id').workdir('/nosuch').output()],
]

const ofCreate: readonly Provoked[] = [
  ['an image that is not there', 'NOT_FOUND', (t) => create(t, { Image: 'nosuch/image:1' })],
  [
    'a directory to mount that is missing',
    'MOUNT_SOURCE_MISSING',
    (t) => create(t, host({ Mounts: [{ Type: 'bind', Source: '/nosuch-dir', Target: '/x' }] })),
  ],
  ['a network that is not there', 'NOT_FOUND', (t) => create(t, host({ NetworkMode: 'nosuch' }))],
  ['the network of nobody', 'NOT_FOUND', (t) => create(t, host({ NetworkMode: 'container:nosuch' }))],
  ['the network of what ended', 'NOT_RUNNING', (t) => create(t, host({ NetworkMode: `container:${t.ended.id}` }))],
  ['two mounts at one place', 'BAD_REQUEST', (t) => create(t, host({ Binds: ['/tmp:/x', '/etc:/x'] }))],
  ['too little memory', 'BAD_REQUEST', (t) => create(t, host({ Memory: 1000 }))],
  ['a capability that is not there', 'BAD_REQUEST', (t) => create(t, host({ CapAdd: ['NOSUCH'] }))],
  ['a runtime that is not there', 'DRIVER_NOT_FOUND', (t) => create(t, host({ Runtime: 'nosuch' }))],
  ['a port that is taken', 'PORT_IN_USE', (t) => create(t, published('18571'))],
  ['no free port of a range', 'PORT_IN_USE', (t) => create(t, published('18571-18572', 2))],
]

function published(HostPort: string, ports = 1): Partial<ContainerCreateRequest> {
  const names = ['80/tcp', '81/tcp'].slice(0, ports)
  return {
    ExposedPorts: Object.fromEntries(names.map((name) => [name, {}])),
    ...host({ PortBindings: Object.fromEntries(names.map((name) => [name, [{ HostPort }]])) }),
  }
}

const ofNetworks: readonly Provoked[] = [
  ['a network with a taken name', 'NAME_TAKEN', ({ docker, net }) => docker.network.bridge(net.name).create()],
  ['an overlay without a swarm', 'NOT_SWARM_MANAGER', ({ docker }) => docker.network.driver('overlay').create()],
  [
    'a second host network',
    'PREDEFINED_NETWORK',
    ({ docker }) => docker.call('NetworkCreate', { body: { Name: unique('re'), Driver: 'host' } }),
  ],
  ['removal of a predefined network', 'PREDEFINED_NETWORK', ({ docker }) => docker.network.remove('bridge')],
  ['removal of a network in use', 'ACTIVE_ENDPOINTS', ({ docker, net }) => docker.network.remove(net.name)],
  ['connect twice', 'ALREADY_ATTACHED', ({ running, net }) => net.connect(running)],
  ['connect nobody', 'NOT_FOUND', ({ net }) => net.connect('nosuch')],
  ['connect to host', 'NOT_CONNECTABLE', (t) => connect(t, 'host', {})],
  ['an address outside', 'ADDRESS_OUTSIDE_SUBNET', (t) => connect(t, t.net.id, { IPv4Address: '10.9.0.1' })],
  ['an address that is taken', 'ADDRESS_IN_USE', (t) => connect(t, t.net.id, { IPv4Address: '10.206.0.1' })],
  ['a fixed address on the default bridge', 'BAD_REQUEST', (t) => connect(t, 'bridge', { IPv4Address: '172.17.0.77' })],
  ['disconnect what is not on it', 'NOT_ATTACHED', ({ paused, net }) => net.disconnect(paused)],
]

async function connect({ docker, made }: Things, id: string, IPAMConfig: { IPv4Address?: string }): Promise<void> {
  // a running container on a network of its own: engines check addresses only of what runs
  await using one = await sleeper(docker).net('none').create()
  const container = id === 'host' ? made : one
  if (id !== 'host') await docker.network.disconnect('none', one)
  if (id !== 'host') await one.start()
  await docker.call('NetworkConnect', { id, body: { Container: container.id, EndpointConfig: { IPAMConfig } } })
}

const rootfs = tarOf('hello', Buffer.from('abc'))

const ofImages: readonly Provoked[] = [
  ['an image that nobody has', 'NOT_FOUND', ({ docker }) => docker.image.inspect('nosuch')],
  [
    'a tag that cannot be',
    'BAD_REQUEST',
    ({ docker }) => docker.call('ImageTag', { name: busybox, query: { repo: 'UPPER' } }),
  ],
  ['a registry that is not there', 'REGISTRY_UNREACHABLE', ({ docker }) => docker.image.pull('127.0.0.1:1/x:1')],
  ['load of a root file system', 'NOT_AN_IMAGE_ARCHIVE', ({ docker }) => docker.image.load(rootfs)],
  [
    'load of a damaged archive',
    'ARCHIVE_UNREADABLE',
    ({ docker }) => docker.image.load(gzipSync(rootfs).subarray(0, 40)),
  ],
  [
    'a change that is none',
    'BAD_REQUEST',
    ({ docker }) => docker.image.import(rootfs, { name: unique('re'), changes: ['NOSUCH x'] }),
  ],
]

/** Ends without a remedy are for what nobody has seen yet. */
const remediless: readonly ErrorCode[] = ['CONFLICT', 'SERVER_ERROR', 'UNAVAILABLE']

onEachEngine('what engine %s refuses has a code and a remedy', (engineName) => {
  let things: Things
  beforeAll(async () => {
    const docker = await openDocker(engineName)
    const net = await docker.network.bridge(unique('re')).subnet('10.206.0.0/24').create()
    const [running, paused, made, ended, unlogged] = await Promise.all([
      sleeper(docker).publish('18571:80').publish('18572:81').net(net).start(),
      sleeper(docker).start(),
      sleeper(docker).create(),
      docker.container.run(busybox, 'sh', '-c', 'echo the last words; exit 3').start(),
      sleeper(docker)
        .raw({ HostConfig: { LogConfig: { Type: 'none', Config: {} } } })
        .start(),
    ])
    await paused.pause()
    await ended.wait()
    things = { docker, running, paused, made, ended, unlogged, net }
  })
  afterAll(async () => {
    await things.docker.cleanup()
    await things.docker.close()
  })

  test.each([...ofContainers, ...ofPrograms, ...ofCreate, ...ofNetworks, ...ofImages])(
    '%s',
    async (_, code, provoke) => {
      const refused: unknown = await provoke(things).catch((error: unknown) => error)
      if (!(refused instanceof EngineError)) throw refused
      expect(refused.code).toBe(code)
      expect(remediless).not.toContain(refused.code)
      expect(refused.hint ?? '').not.toBe('')
      expect(refused.message).toContain(`hint: ${refused.hint ?? ''}`)
    },
  )
})
