import { describe, expect, test } from 'vitest'
import { Docker } from '../../src/docker.js'
import { MooringError } from '../../src/errors/base.js'
import type { CallOptions } from '../../src/engine/call/call-options.js'
import type { Container } from '../../src/container/container.js'
import type { Network } from '../../src/network/network.js'
import type { Image } from '../../src/image/image.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { answer, json } from './http.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()

type Verb = (docker: Docker, options: CallOptions) => Promise<unknown>

const container = (docker: Docker): Container => docker.container.ref('c1')
const network = (docker: Docker): Network => docker.network.ref('front')
const image = (docker: Docker): Image => docker.image.ref('alpine')

async function readOf(items: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const item of items) count += item === undefined ? 0 : 1
  return count
}

/** Every verb that asks an engine, by the way a caller writes it. */
const verbs: Readonly<Record<string, Verb>> = {
  'docker.ping': (docker, options) => docker.ping(options),
  'docker.version': (docker, options) => docker.version(options),
  'docker.info': (docker, options) => docker.info(options),
  'docker.describeConnection': (docker, options) => docker.describeConnection(options),
  'docker.call': (docker, options) => docker.call('NetworkList', {}, options),
  'docker.events': (docker, { signal }) => readOf(docker.events({}, { signal })),
  'docker.host.links': (docker, options) => docker.host.links(options),

  'docker.network.list': (docker, options) => docker.network.list({}, options),
  'docker.network.get': (docker, options) => docker.network.get('front', options),
  'docker.network.find': (docker, options) => docker.network.find('front', options),
  'docker.network.exists': (docker, options) => docker.network.exists('front', options),
  'docker.network.inspect': (docker, options) => docker.network.inspect('front', options),
  'docker.network.remove': (docker, options) => docker.network.remove('front', options),
  'docker.network.remove, with detach': (docker, options) =>
    docker.network.remove('front', { detach: true, ...options }),
  'docker.network.connect': (docker, options) => docker.network.connect('front', 'c1', {}, options),
  'docker.network.disconnect': (docker, options) => docker.network.disconnect('front', 'c1', options),
  'docker.network.freeSubnet': (docker, options) => docker.network.freeSubnet({ size: 24 }, options),
  'docker.network.bridge().create': (docker, options) => docker.network.bridge('front').create(options),
  'docker.network.macvlan().create': (docker, options) =>
    docker.network.macvlan('front').parent('eth0').create(options),
  'network.inspect': (docker, options) => network(docker).inspect(options),
  'network.connect': (docker, options) => network(docker).connect('c1', {}, options),
  'network.disconnect': (docker, options) => network(docker).disconnect('c1', options),
  'network.members': (docker, options) => network(docker).members(options),
  'network.lookup': (docker, options) => network(docker).lookup('web', options),
  'network.remove': (docker, options) => network(docker).remove(options),

  'docker.container.get': (docker, options) => docker.container.get('c1', options),
  'docker.container.find': (docker, options) => docker.container.find('c1', options),
  'docker.container.exists': (docker, options) => docker.container.exists('c1', options),
  'docker.container.inspect': (docker, options) => docker.container.inspect('c1', options),
  'docker.container.remove': (docker, options) => docker.container.remove('c1', options),
  'docker.container.run().create': (docker, options) => docker.container.run('alpine').create(options),
  'docker.container.run().start': (docker, options) => docker.container.run('alpine').start(options),
  'docker.container.run().output': (docker, options) => docker.container.run('alpine', 'true').output(options),
  'docker.container.run().attach': (docker, options) => docker.container.run('alpine').attach(options),
  'container.start': (docker, options) => container(docker).start(options),
  'container.stop': (docker, options) => container(docker).stop(options),
  'container.restart': (docker, options) => container(docker).restart(options),
  'container.kill': (docker, options) => container(docker).kill('SIGTERM', options),
  'container.pause': (docker, options) => container(docker).pause(options),
  'container.unpause': (docker, options) => container(docker).unpause(options),
  'container.wait': (docker, options) => container(docker).wait(options),
  'container.remove': (docker, options) => container(docker).remove(options),
  'container.rename': (docker, options) => container(docker).rename('c2', options),
  'container.inspect': (docker, options) => container(docker).inspect(options),
  'container.top': (docker, options) => container(docker).top(options),
  'container.changes': (docker, options) => container(docker).changes(options),
  'container.resize': (docker, options) => container(docker).resize({ rows: 1, columns: 1 }, options),
  'container.ip': (docker, options) => container(docker).ip(undefined, options),
  'container.ips': (docker, options) => container(docker).ips(options),
  'container.mac': (docker, options) => container(docker).mac(undefined, options),
  'container.lookup': (docker, options) => container(docker).lookup('web', options),
  'container.veth': (docker, options) => container(docker).veth(undefined, options),
  'container.port': (docker, options) => container(docker).port(80, options),
  'container.attach': (docker, options) => container(docker).attach(options),
  'container.logs': (docker, options) => readOf(container(docker).logs(options)),
  'container.logs().lines': (docker, options) => readOf(container(docker).logs(options).lines()),
  'container.logs().text': (docker, options) => container(docker).logs(options).text(),
  'container.exec().output': (docker, options) => container(docker).exec('true').output(options),
  'container.exec().attach': (docker, options) => container(docker).exec('true').attach(options),
  'container.exec().detach': (docker, options) => container(docker).exec('true').detach(options),

  'docker.image.list': (docker, options) => docker.image.list({}, options),
  'docker.image.get': (docker, options) => docker.image.get('alpine', options),
  'docker.image.find': (docker, options) => docker.image.find('alpine', options),
  'docker.image.inspect': (docker, options) => docker.image.inspect('alpine', options),
  'docker.image.remove': (docker, options) => docker.image.remove('alpine', options),
  'docker.image.pull': (docker, options) => docker.image.pull('alpine', options),
  'docker.image.import': (docker, options) => docker.image.import(new Uint8Array(1024), { name: 'base', ...options }),
  'docker.image.load': (docker, options) => docker.image.load(new Uint8Array(1024), options),
  'docker.image.save': async (docker, options) => readOf(await docker.image.save('alpine', options)),
  'image.inspect': (docker, options) => image(docker).inspect(options),
  'image.history': (docker, options) => image(docker).history(options),
  'image.tag': (docker, options) => image(docker).tag('team/app:1', options),
  'image.remove': (docker, options) => image(docker).remove(options),
}

const every = (script: Script): Readonly<Record<string, Script>> => ({
  'GET /*': script,
  'POST /*': script,
  'PUT /*': script,
  'DELETE /*': script,
  'GET /info': script,
})

/** What asks for a ping only, which the engine of most of these tests answers. */
const pings = ['docker.ping', 'docker.describeConnection']

interface Way {
  readonly scripts: Readonly<Record<string, Script>>
  readonly options?: CallOptions
  /** For what a verb without a deadline of its own, or without a reply, does not fail by. */
  readonly mayPass?: readonly string[]
  /** Before the call. */
  readonly first?: (docker: Docker) => Promise<void>
}

/** Says nothing, but that what was given up is not there. */
const silentButForUndoing: Script = (peer, { method, query }) => {
  if (method === 'DELETE') return peer.send(json({ message: 'No such container: c1' }, 404))
  return query.get('filters')?.includes('mooring.call') === true ? peer.send(json([])) : undefined
}

const refusal = json({ message: 'boom' }, 500)
const withoutReply = [
  'connect',
  'disconnect',
  'kill',
  'pause',
  'unpause',
  'rename',
  'resize',
  'tag',
  'remove',
  'start',
  'stop',
  'restart',
]

const ways: Readonly<Record<string, Way>> = {
  'the engine refuses': { scripts: every((peer) => peer.send(refusal)), mayPass: pings },
  'the engine does not say which API it speaks': { scripts: { 'GET /_ping': (peer) => peer.send(refusal) } },
  'the engine knows nothing': { scripts: {}, mayPass: [...pings, 'docker.info'] },
  'the connection breaks': { scripts: every((peer) => peer.cut()), mayPass: pings },
  'the reply is cut': {
    scripts: every((peer) => {
      peer.socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n[1')
    }),
    mayPass: pings,
  },
  'the reply is no JSON': {
    scripts: every((peer) => peer.send(answer(200, {}, '<html></html>'))),
    mayPass: [...pings, ...withoutReply, 'docker.image.save'],
  },
  'the time is up': {
    scripts: every(silentButForUndoing),
    options: { timeout: 20 },
    mayPass: [...pings, 'docker.events'],
  },
  'the time is up at the first question': {
    scripts: { 'GET /_ping': () => undefined },
    options: { timeout: 20 },
    mayPass: ['docker.events'],
  },
  'the client is closed': { scripts: {}, first: (docker) => docker.close() },
  'an option cannot be': { scripts: {}, options: { timeout: -1 }, mayPass: [...pings, 'docker.events'] },
}

/** The line that must be in the stack. */
async function theCaller(verb: Verb, docker: Docker, options: CallOptions): Promise<unknown> {
  try {
    await verb(docker, options)
    return undefined
  } catch (error) {
    return error
  }
}

/** The verbs that fail without a stack that leads to the caller. */
async function lost(docker: Docker, { options = {}, mayPass = [] }: Way): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [name, verb] of Object.entries(verbs)) {
    if (mayPass.includes('docker.events') && name === 'docker.events') continue // it takes no timeout
    const error = await theCaller(verb, docker, options)
    if (error === undefined && mayPass.some((word) => name.includes(word))) continue
    if (!MooringError.is(error)) wrong.push(`${name}: ${String(error)}`)
    else if (!/theCaller .*caller-line\.test\.ts:\d+/.test(error.stack ?? ''))
      wrong.push(`${name}: ${error.stack ?? ''}`)
  }
  return wrong
}

describe('the line of the caller is in the stack of every rejected call', () => {
  test.each(Object.entries(ways))('when %s', async (_, way) => {
    await using engine = await fakeEngine(way.scripts)
    const docker = new Docker({ host: `unix://${engine.path}` })
    await way.first?.(docker)
    const without = await lost(docker, way)
    // an engine that does not answer does not undo, either
    await docker.close().catch((error: unknown) => expect(error).toMatchObject({ code: 'STILL_THERE' }))
    expect(without).toEqual([])
  })

  test('when it is refused before it is sent', async () => {
    await using engine = await fakeEngine({})
    const { docker } = engine
    await docker.ping() // from now on the API version is known, and nothing stands between the call and its refusal
    const refused: Readonly<Record<string, Verb>> = {
      platform: () => docker.image.pull('alpine', { platform: 'a/b/c/d/e' }),
      condition: () => container(docker).wait({ condition: 'removd' as never }),
      filters: () => docker.call('NetworkPrune', { query: { filters: { 'label!': ['a', 'b'] as never } } }),
      body: () => docker.call('NetworkCreate', { body: {} as never }),
      reference: () => docker.container.inspect(''),
      image: () => docker.image.inspect('..'),
      header: () => docker.call('NetworkList', { headers: { host: 'a' } }),
      psArgs: () => container(docker).top({ psArgs: 1 as never }),
      option: () => network(docker).inspect({ verbse: true } as never),
      prune: () => docker.network.prune({ until: 'soon' }),
      list: () => docker.container.list({ status: 'runing' as never }),
    }
    for (const [name, verb] of Object.entries(refused)) {
      const error = await theCaller(verb, docker, {})
      expect(error, name).toBeInstanceOf(MooringError)
      expect((error as Error).stack, name).toMatch(/theCaller .*caller-line\.test\.ts:\d+/)
    }
  })

  test('when there is no engine', async () => {
    await using docker = new Docker({ host: 'unix:///nobody.sock' })
    expect(await lost(docker, { scripts: {} })).toEqual([])
  })
})
