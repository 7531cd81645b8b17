import { expect, test } from 'vitest'
import type { Docker } from '../../src/docker.js'
import { UsageError } from '../../src/errors/usage.js'
import { fakeEngine } from './fake-engine.js'
import { rejection } from './outcome.js'

const nothing = null as never

const verbs: Readonly<Record<string, (docker: Docker) => Promise<unknown>>> = {
  'docker.ping': (docker) => docker.ping(nothing),
  'docker.version': (docker) => docker.version(nothing),
  'docker.info': (docker) => docker.info(nothing),
  'container.inspect': (docker) => docker.container.ref('web').inspect(nothing),
  'container.top': (docker) => docker.container.ref('web').top(nothing),
  'container.changes': (docker) => docker.container.ref('web').changes(nothing),
  'container.unpause': (docker) => docker.container.ref('web').unpause(nothing),
  'containers.get': (docker) => docker.container.get('web', nothing),
  'containers.list': (docker) => docker.container.list(nothing),
  'image.remove': (docker) => docker.image.ref('app').remove(nothing),
  'image.tag': (docker) => docker.image.ref('app').tag('app:2', nothing),
  'images.list': (docker) => docker.image.list(nothing),
  'images.list, the second': (docker) => docker.image.list({}, nothing),
  'images.load': (docker) => docker.image.load(new Uint8Array(1), nothing),
  'images.import': (docker) => docker.image.import(new Uint8Array(1), nothing),
  'images.import, none at all': (docker) => docker.image.import(new Uint8Array(1), undefined as never),
  'networks.list': (docker) => docker.network.list({}, nothing),
  'volume.inspect': (docker) => docker.volume.ref('data').inspect(nothing),
  'volumes.get': (docker) => docker.volume.get('data', nothing),
  'volumes.list': (docker) => docker.volume.list({}, nothing),
}

test.each(Object.entries(verbs))('%s with null for its options is refused before a byte is sent', async (_, call) => {
  await using engine = await fakeEngine({})
  expect(await rejection(Promise.resolve().then(() => call(engine.docker)))).toBeInstanceOf(UsageError)
  expect(engine.requests).toEqual([])
})

const chains: Readonly<Record<string, (docker: Docker) => unknown>> = {
  'network.subnet': (docker) => docker.network.bridge('front').subnet('10.1.0.0/24', nothing),
  'network.subnet, a free one': (docker) => docker.network.bridge('front').subnet({ size: 24 } as never, nothing),
  'network.use': (docker) => docker.network.bridge('front').use(nothing),
  'container.use': (docker) => docker.container.run('alpine').use(5 as never),
  'container.restart': (docker) => docker.container.run('alpine').restart(Symbol('always') as never),
  'image.use': (docker) => docker.image.build('.').use('nothing' as never),
  'volume.use': (docker) => docker.volume.local('data').use(undefined as never),
}

test.each(Object.entries(chains))('%s takes nothing that is none', async (_, chain) => {
  await using engine = await fakeEngine({})
  expect(() => chain(engine.docker)).toThrow(UsageError)
})
