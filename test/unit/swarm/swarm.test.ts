import { expect, test } from 'vitest'
import { Swarm } from '../../../src/swarm/swarm.js'
import { fakeEngine, json } from '../fake-engine.js'

const token = 'SWMTKN-1-secret'

test.each<[string, (swarm: Swarm) => Promise<unknown>, object]>([
  ['a misspelt option', (s) => s.init({ advertise: 'eth0' } as never), { code: 'UNKNOWN_OPTION' }],
  ['an address that is no text', (s) => s.init({ advertiseAddr: 5 as never }), { code: 'INVALID_ARGUMENT' }],
  ['a port that is no number', (s) => s.init({ dataPathPort: '4789' as never }), { code: 'INVALID_ARGUMENT' }],
  ['no pool', (s) => s.init({ defaultAddrPool: [] }), { code: 'INVALID_ARGUMENT' }],
  ['settings that are none', (s) => s.init({ spec: [] as never }), { code: 'INVALID_ARGUMENT' }],
  ['a misspelt setting', (s) => s.init({ spec: { Label: {} } as never }), { code: 'UNKNOWN_OPTION' }],
  ['no manager', (s) => s.join([], { token }), { code: 'INVALID_ARGUMENT', details: { argument: 'manager' } }],
  ['no token', (s) => s.join('a:2377', {} as never), { code: 'INVALID_ARGUMENT', details: { value: '(hidden)' } }],
  ['no options', (s) => s.join('a:2377', undefined as never), { code: 'INVALID_ARGUMENT' }],
  ['force that is no flag', (s) => s.leave({ force: 'yes' as never }), { code: 'INVALID_ARGUMENT' }],
])('with %s is refused before anything is sent', async (_, call, refused) => {
  await using fake = await fakeEngine({})
  await expect(call(new Swarm(fake.engine))).rejects.toMatchObject(refused)
  expect(fake.requests).toEqual([])
})

test('says to the engine what docker swarm init does, and gives the id of the node', async () => {
  const bodies: string[] = []
  await using fake = await fakeEngine({
    '/swarm/init': (request, response) => {
      request.on('data', (bytes: Buffer) => bodies.push(bytes.toString()))
      request.on('end', () => response.writeHead(200).end('"node1"\n'))
    },
  })
  const swarm = new Swarm(fake.engine)
  expect(await swarm.init({ advertiseAddr: 'eth0', defaultAddrPool: '10.20.0.0/16' })).toEqual({ nodeId: 'node1' })
  expect(JSON.parse(bodies.join(''))).toEqual({
    ListenAddr: '0.0.0.0:2377',
    AdvertiseAddr: 'eth0',
    DefaultAddrPool: ['10.20.0.0/16'],
    SubnetSize: 24,
  })
})

test('an answer that is no text is no id of a node', async () => {
  await using fake = await fakeEngine({ '/swarm/init': json({ ID: 'x' }) })
  await expect(new Swarm(fake.engine).init()).rejects.toMatchObject({ code: 'REPLY_MISMATCH' })
})

test('no error shows the token', async () => {
  await using fake = await fakeEngine({ '/swarm/join': json({ message: 'invalid join token' }, 500) })
  const error: unknown = await new Swarm(fake.engine).join('a:2377', { token }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'JOIN_TOKEN_INVALID' })
  expect(`${JSON.stringify(error)} ${String(error)}`).not.toContain(token)
})
