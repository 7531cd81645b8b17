import { describe, expect, test } from 'vitest'
import { parseHost, type HostAddress } from '../../../src/transport/host.js'
import { hostText, openTransport } from '../../../src/transport/open.js'
import { refusal } from '../refusal.js'

const addresses: readonly (readonly [string, HostAddress])[] = [
  ['unix:///var/run/docker.sock', { scheme: 'unix', path: '/var/run/docker.sock' }],
  ['unix:///a b/ü.sock', { scheme: 'unix', path: '/a b/ü.sock' }],
  ['npipe:////./pipe/docker_engine', { scheme: 'npipe', path: '\\\\.\\pipe\\docker_engine' }],
  ['tcp://192.168.0.10:2376', { scheme: 'tcp', hostname: '192.168.0.10', port: 2376 }],
  ['tcp://[fe80::1%eth0]:2375', { scheme: 'tcp', hostname: 'fe80::1%eth0', port: 2375 }],
  ['ssh://server-a', { scheme: 'ssh', user: undefined, hostname: 'server-a', port: undefined, path: undefined }],
  [
    'ssh://me@server:2222/run/user/1000/docker.sock',
    { scheme: 'ssh', user: 'me', hostname: 'server', port: 2222, path: '/run/user/1000/docker.sock' },
  ],
]

describe('an address is taken apart', () => {
  test.each(addresses)('%s', (text, address) => {
    expect(parseHost(text)).toEqual(address)
    expect(hostText(address)).toBe(text)
  })

  test.each([
    ['tcp://server', { scheme: 'tcp', hostname: 'server', port: 2375 }],
    ['tcp://', { scheme: 'tcp', hostname: 'localhost', port: 2375 }],
    ['tcp://:1234', { scheme: 'tcp', hostname: 'localhost', port: 1234 }],
    ['tcp://server:2375/', { scheme: 'tcp', hostname: 'server', port: 2375 }],
    [' unix:///a.sock\n', { scheme: 'unix', path: '/a.sock' }],
  ])('%j: what is left out is what docker takes', (text, address) => {
    expect(parseHost(text)).toEqual(address)
  })

  test.each([
    'tcp://server:0',
    'tcp://server:65536',
    'tcp://a b',
    'tcp://server/base',
    'tcp://me@server',
    'ssh://',
    'ssh://-oProxyCommand=x',
    'ssh://-l@server',
    'ssh://server:ssh',
    'unix:///a\u0000b',
    'fd://',
    'unix:/a.sock',
    '',
  ])('%j is refused', (text) => {
    expect(refusal(() => parseHost(text, 'DOCKER_HOST'))).toMatchObject({
      code: 'HOST_INVALID',
      details: { host: text, from: 'DOCKER_HOST' },
    })
  })

  test('a password is refused, and not repeated', () => {
    const error = refusal(() => parseHost('ssh://me:geheim@server'))
    expect(error.code).toBe('HOST_INVALID')
    expect(JSON.stringify(error)).not.toContain('geheim')
  })
})

describe('an address is opened', () => {
  test.each(['unix:///var/run/docker.sock', 'npipe:////./pipe/docker_engine'])('%s', (host) => {
    expect(openTransport(host).host).toBe(host)
    expect(openTransport(parseHost(host)).host).toBe(host)
  })

  test.each(['tcp://192.168.0.10:2375', 'ssh://me@server'])('%s comes in a later version, and says so', (host) => {
    for (const given of [host, parseHost(host)]) {
      const error = refusal(() => openTransport(given, { from: 'DOCKER_HOST' }))
      expect(error).toMatchObject({ code: 'HOST_INVALID', details: { host, from: 'DOCKER_HOST' } })
      expect(error.message).toMatch(/later version[^]*ssh -nNT -L/)
    }
  })
})
