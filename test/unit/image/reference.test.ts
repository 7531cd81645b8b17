import { describe, expect, test } from 'vitest'
import { MooringError } from '../../../src/errors/base.js'
import { parseImageReference, withDefaultTag, writeImageReference } from '../../../src/docker-words/image-reference.js'
import { refusal } from '../refusal.js'

const digest = `sha256:${'0a'.repeat(32)}`

describe('an image reference is read by the rules of registries', () => {
  test.each([
    ['busybox', undefined, 'busybox', undefined, undefined],
    ['busybox:1', undefined, 'busybox', '1', undefined],
    ['library/busybox:1.37.0-musl', undefined, 'library/busybox', '1.37.0-musl', undefined],
    ['alicek106/book:hostname', undefined, 'alicek106/book', 'hostname', undefined],
    ['docker.io/library/alpine', 'docker.io', 'library/alpine', undefined, undefined],
    ['localhost/app', 'localhost', 'app', undefined, undefined],
    ['localhost:5000/app', 'localhost:5000', 'app', undefined, undefined],
    ['192.168.0.1:5000/lab/busybox:1', '192.168.0.1:5000', 'lab/busybox', '1', undefined],
    ['[fd00::1]:5000/app:1', '[fd00::1]:5000', 'app', '1', undefined],
    ['Registry/app', 'Registry', 'app', undefined, undefined],
    ['registry.example/a/b/c:1', 'registry.example', 'a/b/c', '1', undefined],
    [`busybox@${digest}`, undefined, 'busybox', undefined, digest],
    [`host:5000/app:1@${digest}`, 'host:5000', 'app', '1', digest],
    ['a__b/c.d/e-f/g--h', undefined, 'a__b/c.d/e-f/g--h', undefined, undefined],
    [`app:${'t'.repeat(128)}`, undefined, 'app', 't'.repeat(128), undefined],
    ['app:_1', undefined, 'app', '_1', undefined],
  ])('%s', (text, registry, path, tag, found) => {
    const reference = parseImageReference(text)
    expect(reference).toEqual({
      registry,
      path,
      repository: registry === undefined ? path : `${registry}/${path}`,
      tag,
      digest: found,
    })
    expect(writeImageReference(reference)).toBe(text)
  })
})

describe('a text that names no image is refused with the reason', () => {
  test.each([
    ['', 'it is empty'],
    [undefined, 'it is no text'],
    [7, 'it is no text'],
    ['https://registry.example/app', 'without a scheme'],
    ['app:', 'nothing follows its colon'],
    ['app:a b', '"a b" is no tag'],
    ['app:-1', '"-1" is no tag'],
    [`app:${'t'.repeat(129)}`, 'is no tag'],
    ['app@latest', '"latest" is no digest'],
    ['app@sha256:12', 'is no digest'],
    [`app@${digest}@${digest}`, 'more than one @'],
    ['/app', 'a part of its path is empty'],
    ['team//app', 'a part of its path is empty'],
    ['team/app/', 'a part of its path is empty'],
    ['team/App', 'must be lower case'],
    ['../app', '".." is no registry'],
    ['a/../app', '".." is no part of a path'],
    ['a..b', '"a..b" is no part of a path'],
    ['a___b', '"a___b" is no part of a path'],
    ['-app', '"-app" is no part of a path'],
    ['app name', '"app name" is no part of a path'],
    ['app\nX', 'is no part of a path'],
    ['app?force=1', 'is no part of a path'],
    ['-host.example/app', '"-host.example" is no registry'],
    ['a'.repeat(256), 'longer than 255'],
    ['f'.repeat(64), 'it is an image id'],
  ])('%j', (text, why) => {
    let caught: unknown
    try {
      parseImageReference(text)
    } catch (error) {
      caught = error
    }
    expect(MooringError.is(caught, 'INVALID_REF') && caught.message).toContain(why)
    expect(MooringError.is(caught) && caught.sent).toBe('no')
  })
})

test('a misspelt reference is answered with the one that may be meant', () => {
  expect(() => parseImageReference('team/App:1')).toThrow(
    expect.objectContaining({ hint: 'did you mean "team/app:1"?' }),
  )
  expect(() => parseImageReference('https://r.example/app')).toThrow(
    expect.objectContaining({ hint: 'did you mean "r.example/app"?' }),
  )
})

test('latest is meant where nothing is written, and only there', () => {
  expect(withDefaultTag(parseImageReference('busybox')).tag).toBe('latest')
  expect(withDefaultTag(parseImageReference('busybox:1')).tag).toBe('1')
  expect(withDefaultTag(parseImageReference(`busybox@${digest}`)).tag).toBeUndefined()
})

test.each([
  ['Foo/Bar:1', 'foo/bar:1'],
  ['Bar:Rc1', 'bar:Rc1'],
  ['Reg.example:5000/Reg/App', 'Reg.example:5000/reg/app'],
  [`localhost/App@${digest}`, `localhost/app@${digest}`],
])('%j has capital letters where none may be: %j is meant', (text, meant) => {
  expect(refusal(() => parseImageReference(text)).hint).toBe(`did you mean "${meant}"?`)
})
