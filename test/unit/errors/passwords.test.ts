import { expect, test } from 'vitest'
import { toldOption, withoutPasswords } from '../../../src/errors/describe-value.js'
import { engineError } from '../../../src/errors/reasons/engine-error.js'

// 20.10 prints all of it, and 26 and 28 what they do not know as a password
const says = 'failed to mount local volume: mount //h/s:/data, data: addr=10.0.0.1,username=bob,password=hun,,ter2'

test('what an engine says of a mount that failed is told without who asked for it', () => {
  const message = JSON.stringify({ message: `${says},pass=hunter2,vers=3: no such device` })
  const error = engineError({
    operation: 'ContainerStart',
    target: 'web',
    noun: 'container',
    status: 500,
    text: message,
  })
  const told = 'addr=10.0.0.1,username=***,password=***,pass=***,vers=3: no such device'
  expect(error.engineMessage).toContain(told)
  expect(error.message).toContain(told)
  expect(JSON.stringify(error.toJSON())).not.toMatch(/bob|hun|ter2/)
})

test.each([
  ['user=bob', 'user=***'],
  ['sftp-password="a b",uid=1', 'sftp-password=***,uid=1'],
  ['data: user=bob,password=a:b: no such device', 'data: user=***,password=***: no such device'],
  ['X_TOKEN=abc def', 'X_TOKEN=*** def'],
  ['password2=1,uid=1000', 'password2=***,uid=1000'],
  ['mount nfs://bob:hunter2@host/share', 'mount nfs://***@host/share'],
  ['Get "https://user:p@ss@reg.example/v2/": EOF', 'Get "https://***@reg.example/v2/": EOF'],
  ['clone https://ghp_1234@github.com/x.git', 'clone https://***@github.com/x.git'],
  ['proxy "http://u:p@proxy:3128", mail a@b', 'proxy "http://***@proxy:3128", mail a@b'],
  ['the host ssh://bob@host, ssh://bob:hunter2@host', 'the host ssh://bob@host, ssh://bob:***@host'],
  ['pull reg.example:5000/app:1@sha256:12', 'pull reg.example:5000/app:1@sha256:12'],
  ['unable to find user bob: no matching entries', 'unable to find user bob: no matching entries'],
  ['bypass=1 passive=2', 'bypass=*** passive=2'],
])('%s is told as %s', (text, told) => {
  expect(withoutPasswords(text)).toBe(told)
})

test('an option whose name is that of a secret is not told, and others are', () => {
  expect(toldOption('password', 'a,b')).toBe('***')
  expect(toldOption('sftp-pass', 'a')).toBe('***')
  expect(toldOption('o', 'addr=h,password=a')).toBe('addr=h,password=***')
  expect(toldOption('device', ':/export')).toBe(':/export')
  expect(toldOption('password', undefined)).toBeUndefined()
})

test('a long text is read in a moment', () => {
  const texts = [
    'a'.repeat(1_000_000),
    '//a'.repeat(300_000),
    'ssh://'.repeat(150_000),
    'user'.repeat(250_000),
    '/'.repeat(1_000_000),
    'a.'.repeat(500_000),
  ]
  const began = performance.now()
  for (const text of texts) withoutPasswords(text)
  expect(performance.now() - began).toBeLessThan(2000)
})
