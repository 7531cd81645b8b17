import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { Cidr } from '../../../src/cidr/cidr.js'
import { Docker } from '../../../src/docker.js'
import { UsageError } from '../../../src/errors/usage.js'
import { compile } from './compile.js'

// What is refused, as a user writes it. Each statement is compiled, and run as plain JavaScript.
const refused = [
  "docker.network.bridge('x').gateway('172.72.0.1')",
  "docker.network.bridge('x').ipRange('172.72.0.0/24')",
  "docker.network.bridge('x').auxAddress('router', '172.72.0.9')",
  "docker.network.macvlan('x').gateway('172.72.0.1')",
  "docker.network.bridge('x').subnet({ size: 24 }).gateway('10.0.0.1')",
  "docker.network.macvlan('x').parent('eth0').acrossHosts([{ docker }])",
  "docker.network.macvlan('x').parent('eth0').subnet('10.0.0.0/24').gateway('10.0.0.1').acrossHosts([{ docker, ipRange: '10.0.0.64' }])",
  "docker.network.bridge('x').subnet('172.72.0.0')",
  "docker.network.bridge('x').subnet('172.72.0.256/16')",
  "docker.network.bridge('x').subnet('10.99.0.5/24')",
  "docker.network.bridge('x').subnet('10.99.37.200/21')",
  "docker.network.bridge('x').subnet('172.72.0.0/16').ipRange('172.72.0.130/26')",
  "docker.network.bridge('x').subnet('172.72.0.0/16').gateway('172.72.0.256')",
  "docker.network.bridge('x').subnet('172.72.0.0/16').ipRange('172.72.0.0')",
  "docker.network.bridge('host')",
  "docker.network.bridge('container')",
  "docker.network.bridge('a b')",
  "docker.network.bridge('x').name('none')",
  "docker.network.configOnly('x').internal()",
  "docker.network.configOnly('x').attachable()",
  "docker.network.configOnly('x').scope('swarm')",
  "docker.network.configOnly('x').configFrom('cfg')",
  "docker.network.macvlan('x').subnet('10.0.0.0/24').configFrom('cfg')",
  "docker.network.macvlan('x').configFrom('cfg').subnet('10.0.0.0/24')",
  "docker.network.macvlan('x').configFrom('cfg').ipv6()",
  "docker.network.bridge('x').configFrom('cfg').ipv4(false)",
  "docker.network.bridge('x').configFrom('cfg').label('a', 'b')",
  "docker.network.bridge('x').configFrom(net).option({ 'com.docker.network.driver.mtu': '1400' })",
  "docker.network.bridge('x').hostBinding('127.0.0.256')",
  "docker.network.bridge('x').hostIpv4('10.0.0.1/24')",
  "docker.container.run('x').net('host').publish('80:80')",
  "docker.container.run('x').net('none').publish('80:80')",
  "docker.container.run('x').net(web).publish('80:80')",
  "docker.container.run('x').publish('80:80').net('host')",
  "docker.container.run('x').publish('80:80').net(web)",
  "docker.container.run('x').net(web).hostname('a')",
  "docker.container.run('x').hostname('a').net(web)",
  "docker.container.run('x').net('container:web').expose(80)",
  "docker.container.run('x').net('container:web').dns('10.0.0.1')",
  "docker.container.run('x').net('container:web').addHost('a:10.0.0.1')",
  "docker.container.run('x').net('host', { alias: 'a' })",
  "docker.container.run('x').net('none', { ip: '10.0.0.2' })",
  "docker.container.run('x').net(web, { alias: 'a' })",
  "docker.container.run('x').net('bridge', { alias: 'a' })",
  "docker.container.run('x').net('bridge', { ip: '172.17.0.9' })",
  "docker.container.run('x').net('none').net('mybridge')",
  "docker.container.run('x').net('mybridge').net('host')",
  "docker.container.run('x').net('mybridge', { ip: '172.72.0.256' })",
  "docker.container.run('x').net('mybridge', { alias: 'no name' })",
  "docker.container.run('x').net('mybridge', { mac: '02:42:zz:00:00:01' })",
  "docker.container.run('x').publish('eighty')",
  "docker.container.run('x').publish(0)",
  "docker.container.run('x').publish(65536)",
  "docker.container.run('x').publish(1.5)",
  "docker.container.run('x').publish(8080, 80)",
  "docker.container.run('x').publish('0:80')",
  "docker.container.run('x').publish('70000:80')",
  "docker.container.run('x').publish('localhost:8080:80')",
] as const

// What must compile, and run, too.
const accepted = [
  "let a = docker.container.run('x'); if (yes) a = a.publish('80:80')",
  "let b = docker.container.run('x'); for (const n of words) b = b.net(n)",
  "let c = docker.network.bridge('x'); if (yes) c = c.subnet('10.0.0.0/24')",
  "let c6 = docker.network.bridge('x'); if (yes) c6 = c6.subnet({ size: 24, from: '10.0.0.0/8' })",
  "let d = docker.network.bridge('x').subnet('10.0.0.0/24'); if (yes) d = d.gateway('10.0.0.1')",
  "docker.network.bridge('x').subnet(text, { ipRange: text, gateway: '10.0.0.1' })",
  "docker.network.bridge(word).subnet(text).gateway('10.0.0.1').ipRange(text)",
  "docker.container.run('x').net(net, { ip: '172.72.1.10', alias: ['a', 'b'], mac: '02:42:ac:11:00:02' })",
  "docker.container.run('x').net('one').net('two', { alias: word }).publish('127.0.0.1:8080:80', '53:53/udp', 8080)",
  "docker.container.run('x').publish('[::1]:8080:80', '8000-8010:8000-8010', '127.0.0.1::80').net('mybridge')",
  "docker.container.run('x').hostname('a').net('host')",
  "docker.container.run('x').net(web).env('A', 'b').rm().tty()",
  "docker.container.run('x').use((b) => b.env('A', 'b')).label({ a: 'b' }).net('mybridge', { gwPriority: 1 })",
  "docker.container.run('x').net('bridge')",
  "docker.container.run('x').net('host', { alias: undefined })",
  "docker.container.run('x').publish(count, 80, '81')",
  "docker.container.run('x').publish('8080', '80').publish(8081).publish(81)",
  "docker.network.bridge('x').subnet('10.99.32.0/21', { ipRange: '10.99.36.0/22' })",
  "docker.network.bridge('x').use((b) => b.subnet('10.0.0.0/24').label('a', 'b')).gateway('10.0.0.1')",
  "let e = docker.network.macvlan('x'); if (yes) e = e.subnet('10.0.0.0/24').parent('eth0').label({ a: 'b' })",
  "docker.network.driver('weave', 'x').option({ a: 'b' }).option('c', 'd').subnet('10.0.0.0/24').gateway('10.0.0.1')",
  "docker.network.macvlan('x').parent('eth0').mode('bridge').subnet('192.168.0.0/24').gateway('192.168.0.1')",
  "docker.network.macvlan('x').parent('eth0').subnet('10.0.0.0/24').gateway('10.0.0.1').acrossHosts([{ docker, ipRange: '10.0.0.64/28' }], { size: 28 })",
  "docker.network.macvlan('x').parent('eth0').subnet(text).gateway('10.0.0.1').acrossHosts([{ docker }].map((host) => ({ ...host, ipRange: text })))",
  "let f = docker.network.bridge('x'); if (yes) f = f.icc(false).mtu(1400).hostBinding('127.0.0.1'); f.subnet('10.0.0.0/24')",
  "let g = docker.network.overlay('x'); for (const n of words) g = g.label(n, n).vxlanId(5000).encrypted(yes)",
  "let h = docker.network.macvlan('x'); if (yes) h = h.configFrom('cfg').scope('swarm').attachable()",
  "docker.network.ipvlan('x').parent('eth0').mode('l2').flag('vepa').subnet('10.0.0.0/24').gateway('10.0.0.1').internal()",
  "docker.network.configOnly('x').parent('eth0').macvlanMode('vepa').subnet('10.0.0.0/24').ipRange('10.0.0.0/25').label({ a: 'b' })",
  "docker.network.bridge('x').gatewayMode('routed').gatewayMode('nat', 'ipv6').trustedHostInterfaces(words)",
  "const i = yes ? docker.network.bridge('x') : docker.network.macvlan('x'); i.subnet('10.0.0.0/24').gateway('10.0.0.1').label('a', 'b')",
] as const

const preamble = [
  "import { Cidr, Docker, type Ref } from 'mooring'",
  "declare const docker: Docker, web: Ref<'container'>, net: Ref<'network'>, yes: boolean, word: string, text: string, words: string[], count: number",
]
const onlyTypes = [
  "await using kept = await docker.network.get('prod')",
  "docker.network.bridge('x').subnet('10.0.0.0/24').create().then((n) => n.nmae)",
  "docker.container.run('x').net('mybridge', { alais: 'a' })",
  "docker.container.run('x').pull('daily')",
  "docker.container.run('x').restart('sometimes')",
] as const

// Blocks of every prefix length, most of them with host bits.
const blocks = Array.from({ length: 33 * 4 }, (_, at) => {
  const octet = (step: number): number => (at * step + step) % 256
  return `${octet(71)}.${octet(37)}.${octet(113)}.${octet(59)}/${at % 33}`
})
const masked = blocks.map((block) => `Cidr.parse('${block}')`)

const said = compile(preamble, [...refused, ...accepted, ...onlyTypes, ...masked])

/** Runs a statement as JavaScript, with the compiler out of the way. */
function run(statement: string): unknown {
  const docker = new Docker({ host: 'unix:///nowhere.sock' })
  const web = { noun: 'container', id: 'c'.repeat(64), name: 'web' }
  const net = { noun: 'network', id: 'n'.repeat(25), name: 'net' }
  const names = { docker, web, net, yes: true, word: 'word', text: '10.0.0.0/24', words: ['one', 'two'], count: 8080 }
  return runInNewContext(statement, names)
}

function errorOf(statement: string): UsageError {
  try {
    run(statement)
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error(`${statement} was not refused`)
}

describe('the compiler says what the error says, word for word', () => {
  test.each(refused.map((statement, index) => [statement, said[index] ?? ''] as const))(
    '%s',
    (statement, diagnostic) => {
      const { sentence: message, hint, sent } = errorOf(statement)
      expect(sent).toBe('no')
      const sentences = [message, `${message}; ${hint ?? ''}`]
      const told = sentences.some((sentence) =>
        [`"${escaped(sentence)}"`, sentence].some((form) => diagnostic.includes(form)),
      )
      expect(told, `compiler: ${diagnostic}\nerror: ${sentences[1] ?? ''}`).toBe(true)
    },
  )
})

describe('what can work compiles and is accepted', () => {
  test.each(accepted.map((statement, index) => [statement, said[refused.length + index]] as const))(
    '%s',
    (statement, diagnostic) => {
      expect(diagnostic).toBe('')
      run(statement)
    },
  )
})

test('the compiler clears the host bits of a literal as Cidr.masked does, for every prefix length', () => {
  const told = said.slice(-masked.length)
  for (const [at, block] of blocks.entries()) {
    const meant = `${Cidr.masked(block)}`
    if (meant === block) expect(told[at]).toBe('')
    else expect(told[at]).toContain(`${block} has host bits set; did you mean ${meant}?`)
  }
})

test('a network that was only looked up cannot be disposed of, and misspelt names do not compile', () => {
  const [using, field, option, pull, restart] = said.slice(refused.length + accepted.length)
  expect(using).toMatch(/TS2851/) // the initializer of an 'await using' declaration must have [Symbol.asyncDispose]
  expect(field).toMatch(/nmae/)
  expect(option).toMatch(/alais/)
  // The words themselves, not the name of their type.
  for (const word of ['missing', 'always', 'never']) expect(pull).toContain(`"${word}"`)
  for (const word of ['no', 'always', 'unless-stopped', 'on-failure']) expect(restart).toContain(`"${word}"`)
})

/** The compiler prints a sentence as a literal type, with its quotes escaped. */
function escaped(sentence: string): string {
  return sentence.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
}
