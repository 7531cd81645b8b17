import { expect, test } from 'vitest'
import { negotiateApi } from '../../../src/system/ping.js'
import { System } from '../../../src/system/system.js'
import { fakeEngine, type Answer } from '../fake-engine.js'

function says(headers: Readonly<Record<string, string>>, status = 200, body = 'OK'): Answer {
  return (_, response) => {
    response.writeHead(status, headers).end(body)
  }
}

test.each([
  ['1.41', '1.41'],
  ['1.51', '1.51'],
  ['1.55', '1.55'],
  ['1.99', '1.55'],
])('with an engine that speaks %s, %s is spoken', async (max, spoken) => {
  await using fake = await fakeEngine({ '/_ping': says({ 'Api-Version': max }) })
  expect(await negotiateApi(fake.engine)).toBe(spoken)
})

test('an engine that is too old is refused with what it needs', async () => {
  await using fake = await fakeEngine({ '/_ping': says({ 'Api-Version': '1.40' }) })
  await expect(negotiateApi(fake.engine)).rejects.toMatchObject({
    code: 'API_TOO_OLD',
    details: { needs: '1.41', has: '1.40' },
  })
})

test('an engine that answers 500 to a ping still says its version', async () => {
  await using fake = await fakeEngine({ '/_ping': says({ 'Api-Version': '1.45' }, 500, '{"message":"unwell"}') })
  expect(await negotiateApi(fake.engine)).toBe('1.45')
})

test('a refusal without a version is told as the refusal it is', async () => {
  await using fake = await fakeEngine({ '/_ping': says({}, 403, '{"message":"not for you"}') })
  await expect(negotiateApi(fake.engine)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    operation: 'SystemPing',
    engineMessage: 'not for you',
  })
})

test('a ping reads what the headers say, and what they leave out stays undefined', async () => {
  const headers = {
    'Api-Version': '1.41',
    Ostype: 'linux',
    'Docker-Experimental': 'true',
    Server: 'Docker/20.10.24 (linux)',
  }
  await using fake = await fakeEngine({ '/_ping': says(headers) })
  expect(await new System(fake.engine).ping()).toEqual({
    apiVersion: '1.41',
    osType: 'linux',
    experimental: true,
    server: 'Docker/20.10.24 (linux)',
    builderVersion: undefined,
    swarm: undefined,
  })
  expect(fake.requests).toEqual(['GET /_ping'])
})

test('a ping that meets something other than an engine says so', async () => {
  await using fake = await fakeEngine({ '/_ping': says({}) })
  await expect(new System(fake.engine).ping()).rejects.toMatchObject({ code: 'REPLY_MISMATCH' })
})
