import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathSegment } from '../../../src/engine/ref.js'
import { refusal } from '../refusal.js'

describe('a word in a path', () => {
  test.each([
    '',
    '.',
    '..',
    '../networks/x',
    'a/../b',
    'a//b',
    '/a',
    'a/',
    'a\r\nX: y',
    'a\u0000',
    'a\u007f',
    '\ud800',
  ])('%j is refused for networks: it is empty, or would lead elsewhere', (word) => {
    expect(refusal(() => pathSegment('network', 'slashes', word))).toMatchObject({
      code: 'INVALID_REF',
      details: { noun: 'network' },
    })
  })

  test.each(['a/b', 'x/json'])('%j is refused for containers: their names have no slashes', (word) => {
    expect(refusal(() => pathSegment('container', 'word', word)).code).toBe('INVALID_REF')
  })

  test('is the id of a handle, unless the handle is on something else', () => {
    const container = { noun: 'container', id: 'c0ffee', name: 'web' }
    expect(pathSegment('container', 'word', container)).toBe('c0ffee')
    expect(refusal(() => pathSegment('network', 'slashes', container)).sentence).toBe(
      '"web" names no network: it is a container',
    )
  })

  test('of a container may begin with a slash, as engines print it', () => {
    expect(pathSegment('container', 'word', '/web')).toBe('web')
    expect(refusal(() => pathSegment('container', 'word', '/')).code).toBe('INVALID_REF')
  })

  test('of a promise is refused: it is to be awaited', () => {
    const promise = Promise.resolve('front')
    expect(refusal(() => pathSegment('network', 'slashes', promise)).hint).toContain('await it')
  })

  test.each([undefined, null, 7, {}, []])('%j is refused: it is no text', (word) => {
    expect(refusal(() => pathSegment('container', 'word', word)).message).toContain('it is no text')
  })

  test.each([
    ['x?force=1#', 'x%3Fforce%3D1%23'],
    ['a b', 'a%20b'],
    ['%2e%2e', '%252e%252e'],
    ['é', '%C3%A9'],
    ['sha256:ab', 'sha256%3Aab'],
    ['a/b', 'a/b'],
  ])('%j is written as %s: what an engine could hold can be named', (word, written) => {
    expect(pathSegment('image', 'slashes', word)).toBe(written)
  })

  test('never names another path, whatever it is: 20,000 words', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '/', '%', '2', 'e', '?', '#', 'a', '\\') }),
    )
    fc.assert(
      fc.property(word, fc.constantFrom('word' as const, 'slashes' as const), (text, shape) => {
        let written: string
        try {
          written = pathSegment('network', shape, text)
        } catch {
          return // refused: nothing is sent
        }
        const { pathname, search, hash } = new URL(`http://docker/networks/${written}/connect`)
        expect([search, hash]).toEqual(['', ''])
        // As a server reads it: decoded, and not cleaned into another path.
        expect(decodeURIComponent(pathname)).toBe(`/networks/${text}/connect`)
      }),
      { numRuns: 20_000 },
    )
  })
})
