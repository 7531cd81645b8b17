import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
// As it comes out of a file: the compiler cannot see what it is.
const text = (value: unknown): string => value as string
const run = () => docker.container.run('ubuntu:14.04')
interface Loose {
  publish(port: unknown): unknown
  net(target: unknown, endpoint?: unknown): unknown
}
/** The same builder, as JavaScript sees it. */
const loose = (): Loose => run()

describe('ports are refused at the call', () => {
  test.each([
    '0',
    '65536',
    '-1',
    '1.5',
    '80:0',
    '70000:80',
    '9000-8000',
    '8000-8002:80-81',
    '80/banana',
    'eighty',
    '',
    ' 80',
    '1:2:3:4',
  ])('%j', (port) => {
    const error = refusal(() => run().publish(text(port)))
    expect(error.code).toBe('INVALID_PORT')
    expect(error.message).toContain(port.trim())
  })

  test.each([-1, 0, 65536, 1.5, Number.NaN, undefined, null, {}])('%s', (port) => {
    expect(refusal(() => loose().publish(port)).code).toBe('INVALID_PORT')
  })

  test.each(['localhost', '127.0.0.1 ', '999.1.1.1', 'banana', '*', '[::g]'])(
    'the address %j: engines before 29 would publish on every address',
    (address) => {
      const error = refusal(() => run().publish(text(`${address}:8080:80`)))
      expect(error.code).toBe('INVALID_HOST_IP')
      expect(`${error.message} ${error.hint ?? ''}`).toContain('engines before 29')
    },
  )
})

test('a handle that was not awaited is named a promise, by every setter that takes one', () => {
  const made = Promise.resolve({ noun: 'network', id: 'n1', name: 'front' })
  const client = Promise.resolve(docker)
  const refused = [
    refusal(() => loose().net(made)),
    refusal(() => run().on(client as unknown as Docker)),
    refusal(() => docker.network.bridge().on(client as unknown as Docker)),
  ]
  for (const { sentence, hint } of refused) {
    expect(sentence).toMatch(/^(?:net|on) cannot be a promise$/)
    expect(hint).toMatch(/^await it first; give a/)
  }
})

describe('what does not go together is refused, in either order', () => {
  const web = { noun: 'container', id: 'c'.repeat(64), name: 'web' } as const
  test.each([
    ['ports and host', () => run().net(text('host')).publish(80), /host/],
    ['host and ports', () => run().publish(80).net(text('host')), /network of its own/],
    ['ports and none', () => run().net(text('none')).publish(80), /none/],
    ['ports and container mode', () => run().net(text('container:web')).publish(80), /whose network this one joins/],
    ['ports and a handle of a container', () => run().net(text(web)).publish(80), /whose network this one joins/],
    ['a hostname and container mode', () => run().hostname('a').net(text('container:web')), /container mode/],
    [
      'container mode and a hostname',
      () => run().net(text('container:web')).hostname('a'),
      /keeps that container's hostname/,
    ],
    ['container mode and exposed ports', () => run().net(text('container:web')).expose(80), /expose on the container/],
    ['container mode and dns', () => run().net(text('container:web')).dns('10.0.0.1'), /name resolution/],
    ['container mode and hosts', () => run().net(text('container:web')).addHost('a:10.0.0.1'), /hosts file/],
    ['an endpoint and host', () => run().net(text('host'), { alias: 'a' }), /host has no endpoint/],
    ['an endpoint and none', () => run().net(text('none'), { ip: '10.0.0.9' }), /none has no endpoint/],
    [
      'an endpoint and container mode',
      () => run().net(text('container:web'), { alias: 'a' }),
      /other container's endpoint/,
    ],
    ['an alias and the default bridge', () => run().net(text('bridge'), { alias: 'a' }), /resolves no aliases/],
    [
      'a fixed address and the default bridge',
      () => run().net(text('default'), { ip: '172.17.0.9' }),
      /no fixed address/,
    ],
    ['none and a network', () => run().net(text('none')).net(text('front')), /already uses net\('none'\)/],
    ['a network and host', () => run().net('front').net(text('host')), /network of its own/],
    ['two containers', () => run().net(text('container:a')).net(text('container:b')), /already joins another/],
    ['rm and restart', () => run().rm().restart('always').toRequest(), /cannot be started again/],
  ])('%s', (_, call, sentence) => {
    const error = refusal(call)
    expect(error.code).toBe('CONFLICTING_OPTIONS')
    expect(error.message).toMatch(sentence)
  })
})

describe('an endpoint is refused at the call', () => {
  test.each([
    [{ alias: 'a b' }, 'INVALID_ALIAS'],
    [{ alias: '' }, 'INVALID_ALIAS'],
    [{ alias: ['fine', 'x'.repeat(300)] }, 'INVALID_ALIAS'],
    [{ mac: 'zz' }, 'INVALID_MAC'],
    [{ mac: '01:00:5e:00:00:01' }, 'INVALID_MAC'],
    [{ ip: '10.0.0.300' }, 'INVALID_IP'],
    [{ ip: '10.0.0.9/24' }, 'INVALID_IP'],
    [{ ip: 'fd00::9' }, 'INVALID_ARGUMENT'],
    [{ ip6: '10.0.0.9' }, 'INVALID_ARGUMENT'],
    [{ ip: '0.0.0.0' }, 'INVALID_ARGUMENT'],
    [{ linkLocalIps: ['10.0.0.9'] }, 'INVALID_ARGUMENT'],
    [{ gwPriority: 1.5 }, 'INVALID_ARGUMENT'],
    [{ interface: 'a-name-far-too-long' }, 'INVALID_ARGUMENT'],
    [{ sysctls: { 'net.ipv4.conf.eth0.x': '1' } }, 'INVALID_ARGUMENT'],
    [{ alais: 'a' }, 'UNKNOWN_OPTION'],
  ])('%j: %s', (endpoint, code) => {
    expect(refusal(() => loose().net('front', endpoint)).code).toBe(code)
  })

  test('a misspelt option is told with the nearest name', () => {
    expect(refusal(() => loose().net('front', { alais: 'a' })).details).toEqual({ option: 'alais', nearest: 'alias' })
  })
})

describe('a value that an engine would lose or only fail on later is refused', () => {
  test.each([
    ['an image that is no reference', () => docker.container.run('Ubuntu'), 'INVALID_REF'],
    ['an empty image', () => docker.container.run(''), 'INVALID_REF'],
    ['a name of one letter', () => run().name('a'), 'INVALID_NAME'],
    ['a name with a slash', () => run().name('a/b'), 'INVALID_NAME'],
    ['a hostname with a blank', () => run().hostname('a b'), 'INVALID_ARGUMENT'],
    ['a hostname of 65 letters', () => run().hostname('a'.repeat(65)), 'INVALID_ARGUMENT'],
    ['a command with NUL', () => docker.container.run('ubuntu', 'a\u0000b'), 'INVALID_ARGUMENT'],
    ['a variable without a name', () => run().env('', 'b'), 'INVALID_ARGUMENT'],
    ['a variable that is a number', () => run().env('A', text(7)), 'INVALID_ARGUMENT'],
    ['a label that is null', () => run().label('a', text(null)), 'INVALID_ARGUMENT'],
    ['a relative workdir', () => run().workdir('srv'), 'INVALID_ARGUMENT'],
    ['a DNS server that is a name', () => run().dns('banana'), 'INVALID_IP'],
    ['a host line without an address', () => run().addHost('banana'), 'INVALID_ARGUMENT'],
    ['a restart policy that there is not', () => run().restart(text('sometimes') as never), 'INVALID_ARGUMENT'],
    [
      'a mount of a relative path',
      () => run().mount({ type: 'bind', source: 'srv', target: '/data' }),
      'INVALID_ARGUMENT',
    ],
    ['a mount to a relative path', () => run().mount({ type: 'tmpfs', target: 'tmp' }), 'INVALID_ARGUMENT'],
    [
      'a misspelt mount option',
      () => run().mount({ type: 'tmpfs', target: '/tmp', sise: 1 } as never),
      'UNKNOWN_OPTION',
    ],
    ['a pull policy that there is not', () => run().pull(text('daily') as never), 'INVALID_ARGUMENT'],
    ['a target that is nothing', () => loose().net(undefined), 'INVALID_ARGUMENT'],
    ['container mode without a container', () => run().net(text('container:')), 'INVALID_ARGUMENT'],
  ])('%s', (_, call, code) => {
    expect(refusal(call).code).toBe(code)
  })
})

test('a builder that holds a handle does not move to another engine: the handle belongs to one', () => {
  const other = new Docker({ host: 'unix:///elsewhere.sock' })
  const held = run().net({ noun: 'network', id: 'n'.repeat(64), name: 'front' })
  expect(refusal(() => held.on(other)).code).toBe('OTHER_ENGINE')
  expect(held.on(docker).toRequest()).toEqual(held.toRequest())
  expect(run().net('front').on(other).toRequest().HostConfig?.NetworkMode).toBe('front')
})
