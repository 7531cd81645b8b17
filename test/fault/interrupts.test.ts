import { beforeAll, expect, test } from 'vitest'
import { buildProgram, interrupted } from '../engine/session/interrupts.js'
import { fakeEngine, type Script } from './fake-engine.js'
import { json } from './http.js'
import { keepProcessQuiet } from './quiet-process.js'

keepProcessQuiet()
beforeAll(buildProgram)

const made = (id: string) => json({ Id: id, Warning: '' }, 201)
const create: Script = (peer) => peer.send(made('net'))
const inspect: Script = (peer) => peer.send(json({ Id: 'net', Name: 'net', Containers: {} }))

test('a second signal does not wait for what an engine takes its time to remove', async () => {
  await using engine = await fakeEngine({
    'POST /networks/create': create,
    'GET /networks/net': inspect,
    'GET /events': () => undefined,
    'DELETE /networks/net': () => undefined,
  })
  const { child, ready, ended } = interrupted('watching', `unix://${engine.path}`, 'x')
  await ready
  child.kill('SIGINT')
  await engine.arrival('DELETE /networks/net')
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGINT' })
})

test('what could not be removed is printed, and the program ends by the signal all the same', async () => {
  await using engine = await fakeEngine({
    'POST /networks/create': create,
    'GET /networks/net': inspect,
    'GET /events': () => undefined,
    'DELETE /networks/net': (peer) => peer.send(json({ message: 'no' }, 500)),
  })
  const { child, ready, ended } = interrupted('watching', `unix://${engine.path}`, 'x')
  await ready
  child.kill('SIGINT')
  const { signal, stderr } = await ended
  expect(signal).toBe('SIGINT')
  expect(stderr).toMatch(/MooringWarning: .*network x-net/)
})

test('a pull that runs is cancelled, and the signal ends a program that made nothing', async () => {
  await using engine = await fakeEngine({ 'POST /images/create': () => undefined })
  const { child, ready, ended } = interrupted('pulling', `unix://${engine.path}`, 'x')
  await ready
  const { peer } = await engine.arrival('POST /images/create')
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ exitCode: null, signal: 'SIGINT', stderr: '' })
  await peer.closed
})
