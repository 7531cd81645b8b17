import { describe, expect, test } from 'vitest'
import { Docker } from '../../../../src/docker.js'
import type { ContainerBuilder } from '../../../../src/container/builder/builder.js'
import { refusal } from '../../refusal.js'

const docker = new Docker({ host: 'unix:///nowhere.sock' })
const run = () => docker.container.run('alpine')
const sent = (builder: ContainerBuilder) => builder.toRequest().HostConfig
// As it comes out of a file: the compiler cannot see what it is.
const given = <Value>(value: unknown): Value => value as Value
const web = docker.container.ref('web')

describe('what is said again', () => {
  test('adds to a list, and what is there already is not added', () => {
    expect(sent(run().capAdd('NET_ADMIN').capAdd('CAP_NET_ADMIN', 'SYS_TIME'))).toEqual({
      CapAdd: ['CAP_NET_ADMIN', 'CAP_SYS_TIME'],
    })
  })

  test('takes the place of what was said of the same name, device or path', () => {
    const builder = run()
      .ulimit('nofile', 10)
      .ulimit('core=0')
      .ulimit('nofile=20:-1')
      .sysctl({ 'net.core.somaxconn': '1', 'kernel.sem': '1 2 3 4' })
      .sysctl('net.core.somaxconn', '2')
      .device('/dev/sda:/dev/x:r')
      .device('/dev/sdb', { target: '/dev/x' })
      .deviceReadBps('/dev/sda', '1k')
      .deviceReadBps('/dev/sda:2k')
      .blkioWeightDevice('/dev/sda:20')
      .blkioWeightDevice('/dev/sda', 30)
      .memory('1g')
      .memory(1024)
      .logDriver('json-file')
      .logOpt('max-size', '1m')
      .logDriver('local')
    expect(sent(builder)).toEqual({
      Ulimits: [
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'nofile', Soft: 20, Hard: -1 },
      ],
      Sysctls: { 'net.core.somaxconn': '2', 'kernel.sem': '1 2 3 4' },
      Devices: [{ PathOnHost: '/dev/sdb', PathInContainer: '/dev/x', CgroupPermissions: 'rwm' }],
      BlkioDeviceReadBps: [{ Path: '/dev/sda', Rate: 2048 }],
      BlkioWeightDevice: [{ Path: '/dev/sda', Weight: 30 }],
      Memory: 1024,
      LogConfig: { Type: 'local', Config: { 'max-size': '1m' } },
    })
  })

  test('changes no other builder, and nothing of a request', () => {
    const one = run().ulimit('core=0').securityOpt('no-new-privileges', 'systempaths=unconfined')
    const request = one.toRequest()
    expect(sent(one.capDrop('ALL').ulimit('core=1'))?.Ulimits).toEqual([{ Name: 'core', Soft: 1, Hard: 1 }])
    Object.assign(request.HostConfig?.Ulimits?.[0] ?? {}, { Soft: 9 })
    expect(sent(one)).toEqual({
      Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }],
      SecurityOpt: ['no-new-privileges'],
      MaskedPaths: [],
      ReadonlyPaths: [],
    })
  })
})

describe('other forms', () => {
  test('GPUs as options, and beside devices of a driver', () => {
    const options = { device: 'GPU-1', driver: 'nvidia', capabilities: ['gpu', 'utility'], options: { a: 'b' } }
    const builder = run().gpus(options).device('vendor.com/net=a').gpus('count=2').device('vendor.com/net=b')
    expect(sent(builder)?.DeviceRequests).toEqual([
      { DeviceIDs: ['GPU-1'], Driver: 'nvidia', Capabilities: [['gpu', 'utility']], Options: { a: 'b' } },
      { Count: 2, Capabilities: [['gpu']] },
      { Driver: 'cdi', DeviceIDs: ['vendor.com/net=a', 'vendor.com/net=b'] },
    ])
  })

  test('namespaces and links of a handle, which belongs to one engine', () => {
    const builder = run().pid(web).ipc(web).link(web).link(web, 'db').link('a:b')
    expect(sent(builder)).toEqual({
      PidMode: 'container:web',
      IpcMode: 'container:web',
      Links: ['web:web', 'web:db', 'a:b'],
    })
    const other = new Docker({ host: 'unix:///elsewhere.sock' })
    for (const one of [run().pid(web), run().ipc(web), run().link(web)])
      expect(refusal(() => one.on(other))).toMatchObject({ code: 'OTHER_ENGINE', details: { noun: 'container' } })
  })

  test('groups as numbers, signals as numbers or without SIG, switches that are taken back', () => {
    expect(sent(run().groupAdd(1000, 'audio').privileged().privileged(false))).toEqual({
      GroupAdd: ['1000', 'audio'],
      Privileged: false,
    })
    for (const signal of ['3', 'quit', 'SIGRTMIN+3'])
      expect(run().stopSignal(signal).toRequest().StopSignal).toBe(signal)
  })
})

describe('refused at the call', () => {
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['a size without a number', () => run().memory(given('lots')), /'64m'/],
    ['no memory at all', () => run().memory(0), /above zero/],
    ['swap below nothing', () => run().memorySwap(given(-2)), /above zero/],
    ['a part of a swappiness', () => run().memorySwappiness(101), /0 to 100/],
    ['a score out of its range', () => run().oomScoreAdj(1001), /-1000 to 1000/],
    ['no CPU', () => run().cpus(0), /1\.5/],
    ['shares out of their range', () => run().cpuShares(1), /2 to 262144/],
    ['a short period', () => run().cpuPeriod(999), /1000 to 1000000/],
    ['a short quota', () => run().cpuQuota(999), /1000 microseconds/],
    ['CPUs by name', () => run().cpusetCpus('all'), /'0-2'/],
    ['no processes', () => run().pidsLimit(0), /above zero/],
    ['a weight out of its range', () => run().blkioWeight(5), /10 to 1000/],
    ['an unknown limit', () => run().ulimit(given('nofiles'), 1), /"nofile"/],
    ['a limit without a value', () => run().ulimit('nofile'), /nofile=1024:2048/],
    ['a soft limit above the hard one', () => run().ulimit('nofile', 2, 1), /not above/],
    ['an unknown right', () => run().capAdd(given('NET_ADMN')), /"NET_ADMIN"/],
    ['an unknown option of security', () => run().securityOpt('apparmour=x'), /"apparmor"/],
    ['a profile by its path', () => run().securityOpt('seccomp=/etc/profile.json'), /readFileSync/],
    ['a security option without a value', () => run().securityOpt('label'), /label=/],
    ['other system paths', () => run().securityOpt('systempaths=none'), /unconfined/],
    ['a setting of the host', () => run().sysctl('vm.swappiness', '1'), /on the host/],
    ['a setting that is a number', () => run().sysctl('net.core.somaxconn', given(1)), /text/],
    ['an unknown namespace', () => run().ipc(given('shared')), /shareable/],
    ['a namespace of nobody', () => run().pid('container:'), /host/],
    ['a word of another namespace', () => run().uts(given('private')), /host/],
    ['a device by its name', () => run().device('sda'), /\/dev\/fuse/],
    ['other permissions', () => run().device('/dev/sda', { permissions: 'x' }), /'rw'/],
    ['a device said twice', () => run().device('/dev/sda:r', { permissions: 'w' }), /\/dev\/fuse/],
    ['a misspelt option of a device', () => run().device('/dev/sda', given({ permission: 'r' })), /"permissions"/],
    ['a rule in other words', () => run().deviceCgroupRule('allow all'), /'c 189/],
    ['a rate without a device', () => run().deviceReadBps('1m'), /\/dev\/sda/],
    ['a rate said twice', () => run().deviceReadBps('/dev/sda:1m', '2m'), /once/],
    ['a rate of nothing', () => run().deviceReadIops('/dev/sda', 0), /above zero/],
    ['no GPUs', () => run().gpus(0), /'all'/],
    ['a misspelt option of GPUs', () => run().gpus('devices=0'), /"device"/],
    ['GPUs by number and by name', () => run().gpus({ count: 1, device: '0' }), /leave out/],
    ['an unknown signal', () => run().stopSignal('SIGQUITT'), /"SIGQUIT"/],
    ['part of a second', () => run().stopTimeout(1.5), /whole seconds/],
    ['an option of logs that is a number', () => run().logOpt('max-file', given(3)), /texts/],
    ['no log driver', () => run().logDriver(''), /local/],
    ['an option of DNS with a space', () => run().dnsOption('ndots 2'), /ndots:2/],
    ['a domain with a space', () => run().dnsSearch('a b'), /example\.org/],
    ['a domain that ends in a hyphen', () => run().domainname('-x-'), /example\.org/],
    ['a link in three parts', () => run().link('a:b:c'), /\.link\('db'/],
    ['a group with a colon', () => run().groupAdd('a:b'), /number/],
    ['a switch that is a text', () => run().privileged(given('false')), /true or false/],
  ]
  test.each(cases)('%s', (_, call, hint) => {
    expect(refusal(call).hint).toMatch(hint)
  })
})

describe('what does not go together is refused, whichever was said first', () => {
  const cases: readonly (readonly [() => ContainerBuilder, RegExp])[] = [
    [() => run().memorySwap('1g'), /say memory\(\), too/],
    [() => run().memorySwap('1m').memory('2m'), /memory\(\) at least/],
    [() => run().memory('1m').memoryReservation('2m'), /not more than it may use/],
    [() => run().cpuQuota(5000).cpus(1), /both the quota and the period/],
    [() => run().cpus(1).cpuPeriod(5000), /both the quota and the period/],
    [() => run().capDrop('KILL').capAdd('KILL'), /CAP_KILL is given and taken away/],
    [() => run().logOpt('a', 'b').logDriver('none'), /keeps nothing/],
    [() => run().uts('host').hostname('web'), /hostname of the host/],
    [() => run().shmSize('1m').ipc('host'), /no \/dev\/shm of its own/],
    [() => run().sysctl('net.core.somaxconn', '1').net('host'), /network settings of the host/],
    [() => run().ipc('host').sysctl('kernel.sem', '1'), /IPC settings of the host/],
    [() => run().restart('always').rm(), /cannot be started again/],
  ]
  test.each(cases)('%#', (build, sentence) => {
    const builder = build()
    expect(refusal(() => builder.toRequest())).toMatchObject({
      code: 'CONFLICTING_OPTIONS',
      sentence: expect.stringMatching(sentence) as string,
    })
  })

  test('and what does is sent', () => {
    const builder = run().memory('512m').memorySwap(-1).memoryReservation('512m').capDrop('ALL').capAdd('KILL')
    expect(sent(builder.ipc('shareable').shmSize('1m').cpuPeriod(1000).cpuQuota(1000))).toMatchObject({
      MemorySwap: -1,
      CapDrop: ['ALL'],
      ShmSize: 1_048_576,
    })
  })

  test('ports and names where there are none, at the call that says so second', () => {
    const host = given<ContainerBuilder>(run().net('host'))
    for (const call of [() => host.publishAll(), () => host.link('db')])
      expect(refusal(call).code).toBe('CONFLICTING_OPTIONS')
    const shared = given<ContainerBuilder>(run().net('container:web'))
    for (const call of [() => shared.dnsOption('rotate'), () => shared.dnsSearch('.'), () => shared.domainname('a')])
      expect(refusal(call).code).toBe('CONFLICTING_OPTIONS')
    expect(refusal(() => given<ContainerBuilder>(run().publishAll()).net('none')).code).toBe('CONFLICTING_OPTIONS')
  })
})
