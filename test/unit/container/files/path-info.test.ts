import { describe, expect, it } from 'vitest'
import { pathInfoOf } from '../../../../src/container/files/path-info.js'

const about = { operation: 'ContainerArchiveInfo', target: 'web', check: undefined }
const stat = { name: 'x', size: 5, mode: 0o644, mtime: '2026-11-26T22:43:33.9159749Z', linkTarget: '' }

function infoOf(over: object) {
  const text = Buffer.from(JSON.stringify({ ...stat, ...over })).toString('base64')
  return pathInfoOf({ 'x-docker-container-path-stat': text }, about)
}

describe('what an engine says of a path', () => {
  // bits of Go's os.FileMode above the permissions
  it.each([
    ['none', 0o644, 'file', 0o644],
    ['31', 2 ** 31 + 0o755, 'directory', 0o755],
    ['27', 2 ** 27 + 0o777, 'symlink', 0o777],
    ['25', 2 ** 25 + 0o644, 'fifo', 0o644],
    ['24', 2 ** 24 + 0o755, 'socket', 0o755],
    ['26 and 21', 2 ** 26 + 2 ** 21 + 0o666, 'character-device', 0o666],
    ['26', 2 ** 26 + 0o660, 'block-device', 0o660],
    ['31 and 20', 2 ** 31 + 2 ** 20 + 0o777, 'directory', 0o1777],
    ['23', 2 ** 23 + 0o755, 'file', 0o4755],
    ['22', 2 ** 22 + 0o755, 'file', 0o2755],
    ['19', 2 ** 19, 'other', 0],
  ])('with bit %s is of its type, with its permissions', (_, mode, type, permissions) => {
    expect(infoOf({ mode })).toMatchObject({ type, mode: permissions })
  })

  it('has a time, and a target only where there is a link', () => {
    expect(infoOf({})).toEqual({
      name: 'x',
      type: 'file',
      size: 5,
      mode: 0o644,
      modified: new Date('2026-11-26T22:43:33.915Z'),
      linkTarget: undefined,
    })
    expect(infoOf({ mode: 134218239, linkTarget: '/etc' })).toMatchObject({ type: 'symlink', linkTarget: '/etc' })
  })

  it.each([
    ['no header', {}],
    ['no JSON', { 'x-docker-container-path-stat': 'AAAA' }],
    ['another shape', { 'x-docker-container-path-stat': Buffer.from('{"name":"x"}').toString('base64') }],
    ['a list of headers', { 'x-docker-container-path-stat': ['e30=', 'e30='] }],
  ])('%s is refused', (_, headers) => {
    expect(() => pathInfoOf(headers, about)).toThrow(
      expect.objectContaining({ code: 'REPLY_MISMATCH', operation: 'ContainerArchiveInfo', target: 'web' }) as Error,
    )
  })

  it('a time that is none, and a size that is no exact number, are refused', () => {
    expect(() => infoOf({ mtime: 'yesterday' })).toThrow(/does not say what is at the path/)
    const inexact = Buffer.from(JSON.stringify(stat).replace('5', '9007199254740993')).toString('base64')
    expect(() => pathInfoOf({ 'x-docker-container-path-stat': inexact }, about)).toThrow(/does not say/)
  })
})
