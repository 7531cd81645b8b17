import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { refuseTooNew, targetOf, writeHeaders, writePath, writeQuery } from '../../../src/engine/call/encode.js'
import { operation } from '../../../src/engine/call/operation.js'
import { param, secret, sinceApi } from '../../../src/engine/call/param.js'
import { reply } from '../../../src/engine/call/reply.js'

const look = operation({
  id: 'ThingInspect',
  method: 'GET',
  path: '/things/{id}/json',
  refs: { id: { noun: 'thing', shape: 'word' } },
  query: { verbose: param.flag, name: param.text, fresh: sinceApi('1.47', param.flag) },
  reply: reply.nothing,
})
const list = operation({
  id: 'ThingList',
  method: 'GET',
  path: '/things',
  query: { name: param.text },
  reply: reply.nothing,
})

const remove = operation({
  id: 'ThingDelete',
  method: 'DELETE',
  path: '/things',
  query: { platforms: param.each(param.json), force: param.flag },
  reply: reply.nothing,
})

describe('a path', () => {
  it('has each name in its place, encoded', () => {
    expect(writePath(look, { id: 'web' })).toBe('/things/web/json')
    expect(writePath(look, { id: 'a b%2F' })).toBe('/things/a%20b%252F/json')
  })

  it.each([undefined, null, 7, '', '.', '..', 'a/b', 'a\nb'])('is not written around %j', (id) => {
    expect(() => writePath(look, { id })).toThrow(expect.objectContaining({ code: 'INVALID_REF' }))
  })
})

describe('a query', () => {
  it('has what was given and nothing else', () => {
    expect(writeQuery(look, {})).toBe('')
    expect(writeQuery(look, { verbose: undefined })).toBe('')
    expect(writeQuery(look, { verbose: true, name: 'a&b=c d' })).toBe('?verbose=1&name=a%26b%3Dc%20d')
  })

  it('repeats a parameter for each item of a list, and refuses one of none', () => {
    expect(writeQuery(remove, { platforms: [{ os: 'linux' }, { os: 'windows' }], force: true })).toBe(
      '?platforms=%7B%22os%22%3A%22linux%22%7D&platforms=%7B%22os%22%3A%22windows%22%7D&force=1',
    )
    for (const platforms of [[], 'linux', {}])
      expect(() => writeQuery(remove, { platforms })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('with a misspelt name is refused', () => {
    expect(() => writeQuery(look, { verbos: true })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_OPTION', details: { option: 'verbos', nearest: 'verbose' } }),
    )
  })

  it('with what the engine is too old for is refused', () => {
    const old = () => {
      refuseTooNew(look, { query: { fresh: true } }, '1.46')
    }
    expect(old).toThrow(
      expect.objectContaining({
        code: 'API_TOO_OLD',
        details: expect.objectContaining({ needs: '1.47', has: '1.46' }) as object,
      }),
    )
    expect(() => {
      refuseTooNew(look, { query: { fresh: true } }, '1.47')
      refuseTooNew(look, { query: { verbose: true } }, '1.41')
    }).not.toThrow()
  })
})

describe('a header', () => {
  const says = { argument: 'auth', says: 'auth is none', hint: 'give a text' }
  const asking = operation({
    id: 'ThingAsk',
    method: 'POST',
    path: '/things/ask',
    headers: { 'X-Thing-Auth': secret<string>((value) => (value === '' ? undefined : `${value}!`), says) },
    body: 'tar',
    reply: reply.nothing,
  })

  it('is written as its kind says, beside those of every request', () => {
    expect({ ...writeHeaders(asking, { 'X-Thing-Auth': 'a' }) }).toEqual({
      'content-type': 'application/x-tar',
      'x-thing-auth': 'a!',
    })
    expect(writeHeaders(asking, undefined)).toEqual({ 'content-type': 'application/x-tar' })
    expect({ ...writeHeaders(asking, { 'X-Thing-Auth': undefined }) }).toEqual({ 'content-type': 'application/x-tar' })
  })

  it('is printed by nobody who prints the request', () => {
    const request = { path: '/', headers: writeHeaders(asking, { 'X-Thing-Auth': 'canary' }) }
    expect(inspect(request, { showHidden: true })).not.toContain('canary')
    expect(JSON.stringify(request)).not.toContain('canary')
  })

  it('that cannot be is refused, and its value is not repeated', () => {
    expect(() => writeHeaders(asking, { 'X-Thing-Auth': '' })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', details: { argument: 'auth', value: '(hidden)' } }),
    )
  })

  it.each(['x', 'x y', '', 'Content-Length', 'transfer-encoding', 'Upgrade'])(
    '%j, which the operation does not take, is refused, and its value is not repeated',
    (name) => {
      const refused = (): unknown => writeHeaders(list, { [name]: 'a\r\nsecret' })
      expect(refused).toThrow(expect.objectContaining({ code: 'UNKNOWN_OPTION' }))
      expect(refused).not.toThrow(/secret/)
    },
  )
})

describe('what a call was about', () => {
  it('is the name in its path, its query or its body', () => {
    expect(targetOf(look, { id: 'web' })).toBe('web')
    expect(targetOf(look, { id: { noun: 'thing', id: 'c0ffee', name: 'web' } })).toBe('web')
    expect(targetOf(list, { query: { name: 'front' } })).toBe('front')
    expect(targetOf(list, { body: { Name: 'front' } })).toBe('front')
    expect(targetOf(list, {})).toBeUndefined()
    expect(targetOf(list, { body: { Name: 7 } })).toBeUndefined()
  })

  it('has a noun', () => {
    expect(look.plan.noun).toBe('thing')
    expect(list.plan.noun).toBe('thing')
  })
})
