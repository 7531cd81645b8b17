import { describe, expect, test } from 'vitest'
import { nameFor } from '../../../src/image/name.js'

const Id = `sha256:${'1b'.repeat(32)}`
const digest = `sha256:${'0a'.repeat(32)}`
const image = { Id, RepoTags: ['alpine:latest', 'r.example:5000/app:1'], RepoDigests: [`alpine@${digest}`] }

describe('an image is called as it was asked for', () => {
  test.each([
    'alpine',
    'alpine:latest',
    'docker.io/library/alpine',
    'index.docker.io/library/alpine:latest',
    'r.example:5000/app:1',
    `alpine@${digest}`,
    `alpine:latest@${digest}`,
    `docker.io/library/alpine@${digest}`,
  ])('%s, by a word and by a handle', (name) => {
    expect(nameFor(image, name)).toBe(name)
    expect(nameFor(image, { noun: 'image', id: Id, name })).toBe(name)
  })

  test.each([Id, Id.slice(7), Id.slice(7, 19), '1b', 'sha256:1b1b'])('but an id is no name: %s', (id) => {
    expect(nameFor(image, id)).toBe('alpine:latest')
    expect(nameFor(image, { noun: 'image', id: Id, name: id })).toBe('alpine:latest')
  })

  test('a tag that looks like an id is one', () => {
    expect(nameFor({ ...image, RepoTags: ['x:1', '1b1b:latest'] }, '1b1b')).toBe('1b1b')
  })

  test('a handle whose name has moved to another image is called as the engine lists it', () => {
    expect(nameFor(image, { noun: 'image', id: Id, name: 'moved:1' })).toBe('alpine:latest')
  })
})

describe('an image that nobody asked for by name has', () => {
  test.each([
    ['its first tag', image, 'alpine:latest'],
    ['without a tag, its digest', { ...image, RepoTags: [] }, `alpine@${digest}`],
    ['on 20.10, too', { ...image, RepoTags: ['<none>:<none>'] }, `alpine@${digest}`],
    ['without both, its short id', { Id, RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] }, '1b1b1b1b1b1b'],
    ['also where the engine leaves the lists out', { Id, RepoTags: null, RepoDigests: undefined }, '1b1b1b1b1b1b'],
  ])('%s', (_, listed, name) => {
    expect(nameFor(listed)).toBe(name)
  })
})
