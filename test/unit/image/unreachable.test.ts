import { expect, test } from 'vitest'
import { Images } from '../../../src/image/images.js'
import { System } from '../../../src/system/system.js'
import { openEngine } from '../../engine/open-engine.js'

const engine = openEngine('/nonexistent/engine.sock')
const images = new Images(engine)
const system = new System(engine)

test.each<[string, () => Promise<unknown>]>([
  ['SystemPing', () => system.ping()],
  ['SystemVersion', () => system.version()],
  ['SystemInfo', () => system.info()],
  ['SystemEvents', () => system.events().next()],
  ['ImageList', () => images.list()],
  ['ImageInspect', () => images.inspect('a')],
  ['ImageCreate, to pull', () => images.pull('a')],
  ['ImageCreate, to import', () => images.import(new Uint8Array(1), { name: 'a' })],
  ['ImageDelete', () => images.remove('a')],
  ['ImageTag', () => images.ref('a').tag('b')],
  ['ImageHistory', () => images.ref('a').history()],
  ['ImagePrune', () => images.prune()],
  ['ImageGet', async () => (await images.save('a')).next()],
  ['ImageLoad', () => images.load(new Uint8Array(1))],
])('without an engine, %s says where it looked and why that did not work', async (_, call) => {
  await expect(call()).rejects.toMatchObject({
    name: 'ConnectionError',
    code: 'ENGINE_UNREACHABLE',
    sent: 'no',
    details: { tried: [{ host: 'unix:///nonexistent/engine.sock', why: 'missing' }] },
  })
})
